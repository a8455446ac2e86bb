"""The program at rest beside an icon that does nothing: wake-ups, time, bytes and sockets.

    python -m tests.endurance.rest MINUTES

Four desktops at once: the window was never opened, it was opened and closed, TeamViewer runs
beside, and the idle icon.
"""

import argparse
import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, List

from workshop import wine
from workshop.layout import WORK

from tests.endurance import resting
from tests.endurance.about import about_this_run
from tests.screens.desktop import THE_ID, Desktop, own_desktop_of, wait

FOLDER = WORK / "endurance"
HEADER = "Start:              2027/01/15 08:00:00.001 (UTC)\r\nVersion: 15.64.5 (64-bit)\r\n"
SETTLING_SECONDS = 90.0
SAMPLE_SECONDS = 20.0


class QuietDesktop(Desktop):
    """A desktop on which nobody looks after a while."""

    def start_beside(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start another program of the Windows Python."""
        return self._run_beside(wine.python_command(list(words)))

    def end_probe(self) -> None:
        """Look no more; the next question would start the probe again."""
        self._probing.close()


class Resting:
    """One program on a desktop of its own."""

    def __init__(
        self, name: str, desktop: QuietDesktop, program: "subprocess.Popen[bytes]"
    ) -> None:
        self.name, self.desktop, self.pid = name, desktop, program.pid
        self.sockets = 0

    def begin(self) -> None:
        """From now on it counts."""
        self.first = resting.mark(self.pid, self.desktop.prefix)

    def sample(self) -> None:
        """Look whether it talks to anybody."""
        self.sockets = max(self.sockets, resting.internet_sockets(self.pid))

    def end(self) -> Dict[str, Any]:
        """What it did."""
        last = resting.mark(self.pid, self.desktop.prefix)
        told: Dict[str, Any] = resting.between(self.first, last)
        told["most_awake"] = resting.most_awake(self.first, last)
        told["internet_sockets"] = self.sockets
        told["files_in_data"] = resting.changed_files(self.desktop.prefix / "data", self.first.wall)
        told["files_in_prefix"] = resting.changed_files(self.desktop.prefix, self.first.wall)
        return told


def with_teamviewer(desktop: QuietDesktop) -> None:
    """TeamViewer as installed, with a log and a list, not running."""
    desktop.install_teamviewer()
    folder = desktop.prefix / "drive_c" / "Program Files" / "TeamViewer"
    (folder / "TeamViewer15_Logfile.log").write_bytes(HEADER.encode())
    (folder / "Connections_incoming.txt").write_bytes(b"")
    desktop.ask("set_id", THE_ID)


def logged_on(desktop: QuietDesktop) -> "subprocess.Popen[bytes]":
    """The program as Windows starts it at log-on."""
    with_teamviewer(desktop)
    program = desktop.start("tray", "--background")
    desktop.process()
    return program


def opened_and_closed(desktop: QuietDesktop) -> "subprocess.Popen[bytes]":
    """The same, after a look at its window."""
    program = logged_on(desktop)
    desktop.click_icon(times=2)
    desktop.wait_for_main_window()
    desktop.wait_for_end_of_check()
    desktop.wait_for_focus()
    desktop.key("Escape")
    wait(lambda: desktop.main_window() is None, "the window to close")
    return program


def beside_teamviewer(desktop: QuietDesktop) -> "subprocess.Popen[bytes]":
    """The window was never opened, and TeamViewer's program runs."""
    notepad = desktop.prefix / "drive_c" / "windows" / "system32" / "notepad.exe"
    with_teamviewer(desktop)
    desktop.install_teamviewer(notepad)
    desktop.start_windows_program(r"C:\Program Files\TeamViewer\TeamViewer.exe")
    program = desktop.start("tray", "--background")
    desktop.process()
    return program


def idle_icon(desktop: QuietDesktop) -> "subprocess.Popen[bytes]":
    """Only an icon."""
    script = wine.windows_path(Path(__file__).with_name("idle_icon.py"))
    program = desktop.start_beside(script)
    desktop.process()
    return program


KINDS = (
    ("window never opened", logged_on),
    ("window opened and closed", opened_and_closed),
    ("TeamViewer runs, window never opened", beside_teamviewer),
    ("idle icon", idle_icon),
)


def measure(minutes: float) -> List[Dict[str, Any]]:
    """All three beside each other."""
    with contextlib.ExitStack() as desktops:
        all_of_them: List[Resting] = []
        for name, begin in KINDS:
            desktop = desktops.enter_context(own_desktop_of(QuietDesktop))
            all_of_them.append(Resting(name, desktop, begin(desktop)))
            desktop.end_probe()
        time.sleep(SETTLING_SECONDS)
        for one in all_of_them:
            one.begin()
        deadline = time.monotonic() + minutes * 60
        while time.monotonic() < deadline:
            time.sleep(SAMPLE_SECONDS)
            for one in all_of_them:
                one.sample()
        told = [{"name": one.name, **one.end()} for one in all_of_them]
        for one, its in zip(all_of_them, told):
            its["traced"] = resting.traced(one.pid)
        return told


def main() -> int:
    """Measure, and keep it."""
    parser = argparse.ArgumentParser(prog="rest")
    parser.add_argument("minutes", type=float, nargs="?", default=30.0)
    options = parser.parse_args()
    about = about_this_run()
    told = {"about": about, "minutes": options.minutes, "programs": measure(options.minutes)}
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, indent=1, ensure_ascii=False)
    (FOLDER / "rest.json").write_text(text, encoding="utf-8")
    print(text)  # noqa: T201 - what it is for
    return 0


if __name__ == "__main__":
    sys.exit(main())
