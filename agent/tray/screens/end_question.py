"""After a takeover: shall the connection software be shut?"""

from dataclasses import dataclass
from typing import Callable

import wx

from agent.tray.screens.controls import GAP, HEADLINE_POINTS, ReadableText, WrappedLabel, pixels
from agent.tray.screens.page_window import PageWindow
from agent.tray.screens.stop_bar import StopChoice
from agent.tray.session_views import EndQuestionView

FIRST_SIZE = (640, 440)


@dataclass(frozen=True)
class EndQuestionChoices:
    """`decide` is told the answer of whoever pressed yes or no; closing the window is none."""

    decide: Callable[[bool], None]
    stop: StopChoice


class EndQuestionWindow(PageWindow):
    """Answered once, or closed."""

    def __init__(self, view: EndQuestionView, choices: EndQuestionChoices) -> None:
        super().__init__(choices.stop, view.title)
        self._choices = choices
        self._headline = WrappedLabel(self.page, HEADLINE_POINTS, bold=True)
        self._headline.set_text(view.headline)
        self._text = ReadableText(self.page)
        self._text.set_text("\n".join(view.sentences))
        gap = pixels(self, GAP)
        column = wx.BoxSizer(wx.VERTICAL)
        column.Add(self._headline, 0, wx.EXPAND | wx.ALL, 2 * gap)
        column.Add(self._text, 0, wx.EXPAND | wx.LEFT | wx.RIGHT | wx.BOTTOM, 2 * gap)
        self.page.SetSizer(column)
        self.add_buttons((view.yes, lambda: self._answer(yes=True)))
        self.add_buttons((view.no, lambda: self._answer(yes=False)))
        self.fit(*FIRST_SIZE)
        self._text.SetFocus()

    def reflow(self) -> None:
        """Break the texts of the page."""
        self._headline.wrap_to(self.text_width())
        self._text.wrap_to(self.text_width())

    def _answer(self, *, yes: bool) -> None:
        self.Close()
        self._choices.decide(yes)
