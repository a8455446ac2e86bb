"""A long text with its headings in bold, and a window to read one in."""

import wx

from agent.tray.access_views import LongText
from agent.tray.screens.controls import GAP, HEADING_POINTS, UNSPOKEN, font_of, large_button, pixels
from agent.tray.screens.escape_key import close_on_escape
from agent.tray.screens.spoken_name import say_as
from agent.tray.screens.stop_bar import StopBar, StopChoice

FIRST_SIZE = (760, 640)
SMALLEST_SIZE = (420, 320)


def long_text_control(parent: wx.Window, text: LongText, name: str) -> wx.TextCtrl:
    """A field of this name that holds the text, character for character, and scrolls."""
    style = wx.TE_MULTILINE | wx.TE_READONLY | wx.TE_RICH2 | wx.BORDER_SIMPLE
    control = wx.TextCtrl(parent, value=text.text, style=style)
    control.SetFont(font_of(control, HEADING_POINTS))
    say_as(control, name)
    bold = wx.TextAttr()
    bold.SetFont(font_of(control, HEADING_POINTS, bold=True))
    for start, end in text.headings:
        control.SetStyle(start, end, bold)
    return control


def fit_to_screen(window: wx.TopLevelWindow, width: int, height: int) -> None:
    """Give a window this size, in device-independent pixels, or what the screen has."""
    area = wx.Display(0).GetClientArea()
    first = window.FromDIP(wx.Size(width, height))
    window.SetMinSize(window.FromDIP(wx.Size(*SMALLEST_SIZE)))
    window.SetSize(min(first.width, area.width), min(first.height, area.height))
    window.CentreOnScreen()


class ReadingWindow(wx.Frame):
    """Shows a text until it is closed."""

    def __init__(
        self, parent: wx.Window, title: str, text: LongText, close: str, stop: StopChoice
    ) -> None:
        super().__init__(parent, title=title, style=wx.DEFAULT_FRAME_STYLE)
        page = wx.Panel(self, name=UNSPOKEN)
        self._text = long_text_control(page, text, title)
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._text, 1, wx.EXPAND | wx.ALL, 2 * gap)
        closing = large_button(page, close, self._close)
        column.Add(closing, 0, wx.LEFT | wx.BOTTOM, 2 * gap)
        column.Add(StopBar(page, stop), 0, wx.EXPAND)
        page.SetSizer(column)
        close_on_escape(self)
        fit_to_screen(self, *FIRST_SIZE)
        self._text.SetFocus()

    def _close(self) -> None:
        self.Close()
