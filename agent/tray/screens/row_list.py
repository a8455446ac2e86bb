"""A native list with columns, which asks for a line's words only when it shows the line."""

from typing import Sequence

import wx

from agent.tray.history_views import HistoryRow
from agent.tray.screens.controls import BASE_POINTS, GAP, font_of, pixels

# Of long lists the first lines tell how wide the columns are.
LINES_MEASURED = 40


class RowList(wx.ListCtrl):
    """One line can be chosen, with the arrow keys too."""

    def __init__(self, parent: wx.Window) -> None:
        style = wx.LC_REPORT | wx.LC_VIRTUAL | wx.LC_SINGLE_SEL | wx.LC_HRULES | wx.BORDER_SIMPLE
        super().__init__(parent, style=style)
        self.SetFont(font_of(self, BASE_POINTS))
        self._rows: Sequence[HistoryRow] = ()

    def show_rows(self, columns: Sequence[str], rows: Sequence[HistoryRow]) -> None:
        """Show other lines, and choose the first."""
        self._rows = rows
        self.DeleteAllColumns()
        for index, heading in enumerate(columns):
            self.InsertColumn(index, heading, width=self._width(index, heading))
        self.SetItemCount(len(rows))
        if rows:
            self.Select(0)
            self.Focus(0)
        self.Refresh()

    def OnGetItemText(self, item: int, column: int) -> str:  # noqa: N802 - wx calls it
        """The words of one cell."""
        return self._rows[item].cells[column]

    def _width(self, column: int, heading: str) -> int:
        measured = range(min(LINES_MEASURED, len(self._rows)))
        texts = [heading, *(self._rows[item].cells[column] for item in measured)]
        widest = max(int(self.GetFullTextExtent(text)[0]) for text in texts)
        return widest + pixels(self, 3 * GAP)
