"""What was checked, in words, with what to do."""

from typing import Callable, List

import wx

from agent.tray.pictures import IconStyle
from agent.tray.presenter import FindingLine, MainView
from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    HEADING_POINTS,
    LightPicture,
    ReadableText,
    WrappedLabel,
    large_button,
    pixels,
    relabel,
)

PICTURE = 24


class _Line:
    """One requirement: picture, title and sentence."""

    def __init__(self, parent: wx.Window, style: IconStyle) -> None:
        self._picture = LightPicture(parent, style, PICTURE)
        self._title = WrappedLabel(parent, BASE_POINTS, bold=True)
        self._text = ReadableText(parent)
        texts = wx.BoxSizer(wx.VERTICAL)
        texts.Add(self._title, 0, wx.EXPAND)
        texts.Add(self._text, 0, wx.EXPAND)
        self.row = wx.BoxSizer(wx.HORIZONTAL)
        self.row.Add(self._picture, 0, wx.RIGHT, pixels(parent, GAP))
        self.row.Add(texts, 1)

    def show_line(self, line: FindingLine) -> None:
        """Draw this content; the heading says the outcome too, not the picture alone."""
        self._picture.set_light(line.light, line.state)
        self._title.set_text(line.heading)
        self._text.set_text(line.text)
        self._text.Show(bool(line.text))

    def wrap_to(self, width: int) -> None:
        """Break the texts to this width."""
        self._title.wrap_to(width)
        self._text.wrap_to(width)


class FindingsSection(wx.Panel):
    """All findings and the button that checks again."""

    def __init__(
        self,
        parent: wx.Window,
        words: Callable[[str], str],
        style: IconStyle,
        check: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.SetBackgroundColour(parent.GetBackgroundColour())
        self._words, self._style = words, style
        self._heading = WrappedLabel(self, HEADING_POINTS, bold=True)
        self._state = WrappedLabel(self)
        self._check = large_button(self, words("main.check.start"), check)
        self._lines: List[_Line] = []
        gap = pixels(self, GAP)
        self._column = wx.BoxSizer(wx.VERTICAL)
        self._column.Add(self._heading, 0, wx.EXPAND)
        self._column.Add(self._state, 0, wx.EXPAND | wx.TOP, gap // 2)
        self._column.Add(self._check, 0, wx.TOP | wx.BOTTOM, gap)
        self.SetSizer(self._column)

    def show_view(self, view: MainView) -> None:
        """Draw this content."""
        self._heading.set_text(view.findings_heading)
        self._state.set_text(view.check_state)
        key = "main.check.stop" if view.is_checking else "main.check.start"
        relabel(self._check, self._words(key))
        while len(self._lines) < len(view.findings):
            self._add_line()
        for line, content in zip(self._lines, view.findings):
            line.show_line(content)

    def _add_line(self) -> None:
        line = _Line(self, self._style)
        self._lines.append(line)
        self._column.Add(line.row, 0, wx.EXPAND | wx.TOP, pixels(self, GAP))

    def wrap_to(self, width: int) -> None:
        """Break all texts to this width."""
        self._heading.wrap_to(width)
        self._state.wrap_to(width)
        for line in self._lines:
            line.wrap_to(width - pixels(self, PICTURE + GAP))
