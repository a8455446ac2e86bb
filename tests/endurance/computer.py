"""The simulated computer: its Wine prefix at another time, TeamViewer beside, and the program."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, Dict, List, Optional

from workshop import wine
from workshop.layout import ROOT

from tests.endurance import linux_process
from tests.endurance.journals import in_order
from tests.endurance.shifted_clock import ShiftedClock
from tests.screens.asked_program import AskedProgram
from tests.screens.desktop import THE_ID, Desktop, wait
from tests.screens.windows import Window

TITLE = "2CLICKS Assistance"
SECONDS_TO_END = 120
QUIT_IN_MENU = 5


class ProgramEndedError(Exception):
    """The program is not there, so nobody waits for its windows."""


class Computer(Desktop):
    """A desktop whose time is the simulated one, and whose program may be ended at any moment."""

    def __init__(self, prefix: Path, screen: str, language: str) -> None:
        super().__init__(prefix, screen, language)
        self.program: Optional[subprocess.Popen[bytes]] = None
        self.teamviewer: Optional[AskedProgram] = None
        self._stand_in: Optional[subprocess.Popen[bytes]] = None
        self._measuring: Optional[subprocess.Popen[bytes]] = None
        self._measurer: Optional[AskedProgram] = None
        # Wine would otherwise renew the prefix at each start under another clock.
        (prefix / ".update-timestamp").write_text("disable\n", encoding="ascii")

    def set_up(self, clock: ShiftedClock, folder: Path) -> None:
        """Live at that clock's time, with a copy of the program that an update can replace."""
        self.clock = clock
        self.environment.update(clock.for_computer())
        self.root = folder / "program"
        quiet = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "agent", self.root / "agent", ignore=quiet)
        self.program_environment: Dict[str, str] = {"PYTHONPATH": wine.windows_path(self.root)}

    def boot(self) -> None:
        """Switch the computer on: Windows' services, TeamViewer, and nothing of the program's."""
        self._stand_in = self._beside("tests.screens.session_player")
        self.teamviewer = AskedProgram(self._stand_in)
        self.ask("set_id", THE_ID)
        self._measuring = self._beside("tests.endurance.measuring")
        self._measurer = AskedProgram(self._measuring)

    def _beside(self, module: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            wine.python_command(["-m", module]),
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def measured(self) -> Dict[str, Any]:
        """What Windows counts of the program."""
        return self._measurer.tell("measure", self.process()) if self._measurer else {}

    def switch_off(self) -> None:
        """Take the current away from the program; what plays TeamViewer takes itself away first.

        It would not find its place free at the next start.
        """
        self.kill()
        if self._stand_in is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._stand_in.communicate(timeout=SECONDS_TO_END)
            self._stand_in = None
        wine.end_prefix(self.prefix)
        everything = [*self._started, self._stand_in, self._measuring]
        for program in (one for one in everything if one is not None):
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.communicate(timeout=SECONDS_TO_END)
        self._started = []
        self._probing.close()
        self.program = self._stand_in = self.teamviewer = self._measuring = None
        self.clock.restart()

    @property
    def runs(self) -> bool:
        """Whether the program is there."""
        return self.program is not None and self.program.poll() is None

    def log_on(self) -> None:
        """The program starts as Windows starts it at log-on; its icon is there."""
        self.program = self.start("tray", "--background", **self.program_environment)
        self.process()

    def process(self) -> int:
        """The program's number in Windows, once its icon is there.

        Raises:
            ProgramEndedError: it has ended.
        """
        found: List[int] = wait(self._icon_s_owner, "the icon's window")
        return found[0]

    def _icon_s_owner(self) -> List[int]:
        if not self.runs:
            raise ProgramEndedError
        found: List[int] = self.ask("programs")
        return found

    def kill(self) -> None:
        """End the program from outside, as a hard end of its process does."""
        program = self.program
        if program is not None and program.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(program.pid, signal.SIGKILL)
        self._forget_program()

    def quit(self) -> None:
        """A person ends it in its menu."""
        if self.runs:
            self.choose_in_menu(QUIT_IN_MENU)
        self._forget_program()

    def close_by_installer(self) -> None:
        """An installer asks every copy to close."""
        folder = str(self.root)
        self.run_program_here("setup", "close", folder)
        self._forget_program()

    def _forget_program(self) -> None:
        if self.program is not None:
            self.program.communicate(timeout=SECONDS_TO_END)
            self._started.remove(self.program)
        self.program = None

    def settle(self, seconds: float = 0.3) -> None:
        """Let the program do what has come due; no clock may jump while TeamViewer is shut."""
        time.sleep(seconds)
        deadline = time.monotonic() + SECONDS_TO_END
        while self._is_shutting() and time.monotonic() < deadline:
            time.sleep(0.2)

    def _is_shutting(self) -> bool:
        return any("cutoff" in line for line in linux_process.command_lines(self.prefix))

    def run_program_here(self, *arguments: str) -> str:
        """The program's command line, to its end; its standard output."""
        done = self.start(*arguments, **self.program_environment)
        told = done.communicate(timeout=120)[0].decode("utf-8")
        self._started.remove(done)
        return told

    def open_window(self) -> Window:
        """The main window, opened by a double click on the icon."""
        self.process()
        if self.main_window() is None:
            self.click_icon(times=2)
        self.wait_for_main_window()
        self.wait_for_focus()
        return Window(self, TITLE)

    def linux_process(self) -> int:
        """The program's number outside of Windows."""
        if self.program is None:
            raise ProgramEndedError
        return self.program.pid

    def journals(self) -> List[bytes]:
        """The bytes of each journal as they are on disk, the oldest first."""
        return in_order(path.read_bytes() for path in self.consent_folder.glob("journal-*.jsonl"))

    def verified_by_program(self) -> Dict[str, Any]:
        """What the program itself says of its journals."""
        told: Dict[str, Any] = json.loads(self.run_program_here("consent", "verify", "--json"))
        return told
