"""After a takeover: shall the connection software be shut?"""

from dataclasses import dataclass
from typing import Callable

from agent.tray.screens.stop_bar import StopChoice
from agent.tray.screens.text_page import TextPage
from agent.tray.session_views import EndQuestionView

FIRST_SIZE = (640, 440)


@dataclass(frozen=True)
class EndQuestionChoices:
    """`decide` is told the answer of whoever pressed yes or no; closing the window is none."""

    decide: Callable[[bool], None]
    stop: StopChoice


class EndQuestionWindow(TextPage):
    """Answered once, or closed."""

    def __init__(self, view: EndQuestionView, choices: EndQuestionChoices) -> None:
        super().__init__(choices.stop, view.title, view.headline, "\n".join(view.sentences))
        self._choices = choices
        self.add_buttons((view.yes, lambda: self._answer(yes=True)))
        self.add_buttons((view.no, lambda: self._answer(yes=False)))
        self.open_at(*FIRST_SIZE)

    def _answer(self, *, yes: bool) -> None:
        self.Close()
        self._choices.decide(yes)
