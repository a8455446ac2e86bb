"""Screen 6: every connection, by month, with its length, its price and what allowed it."""

from dataclasses import dataclass
from functools import partial
from typing import Callable, Optional

import wx

from agent.tray.history_views import HistoryView
from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    HEADLINE_POINTS,
    ReadableText,
    WrappedLabel,
    font_of,
    pixels,
)
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.row_list import RowList
from agent.tray.screens.spoken_name import say_as
from agent.tray.screens.stop_bar import StopChoice

FIRST_SIZE = (1160, 690)
LEAST_LIST_HEIGHT = 170


@dataclass(frozen=True)
class HistoryChoices:
    """What is said and done; `title` names the list.

    `on_month` gets the choice's index, the others a visit's.
    """

    title: str
    month: str
    choose: str
    save: str
    statement: str
    save_pdf: str
    close: str
    on_month: Callable[[int], None]
    on_save: Callable[[], None]
    on_statement: Callable[[int], None]
    on_save_pdf: Callable[[int], None]
    stop: StopChoice


class HistoryWindow(PageWindow):
    """The list, and below it the chosen line in full sentences."""

    def __init__(self, choices: HistoryChoices) -> None:
        super().__init__(choices.stop)
        self._choices = choices
        self._view: Optional[HistoryView] = None
        self._headline = WrappedLabel(self.page, HEADLINE_POINTS, bold=True)
        self._notes = ReadableText(self.page)
        self._month_label = WrappedLabel(self.page)
        self._month_label.set_text(choices.month)
        self._months = wx.Choice(self.page)
        self._months.SetFont(font_of(self._months, BASE_POINTS))
        self._list = RowList(self.page)
        say_as(self._list, choices.title)
        self._total = WrappedLabel(self.page, BASE_POINTS, bold=True)
        self._chosen = ReadableText(self.page)
        self._lay_out_page()
        self._save, self._statement, self._save_pdf, _close = self.add_buttons(
            (choices.save, choices.on_save),
            (choices.statement, lambda: self._with_visit(choices.on_statement)),
            (choices.save_pdf, lambda: self._with_visit(choices.on_save_pdf)),
            (choices.close, self._end),
        )
        self._months.Bind(wx.EVT_CHOICE, lambda event: choices.on_month(event.GetSelection()))
        self._list.Bind(wx.EVT_LIST_ITEM_SELECTED, lambda _event: self.redraw(self._show_chosen))
        self._list.Bind(wx.EVT_LIST_ITEM_ACTIVATED, self._on_activated)
        self.fit(*FIRST_SIZE)
        self._notes.SetFocus()

    def _lay_out_page(self) -> None:
        gap = pixels(self, GAP)
        month = wx.BoxSizer(wx.HORIZONTAL)
        month.Add(self._month_label, 0, wx.ALIGN_CENTRE_VERTICAL | wx.RIGHT, gap)
        month.Add(self._months, 0, wx.ALIGN_CENTRE_VERTICAL)
        self._list.SetMinSize((1, pixels(self, LEAST_LIST_HEIGHT)))
        sides = wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        column.Add(self._notes, 0, sides, 2 * gap)
        column.Add(month, 0, wx.LEFT | wx.BOTTOM, 2 * gap)
        column.Add(self._list, 1, sides, 2 * gap)
        column.Add(self._total, 0, sides, 2 * gap)
        column.Add(self._chosen, 0, sides, 2 * gap)
        self.page.SetSizer(column)

    def show_view(self, view: HistoryView) -> None:
        """Draw this content."""
        self._view = view
        self.redraw(partial(self._draw, view))

    def take_focus(self) -> None:
        """Give the keyboard to the list, or to the words where there is none."""
        (self._list if self._list.IsShown() else self._notes).SetFocus()

    def _draw(self, view: HistoryView) -> None:
        self.SetTitle(view.title)
        self._headline.set_text(view.headline)
        self._notes.set_text("\n".join(view.notes))
        if list(view.months) != self._months.GetItems():
            self._months.SetItems(list(view.months))
        if view.chosen is not None:
            self._months.SetSelection(view.chosen)
        has_rows = view.chosen is not None
        for control in (self._month_label, self._months, self._list, self._chosen):
            control.Show(has_rows)
        self._save.Enable(has_rows)
        self._list.show_rows(view.columns, view.rows)
        self._total.set_text(view.total)
        self._show_chosen()

    def _show_chosen(self) -> None:
        at, view = self._list.GetFirstSelected(), self._view
        row = view.rows[at] if view is not None and 0 <= at < len(view.rows) else None
        self._chosen.set_text(row.sentence if row else self._choices.choose)
        is_visit = row is not None and row.visit is not None
        self._statement.Enable(is_visit)
        self._save_pdf.Enable(is_visit)

    def _visit(self) -> Optional[int]:
        at, view = self._list.GetFirstSelected(), self._view
        return view.rows[at].visit if view is not None and 0 <= at < len(view.rows) else None

    def _with_visit(self, action: Callable[[int], None]) -> None:
        visit = self._visit()
        if visit is not None:
            action(visit)

    def _on_activated(self, _event: wx.ListEvent) -> None:
        self._with_visit(self._choices.on_statement)

    def reflow(self) -> None:
        """Break the texts of the page."""
        for text in (self._headline, self._notes, self._total, self._chosen):
            text.wrap_to(self.text_width())

    def _end(self) -> None:
        self.Close()
