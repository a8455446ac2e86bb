"""A desktop on which the frozen programs are started, clicked and watched."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

from workshop import wine

from tests.bench.figures import NotMeasurableError
from tests.bench.frozen.processes import Process, in_prefix
from tests.screens.asked_program import AskedProgram, running
from tests.screens.desktop import THE_ID, Desktop, own_desktop

OURS_TITLE, BARE_TITLE = "2CLICKS Assistance", "Baseline"
SHOWN_ID = "1 234 567 890"
EYES = "tests.bench.frozen.eyes"


@dataclass(frozen=True)
class Started:
    """A program with its icon; how long that took."""

    seconds: float
    process: Process


class BareDesktop:
    """A desktop with TeamViewer's traces on it and its ID; what it is asked takes seconds."""

    def __init__(self, desktop: Desktop, eyes: AskedProgram) -> None:
        self.desktop, self._eyes = desktop, eyes

    def do(self, word: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """What the eyes and hands answer.

        Raises:
            NotMeasurableError: what was waited for did not come.
        """
        answer = self._eyes.tell(word, *arguments)
        if "error" in answer:
            raise NotMeasurableError(f"{word}: {answer['error']}")
        return answer

    @contextlib.contextmanager
    def icon(self, program: str, *arguments: str) -> "Iterator[Started]":
        """The program, started and with its icon there, while the block runs."""
        words = (wine.windows_path(Path(program)), *arguments)
        answer = self.do("start_icon", *words)
        try:
            process = in_prefix(self.desktop.prefix, Path(program).name)
            yield Started(float(answer["seconds"]), process)
        finally:
            self.do("end", answer["process"])

    def seconds_to_window(self, program: str) -> float:
        """Start a bare program and end it; how long until its window was drawn."""
        answer = self.do("start_window", BARE_TITLE, wine.windows_path(Path(program)))
        self.do("end", answer["process"])
        return float(answer["seconds"])

    def close_window(self, title: str) -> None:
        """Close it, as a click on its cross would."""
        self.do("close_window", title)

    def open_ours(self, icon: int = 0) -> float:
        """Double-click our icon; how long until the ID is on the screen."""
        return float(self.do("double_click", icon, OURS_TITLE, SHOWN_ID)["seconds"])

    def open_bare(self, icon: int = 0) -> float:
        """Double-click the bare icon; how long until its window is drawn."""
        return float(self.do("double_click", icon, BARE_TITLE, None)["seconds"])


@contextlib.contextmanager
def bare_desktop() -> Iterator[BareDesktop]:
    """A fresh one."""
    with own_desktop() as desktop:
        desktop.install_teamviewer()
        desktop.ask("set_id", THE_ID)
        with running(desktop, EYES) as eyes:
            yield BareDesktop(desktop, eyes)
