"""A desktop on which the windows about a connection are shown, scene after scene."""

import contextlib
import subprocess
from pathlib import Path
from typing import Callable, Iterator, List

from workshop import wine

from tests.screens.desktop import Desktop, own_desktop, wait


class Stage:
    """Asks for scenes and hears what a person did."""

    def __init__(self, desktop: Desktop, program: "subprocess.Popen[bytes]") -> None:
        self.desktop, self._program = desktop, program
        self.heard: List[str] = []
        desktop.watch(int(self._hear()))

    def show(self, *scenes: str) -> None:
        """Show these, one after the other."""
        for scene in scenes:
            assert self._program.stdin
            self._program.stdin.write(f"{scene}\n".encode())
            self._program.stdin.flush()
            while self._hear() != "shown":
                pass

    def anew(self, *scenes: str) -> None:
        """The same, on an empty stage."""
        self.show("clear")
        wait(lambda: not self._has_windows(), "the windows to go")
        self.show(*scenes)

    def _has_windows(self) -> bool:
        shown = self.desktop.ask("top_windows", self.desktop.process())
        return any(window["visible"] for window in shown)

    def told(self) -> str:
        """The next thing that a person did."""
        return self._hear()

    def _hear(self) -> str:
        assert self._program.stdout
        line = self._program.stdout.readline().decode().strip()
        assert line, "the windows are gone"
        self.heard.append(line)
        return line


@contextlib.contextmanager
def stage(
    language: str = "fr",
    dpi: int = 96,
    size: str = "1366x768x24",
    prepare: Callable[[Desktop], None] = lambda _desktop: None,
) -> Iterator[Stage]:
    """An empty stage, on a desktop that was prepared like this."""
    script = wine.windows_path(Path(__file__).with_name("sessions.py"))
    with own_desktop(language=language, dpi=dpi, size=size) as desktop:
        prepare(desktop)
        program = subprocess.Popen(
            wine.python_command([script]),
            env=desktop.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        yield Stage(desktop, program)
        assert program.stdin
        program.stdin.close()
