"""Every window that a person opens, by keyboard alone and as a screen reader has it."""

from typing import List

from tests.screens.arrangement import is_in_sight
from tests.screens.desktop import Desktop, wait
from tests.screens.test_access import ALLOW, LASTING, LIST, YES, main_window, read_and_tick
from tests.screens.test_doors import DOORS, DOUBT, KEY, PLANTED, registry
from tests.screens.test_layout import FRENCH
from tests.screens.test_reporting import SEND
from tests.screens.walking import Walk
from tests.screens.windows import Window


class Visitor:
    """Goes from window to window, and keeps what there is to complain of."""

    def __init__(self, main: Window) -> None:
        self.main, self._desktop = main, main.desktop
        self.complaints: List[str] = []

    def _open(self, button: str, title: str) -> Window:
        self.main.click(button)
        return Window(self._desktop, title)

    def walk(self, window: Window, name: str) -> None:
        """Round it, and out with Escape."""
        self.complaints += [f"{name}: {words}" for words in Walk(window).complaints]
        window.key("Escape")
        window.wait_to_close()

    def walk_from_main(self, button: str, title: str, words: str = "") -> None:
        """The window behind a button of the main one, once it says these words."""
        window = self._open(button, title)
        window.wait_for(words)
        self.walk(window, title)

    def allow(self, button: str, title: str) -> None:
        """Say yes to a question; round what is told then."""
        question = self._open(button, title)
        read_and_tick(question)
        question.click(YES)
        question.wait_to_close()

    def walk_question(self, button: str, title: str, *, reads_all: bool = False) -> None:
        """Round a question whose yes is awake, and the whole text of it."""
        question = self._open(button, title)
        read_and_tick(question)
        wait(lambda: question.control(YES)["enabled"], "yes to wake")
        if reads_all:
            question.click("Lire tout")
            self.walk(Window(self._desktop, "Lire tout"), "the whole text")
        self.walk(question, title)


def test_every_window_is_used_by_keyboard_alone(desktop: Desktop) -> None:
    registry(desktop, "add", KEY, *PLANTED.split())
    main = main_window(desktop)
    desktop.wait_for_end_of_check()
    main.wait_for("Un mot de passe permanent est enregistré, mais")
    visitor = Visitor(main)
    visitor.walk(main, "main")
    desktop.click_icon()
    desktop.wait_for_focus()
    focused = desktop.ask("focused", desktop.process())
    assert is_in_sight(focused, main.everything())
    registry(desktop, "delete", KEY, "/v", "PermanentPassword", "/f")
    wait(lambda: not main.says("Un mot de passe permanent"), "the sentence to go")
    visitor.walk_from_main(DOORS, DOORS, FRENCH.not_by_itself)
    visitor.walk_from_main(SEND, "Donner mon identifiant à 2CLICKS")
    visitor.walk_question(ALLOW, FRENCH.oneoff_title, reads_all=True)
    visitor.allow(ALLOW, FRENCH.oneoff_title)
    visitor.walk(Window(desktop, FRENCH.allowed), "allowed")
    visitor.walk_question(LASTING, FRENCH.lasting_title)
    visitor.allow(LASTING, FRENCH.lasting_title)
    visitor.walk(Window(desktop, "L’accès permanent est autorisé"), "allowed for long")
    visitor.walk_from_main(LIST, LIST, "L’accès permanent, autorisé le")
    main.click(FRENCH.stop)
    visitor.walk(Window(desktop, FRENCH.stopped), "stopped")
    visitor.walk_from_main(DOUBT, DOUBT, "TeamViewer est fermé.")
    assert not visitor.complaints, "\n".join(visitor.complaints)
