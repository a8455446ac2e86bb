"""A question that binds is answered by hand, after reading, or not at all."""

import contextlib
import json
import subprocess
from pathlib import Path
from typing import Any, Dict, Iterator, List

from workshop import wine

from tests.screens.desktop import Desktop, own_desktop, wait

YES, NO = "Oui, autoriser", "Non merci"


class Asked:
    """An open question and the hands that answer it."""

    def __init__(self, desktop: Desktop, program: "subprocess.Popen[bytes]") -> None:
        self.desktop, self._program = desktop, program

    def window(self) -> Dict[str, Any]:
        shown: List[Dict[str, Any]] = wait(
            lambda: self.desktop.ask("windows_named", "Question"), "the question"
        )
        return shown[0]

    def button(self, label: str) -> Dict[str, Any]:
        below = self.desktop.ask("children", self.window()["handle"])
        return next(control for control in below if control["text"] == label)

    def key(self, *keys: str) -> None:
        self.desktop.hands("search", "--name", "^Question$", "windowactivate", "--sync")
        self.desktop.key(*keys)

    def tick_both_boxes(self) -> None:
        self.key("Tab", "space", "Tab", "space")

    def ticked(self) -> List[bool]:
        """Whether each box is ticked, as another program sees it."""
        below = self.desktop.ask("children", self.window()["handle"])
        boxes = [c for c in below if c["visible"] and c["text"].startswith("J’a")]
        return [self.desktop.ask("is_ticked", box["handle"]) for box in boxes]

    def is_open(self) -> bool:
        return self._program.poll() is None

    def answer(self) -> List[Any]:
        """What the program was told: the answer, and whether the end was on screen."""
        output = self._program.communicate(timeout=40)[0]
        answer: List[Any] = json.loads(output.decode().splitlines()[-1])
        return answer[:2]


@contextlib.contextmanager
def asked(length: str, dpi: int = 96) -> Iterator[Asked]:
    script = wine.windows_path(Path(__file__).with_name("ask.py"))
    with own_desktop(dpi=dpi) as desktop:
        program = subprocess.Popen(
            wine.python_command([script, length]),
            env=desktop.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        question = Asked(desktop, program)
        question.window()
        yield question


def test_enter_and_space_on_opening_do_nothing() -> None:
    with asked("short") as question:
        question.key("Return", "space", "Return", "space")
        assert question.is_open()
        assert not question.button(YES)["enabled"]
        question.key("Escape")
        assert question.answer()[0] == "close"


def test_yes_wakes_only_when_the_end_was_on_screen_and_every_box_is_ticked() -> None:
    with asked("long") as question:
        assert question.ticked() == [False, False]
        question.tick_both_boxes()
        assert question.ticked() == [True, True]
        question.key("shift+Tab", "shift+Tab")
        assert not question.button(YES)["enabled"]
        question.key("ctrl+End")
        wait(lambda: question.button(YES)["enabled"], "yes to wake")
        question.key("Tab", "space")
        wait(lambda: not question.button(YES)["enabled"], "yes to sleep again")
        question.key("space")
        wait(lambda: question.button(YES)["enabled"], "yes to wake again")
        question.key("Tab", "Tab", "space")
        assert question.answer() == ["yes", True]


def test_no_is_as_large_as_yes_and_says_no() -> None:
    with asked("short", dpi=192) as question:
        sizes = [
            (right - left, bottom - top)
            for left, top, right, bottom in (
                question.button(label)["rectangle"] for label in (YES, NO)
            )
        ]
        question.desktop.picture("question-200")
        question.key("Tab", "Tab", "Tab", "space")
        assert question.answer()[0] == "button"
    assert sizes[0] == sizes[1]
