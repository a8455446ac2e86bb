"""Native controls with the habits every screen needs: wrapping, selectable text, large targets."""

from functools import lru_cache
from typing import Callable, Optional

import wx

from agent.tray.light import Light
from agent.tray.pictures import IconStyle, draw_light
from agent.tray.screens.colours import wear, window_text
from agent.tray.screens.spoken_name import say_as
from agent.tray.typography import keep_signs

# The name of a panel: screen readers say it, and wx's own is an English word.
UNSPOKEN = ""
# Device-independent pixels.
GAP = 8
TARGET_HEIGHT, STOP_HEIGHT = 44, 56
BASE_POINTS, HEADING_POINTS, HEADLINE_POINTS, ID_POINTS = 12, 13, 18, 30


def pixels(window: wx.Window, length: int) -> int:
    """Pixels of the screen for a length in device-independent pixels."""
    return int(window.FromDIP(wx.Size(length, 0)).width)


def font_of(window: wx.Window, points: int, *, bold: bool = False) -> wx.Font:
    """The system's own typeface in this size."""
    font = window.GetFont()
    font.SetPointSize(points)
    font.SetWeight(wx.FONTWEIGHT_BOLD if bold else wx.FONTWEIGHT_NORMAL)
    return font


class WrappedLabel(wx.StaticText):
    """A label that keeps its text and breaks it to the width it gets."""

    def __init__(self, parent: wx.Window, points: int = BASE_POINTS, *, bold: bool = False) -> None:
        super().__init__(parent)
        wear(self, text=window_text)
        self.SetFont(font_of(self, points, bold=bold))
        self._text = ""

    def set_text(self, text: str) -> None:
        """Show another text; an empty one takes no room."""
        text = keep_signs(text)
        if text != self._text:
            self._text = text
            self.SetLabelText(text)
        self.Show(bool(text))

    def wrap_to(self, width: int) -> None:
        """Break the lines at this many pixels."""
        self.SetLabelText(self._text)
        self.Wrap(max(width, 1))
        self.InvalidateBestSize()


class ReadableText(wx.TextCtrl):
    """A text to read, select and reach with the keyboard, which grows with what it holds."""

    def __init__(self, parent: wx.Window, points: int = BASE_POINTS) -> None:
        style = wx.TE_READONLY | wx.TE_MULTILINE | wx.TE_NO_VSCROLL | wx.BORDER_NONE
        super().__init__(parent, style=style)
        self.SetFont(font_of(self, points))
        wear(self, ground=parent.GetBackgroundColour, text=window_text)
        self.SetMargins(0, 0)

    def set_text(self, text: str) -> None:
        """Show another text, without moving the caret when nothing changed."""
        text = keep_signs(text)
        if text != self.GetValue():
            self.ChangeValue(text)

    def wrap_to(self, width: int) -> None:
        """Take this width and the height that all lines need."""
        width = max(width, 1)
        self.SetSize(width, self.GetSize().height)
        height = self.GetNumberOfLines() * self.GetCharHeight() + pixels(self, 4)
        self.SetMinSize((pixels(self, 60), height))
        self.SetSize(width, height)


class LightPicture(wx.StaticBitmap):
    """A light's picture in a given size; screen readers say `name`."""

    def __init__(self, parent: wx.Window, style: IconStyle, size: int) -> None:
        super().__init__(parent)
        self._style, self._size = style, size
        self._shown: Optional[Light] = None
        self._said = ""
        self.Bind(wx.EVT_DPI_CHANGED, self._on_scale)

    def set_light(self, light: Light, name: str) -> None:
        """Show another light."""
        if name != self._said:
            self._said = name
            say_as(self, name)
        if light is not self._shown:
            self._shown = light
            self._draw(light)

    def _draw(self, light: Light) -> None:
        side = pixels(self, self._size)
        self.SetBitmap(_bundle(light, self._style, self._size, side))
        self.SetMinSize(wx.Size(side, side))

    def _on_scale(self, event: wx.DPIChangedEvent) -> None:
        event.Skip()
        if self._shown is not None:
            self._draw(self._shown)


@lru_cache(maxsize=None)
def _bundle(light: Light, style: IconStyle, size: int, side: int) -> wx.BitmapBundle:
    """The picture for this scale, neither blurred nor cut; wx tells the scale by the plain one."""
    return wx.BitmapBundle.FromBitmaps([_bitmap(light, style, s) for s in sorted({size, side})])


@lru_cache(maxsize=None)
def _bitmap(light: Light, style: IconStyle, side: int) -> wx.Bitmap:
    return wx.Bitmap.FromBufferRGBA(side, side, draw_light(light, style, side).tobytes())


@lru_cache(maxsize=None)
def window_icon(light: Light, style: IconStyle) -> wx.IconBundle:
    """The light's picture in the sizes a window and the task switcher use."""
    bundle = wx.IconBundle()
    for side in (16, 24, 32, 48):
        icon = wx.Icon()
        icon.CopyFromBitmap(_bitmap(light, style, side))
        bundle.AddIcon(icon)
    return bundle


def large_button(parent: wx.Window, label: str, action: Callable[[], None]) -> wx.Button:
    """A button that an unsteady hand can hit."""
    button = wx.Button(parent, label=label)
    button.SetFont(font_of(button, BASE_POINTS))
    button.Bind(wx.EVT_BUTTON, lambda _event: action())
    fit_button(button)
    return button


def make_prominent(button: wx.Button) -> None:
    """Larger than every other, as what stops access is to be."""
    button.SetFont(font_of(button, HEADING_POINTS, bold=True))
    fit_button(button, STOP_HEIGHT)


def size_needed(control: wx.Control) -> wx.Size:
    """The size that the present label needs; no least size is set any more."""
    # wx finds none best that is below the least one: the control would grow with each label.
    control.SetMinSize((-1, -1))
    control.InvalidateBestSize()
    return control.GetBestSize()


def fit_button(button: wx.Button, least: int = TARGET_HEIGHT) -> None:
    """Give the button the room its present label needs, and at least this height."""
    best = size_needed(button)
    height = max(best.height, pixels(button, least))
    button.SetMinSize((best.width + pixels(button, 2 * GAP), height))


def relabel(button: wx.Button, label: str) -> None:
    """Change a button's label; an empty one hides it."""
    if label and button.GetLabel() != label:
        button.SetLabel(label)
        fit_button(button)
    button.Show(bool(label))
