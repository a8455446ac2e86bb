"""The button that tells the shop the ID, and what became of it."""

from typing import Callable

import wx

from agent.tray.main_view import ReportLine
from agent.tray.screens.controls import GAP, WrappedLabel, large_button, pixels


class ReportSection(wx.Panel):
    """Button, sentence, and the control words where there are some."""

    def __init__(
        self, parent: wx.Window, words: Callable[[str], str], send: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.SetBackgroundColour(parent.GetBackgroundColour())
        gap = pixels(self, GAP)
        self._sentence = WrappedLabel(self)
        self._words = WrappedLabel(self, bold=True)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(large_button(self, words("report.send"), send), 0)
        column.Add(self._sentence, 0, wx.EXPAND | wx.TOP, gap // 2)
        column.Add(self._words, 0, wx.EXPAND | wx.TOP, gap // 2)
        self.SetSizer(column)

    def show_view(self, line: ReportLine) -> None:
        """Draw this content."""
        self._sentence.set_text(line.sentence)
        self._words.set_text(line.words)

    def wrap_to(self, width: int) -> None:
        """Break all texts to this width."""
        for label in (self._sentence, self._words):
            label.wrap_to(width)
