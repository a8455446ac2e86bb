"""Screen 8: access is being stopped; what a client who is not sure does now, step by step."""

from dataclasses import dataclass
from functools import partial
from typing import Callable, List, Optional

import wx

from agent.tray.door_views import DoubtView
from agent.tray.screens.controls import (
    BASE_POINTS,
    GAP,
    HEADING_POINTS,
    HEADLINE_POINTS,
    ReadableText,
    WrappedLabel,
    pixels,
)
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.stop_bar import StopChoice

FIRST_SIZE = (760, 660)
NUMBER_WIDTH = 28


@dataclass(frozen=True)
class DoubtChoices:
    """What the buttons say and do; each number has its own, with the number on it."""

    close: str
    on_dial: Callable[[str], None]
    stop: StopChoice


class DoubtWindow(PageWindow):
    """The page; what is read back of the access is drawn in its place."""

    def __init__(self, view: DoubtView, choices: DoubtChoices) -> None:
        super().__init__(choices.stop, view.title)
        self._shown: Optional[DoubtView] = None
        self._headline = self._label(view.headline, HEADLINE_POINTS)
        self._state = ReadableText(self.page, HEADING_POINTS)
        self._heading = self._label(view.steps_heading, HEADING_POINTS)
        self._steps: List[ReadableText] = []
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        for text in (self._headline, self._state, self._heading):
            column.Add(text, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.TOP, 2 * gap)
        for number, step in enumerate(view.steps, start=1):
            row = self._step(number, step)
            column.Add(row, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.TOP, 2 * gap)
        column.AddSpacer(2 * gap)
        self.page.SetSizer(column)
        for phone in view.phones:
            self.add_buttons((phone.label, partial(choices.on_dial, phone.link)))
        self.add_buttons((choices.close, self._end))
        self.show_view(view)
        self.fit(*FIRST_SIZE)
        self._state.SetFocus()

    def show_view(self, view: DoubtView) -> None:
        """Draw what is known now; the steps stay as they are."""
        if view != self._shown:
            self._shown = view
            self.redraw(partial(self._state.set_text, "\n".join(view.state)))

    def _label(self, text: str, points: int) -> WrappedLabel:
        label = WrappedLabel(self.page, points, bold=True)
        label.set_text(text)
        return label

    def _step(self, number: int, words: str) -> wx.Sizer:
        sign = self._label(f"{number}.", BASE_POINTS)
        sign.SetMinSize((pixels(self, NUMBER_WIDTH), -1))
        text = ReadableText(self.page)
        text.set_text(words)
        self._steps.append(text)
        row = wx.BoxSizer(wx.HORIZONTAL)
        row.Add(sign, 0)
        row.Add(text, 1)
        return row

    def reflow(self) -> None:
        """Break the texts of the page."""
        width = self.text_width()
        for text in (self._headline, self._state, self._heading):
            text.wrap_to(width)
        for step in self._steps:
            step.wrap_to(width - pixels(self, NUMBER_WIDTH))

    def _end(self) -> None:
        self.Close()
