"""A light, a heading that says the same in words, and a text to read: one below the other."""

import wx

from agent.tray.main_view import LightLine
from agent.tray.pictures import IconStyle
from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    LightPicture,
    ReadableText,
    WrappedLabel,
    pixels,
)

PICTURE = 24


class LightRow:
    """The controls of one line; put `row` into a sizer."""

    def __init__(self, parent: wx.Window, style: IconStyle) -> None:
        self._beside = pixels(parent, PICTURE + GAP)
        self._picture = LightPicture(parent, style, PICTURE)
        self._title = WrappedLabel(parent, BASE_POINTS, bold=True)
        self._text = ReadableText(parent)
        texts = wx.BoxSizer(wx.VERTICAL)
        texts.Add(self._title, 0, wx.EXPAND)
        texts.Add(self._text, 0, wx.EXPAND)
        self.row = wx.BoxSizer(wx.HORIZONTAL)
        self.row.Add(self._picture, 0, wx.RIGHT, pixels(parent, GAP))
        self.row.Add(texts, 1)

    def show_line(self, line: LightLine) -> None:
        """Draw this content; the heading says the state too, not the picture alone."""
        self._picture.set_light(line.light, line.state)
        self._picture.Show()
        self._title.set_text(line.heading)
        self._text.set_text(line.text)
        self._text.Show(bool(line.text))

    def hide(self) -> None:
        """Show nothing and take no room."""
        self._picture.Hide()
        self._title.set_text("")
        self._text.Hide()

    def wrap_to(self, width: int) -> None:
        """Break the texts to this width, picture included."""
        self._title.wrap_to(width - self._beside)
        self._text.wrap_to(width - self._beside)
