"""What was checked, in words, with what to do."""

from typing import Callable, List

import wx

from agent.tray.main_view import MainView
from agent.tray.pictures import IconStyle
from agent.tray.screens.colours import wear
from agent.tray.screens.controls import (
    GAP,
    HEADING_POINTS,
    UNSPOKEN,
    WrappedLabel,
    large_button,
    pixels,
    relabel,
)
from agent.tray.screens.light_row import LightRow


class FindingsSection(wx.Panel):
    """All findings and the button that checks again."""

    def __init__(
        self,
        parent: wx.Window,
        words: Callable[[str], str],
        style: IconStyle,
        check: Callable[[], None],
    ) -> None:
        super().__init__(parent, name=UNSPOKEN)
        wear(self, ground=parent.GetBackgroundColour)
        self._words, self._style = words, style
        self._heading = WrappedLabel(self, HEADING_POINTS, bold=True)
        self._state = WrappedLabel(self)
        self._check = large_button(self, words("main.check.start"), check)
        self._lines: List[LightRow] = []
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
        line = LightRow(self, self._style)
        self._lines.append(line)
        self._column.Add(line.row, 0, wx.EXPAND | wx.TOP, pixels(self, GAP))

    def wrap_to(self, width: int) -> None:
        """Break all texts to this width."""
        self._heading.wrap_to(width)
        self._state.wrap_to(width)
        for line in self._lines:
            line.wrap_to(width)
