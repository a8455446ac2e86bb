"""What became of the ID that was sent to the shop."""

import wx

from agent.tray.main_view import ReportLine
from agent.tray.screens.colours import wear
from agent.tray.screens.controls import GAP, UNSPOKEN, WrappedLabel, pixels


class ReportSection(wx.Panel):
    """A sentence, and the control words where there are some."""

    def __init__(self, parent: wx.Window) -> None:
        super().__init__(parent, name=UNSPOKEN)
        wear(self, ground=parent.GetBackgroundColour)
        gap = pixels(self, GAP)
        self._sentence = WrappedLabel(self)
        self._words = WrappedLabel(self, bold=True)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._sentence, 0, wx.EXPAND)
        column.Add(self._words, 0, wx.EXPAND | wx.TOP, gap // 2)
        self.SetSizer(column)

    def show_view(self, line: ReportLine) -> None:
        """Draw this content."""
        self._sentence.set_text(line.sentence)
        self._words.set_text(line.words)
        self.Show(bool(line.sentence or line.words))

    def wrap_to(self, width: int) -> None:
        """Break all texts to this width."""
        for label in (self._sentence, self._words):
            label.wrap_to(width)
