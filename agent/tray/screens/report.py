"""A page about a report, with one thing to do and a way to leave it."""

from typing import Callable

import wx

from agent.tray.report_views import ReportPage
from agent.tray.screens.controls import GAP, HEADLINE_POINTS, ReadableText, WrappedLabel, pixels
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.stop_bar import StopChoice

FIRST_SIZE = (680, 520)


class ReportWindow(PageWindow):
    """Nothing is done but by its button; Escape leaves it."""

    def __init__(self, view: ReportPage, act: Callable[[], None], stop: Callable[[], None]) -> None:
        super().__init__(StopChoice(view.stop, stop), view.title)
        self._headline = WrappedLabel(self.page, HEADLINE_POINTS, bold=True)
        self._headline.set_text(view.headline)
        self._text = ReadableText(self.page)
        self._text.set_text(view.text)
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        column.Add(self._text, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self.page.SetSizer(column)
        self._act = act
        self.add_buttons((view.action, self._do), (view.leave, self._leave))
        self.fit(*FIRST_SIZE)
        self._text.SetFocus()

    def reflow(self) -> None:
        """Break the texts of the page."""
        self._headline.wrap_to(self.text_width())
        self._text.wrap_to(self.text_width())

    def _do(self) -> None:
        self.Close()
        self._act()

    def _leave(self) -> None:
        self.Close()
