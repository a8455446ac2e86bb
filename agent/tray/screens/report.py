"""A page about a report, with one thing to do and a way to leave it."""

from typing import Callable

from agent.tray.report_views import ReportPage
from agent.tray.screens.stop_bar import StopChoice
from agent.tray.screens.text_page import TextPage

FIRST_SIZE = (680, 520)


class ReportWindow(TextPage):
    """Nothing is done but by its button; Escape leaves it."""

    def __init__(self, view: ReportPage, act: Callable[[], None], stop: Callable[[], None]) -> None:
        super().__init__(StopChoice(view.stop, stop), view.title, view.headline, view.text)
        self._act = act
        self.add_buttons((view.action, self._do), (view.leave, self._leave))
        self.open_at(*FIRST_SIZE)

    def _do(self) -> None:
        self.Close()
        self._act()

    def _leave(self) -> None:
        self.Close()
