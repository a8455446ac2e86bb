"""Screen 7: everything the client has allowed, each with a way to stop it."""

from dataclasses import dataclass
from functools import partial
from typing import Callable, List, Optional, Union

import wx

from agent.tray.access_views import AuthorisationLine, AuthorisationsView
from agent.tray.screens.controls import (
    GAP,
    HEADLINE_POINTS,
    ReadableText,
    WrappedLabel,
    large_button,
    pixels,
)
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.spoken_name import say_as
from agent.tray.screens.stop_bar import StopChoice

FIRST_SIZE = (760, 560)


@dataclass(frozen=True)
class ListChoices:
    """What the buttons say and do."""

    heading: str
    stop_one: str
    print: str
    save: str
    close: str
    on_stop_one: Callable[[str], None]
    on_print: Callable[[str], None]
    on_save: Callable[[], None]
    stop: StopChoice


class AuthorisationsWindow(PageWindow):
    """The list; it is drawn again whenever something changes."""

    def __init__(self, choices: ListChoices) -> None:
        super().__init__(choices.stop)
        self._choices = choices
        self._shown: Optional[AuthorisationsView] = None
        self._labels: List[Union[WrappedLabel, ReadableText]] = []
        self.add_buttons((choices.save, choices.on_save), (choices.close, self._end))
        self.fit(*FIRST_SIZE)

    def show_view(self, view: AuthorisationsView) -> None:
        """Draw this content."""
        if view == self._shown:
            return
        self._shown = view
        self.SetTitle(view.title)
        self.redraw(partial(self._draw, view))
        # The button that had the keyboard may be gone.
        self._intro.SetFocus()

    def _draw(self, view: AuthorisationsView) -> None:
        self.page.DestroyChildren()
        self._labels = []
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._label(self._choices.heading, HEADLINE_POINTS), 0, wx.ALL, 2 * gap)
        self._intro = self._intro_of(view)
        column.Add(self._intro, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        for line in view.lines:
            column.Add(self._row_of(line), 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self.page.SetSizer(column)

    def _intro_of(self, view: AuthorisationsView) -> ReadableText:
        text = ReadableText(self.page)
        text.set_text("\n\n".join((view.intro, *view.troubles)))
        self._labels.append(text)
        return text

    def _label(self, text: str, points: int = 0) -> WrappedLabel:
        label = WrappedLabel(self.page, points, bold=True) if points else WrappedLabel(self.page)
        label.set_text(text)
        self._labels.append(label)
        return label

    def _row_of(self, line: AuthorisationLine) -> wx.Sizer:
        choices, gap = self._choices, pixels(self, GAP)
        row = wx.BoxSizer(wx.VERTICAL)
        row.Add(self._label(line.text), 0, wx.EXPAND)
        buttons = wx.WrapSizer(wx.HORIZONTAL)
        if line.can_stop:
            stop = large_button(self.page, choices.stop_one, lambda: choices.on_stop_one(line.cid))
            say_as(stop, line.stop)
            buttons.Add(stop, 0, wx.RIGHT | wx.TOP, gap)
        sheet = large_button(self.page, choices.print, lambda: choices.on_print(line.cid))
        say_as(sheet, line.print)
        buttons.Add(sheet, 0, wx.RIGHT | wx.TOP, gap)
        row.Add(buttons, 0, wx.EXPAND)
        return row

    def reflow(self) -> None:
        """Break the texts of the page."""
        for label in self._labels:
            label.wrap_to(self.text_width())

    def _end(self) -> None:
        self.Close()
