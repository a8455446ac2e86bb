"""Screen 5: every way into this computer, whether it is open, and how to shut it."""

from dataclasses import dataclass
from functools import partial
from typing import Callable, List, Optional

import wx

from agent.tray.door_views import DoorsView
from agent.tray.pictures import IconStyle
from agent.tray.screens.controls import GAP, HEADLINE_POINTS, ReadableText, WrappedLabel, pixels
from agent.tray.screens.light_row import LightRow
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.stop_bar import StopChoice

FIRST_SIZE = (760, 640)


@dataclass(frozen=True)
class DoorsChoices:
    """What the buttons say and do."""

    look_again: str
    close: str
    on_look_again: Callable[[], None]
    stop: StopChoice


class DoorsWindow(PageWindow):
    """The doors; what changes is drawn in its place, so that nobody loses where he was."""

    def __init__(self, choices: DoorsChoices, style: IconStyle) -> None:
        super().__init__(choices.stop)
        self._style = style
        self._shown: Optional[DoorsView] = None
        self._rows: List[LightRow] = []
        self._headline = WrappedLabel(self.page, HEADLINE_POINTS, bold=True)
        self._summary = ReadableText(self.page)
        gap = pixels(self, GAP)
        self._column = wx.BoxSizer(wx.VERTICAL)
        self._column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        self._column.Add(self._summary, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self.page.SetSizer(self._column)
        looking, closing = (choices.look_again, choices.on_look_again), (choices.close, self._end)
        self.add_buttons(looking, closing)
        self.fit(*FIRST_SIZE)
        self._summary.SetFocus()

    def show_view(self, view: DoorsView) -> None:
        """Draw this content."""
        if view == self._shown:
            return
        self._shown = view
        self.SetTitle(view.title)
        self.redraw(partial(self._draw, view))
        self._keep_focus()

    def _draw(self, view: DoorsView) -> None:
        self._headline.set_text(view.headline)
        self._summary.set_text("\n".join(filter(None, (view.summary, view.looked))))
        while len(self._rows) < len(view.lines):
            self._add_row()
        for row, line in zip(self._rows, view.lines):
            row.show_line(line)
        for row in self._rows[len(view.lines) :]:
            row.hide()

    def _add_row(self) -> None:
        row = LightRow(self.page, self._style)
        self._rows.append(row)
        gap = pixels(self, GAP)
        self._column.Add(row.row, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)

    def _keep_focus(self) -> None:
        """The line that had the keyboard may be gone."""
        focus: Optional[wx.Window] = wx.Window.FindFocus()
        if self.IsActive() and not (focus is not None and focus.IsShownOnScreen()):
            self._summary.SetFocus()

    def reflow(self) -> None:
        """Break the texts of the page."""
        width = self.text_width()
        self._headline.wrap_to(width)
        self._summary.wrap_to(width)
        for row in self._rows:
            row.wrap_to(width)

    def _end(self) -> None:
        self.Close()
