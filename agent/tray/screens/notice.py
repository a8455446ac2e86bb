"""What came of something a person did: a headline, a few sentences, and what can be kept of it."""

from dataclasses import dataclass
from typing import Callable

from agent.tray.access_views import NoticeView
from agent.tray.screens.stop_bar import StopChoice
from agent.tray.screens.text_page import TextPage

FIRST_SIZE = (640, 380)


@dataclass(frozen=True)
class NoticeChoices:
    """What the buttons say and do; the two about proof are there when there is one to keep."""

    save: str
    print: str
    close: str
    on_save: Callable[[], None]
    on_print: Callable[[str], None]
    on_restore: Callable[[], None]
    stop: StopChoice


class NoticeWindow(TextPage):
    """Stands until it is closed."""

    def __init__(self, view: NoticeView, choices: NoticeChoices) -> None:
        super().__init__(choices.stop, view.title, view.headline, "\n".join(view.sentences))
        if view.restore:
            self.add_buttons((view.restore, lambda: self._restore(choices)))
        if view.proof_of:
            printing = (choices.print, lambda: choices.on_print(view.proof_of))
            self.add_buttons((choices.save, choices.on_save), printing)
        self.add_buttons((choices.close, self._end))
        self.open_at(*FIRST_SIZE)

    def _restore(self, choices: NoticeChoices) -> None:
        self.Close()
        choices.on_restore()

    def _end(self) -> None:
        self.Close()
