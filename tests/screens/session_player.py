"""Plays a takeover as TeamViewer leaves it to be seen: log lines, process, row in the list.

Runs on the Windows Python. Says when it stands, then does what each line asks, until its input
ends: `["log", text]`, `["row", text]`, `["desktop", true]` or `["look"]`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, List, Optional

import win32service

from tests.screens.standing import VIEWS, set_values, what_is_there
from tests.windows.cutoff_service import cutoff_installed
from tests.windows.stand_in import teamviewer_runs
from tests.windows.state_parts import FOLDER_64

assert sys.platform == "win32"

FOLDER = Path(FOLDER_64)
LOG = FOLDER / "TeamViewer15_Logfile.log"
LIST = FOLDER / "Connections_incoming.txt"
PROCESS = FOLDER / "TeamViewer_Desktop.exe"
STANDING = (("TeamViewer", win32service.SERVICE_AUTO_START, "obliging"),)
HEADER = "Start:              {now:%Y/%m/%d %H:%M:%S}.001 (UTC)\nVersion: 15.64.5 (64-bit)\n"


class Player:
    """TeamViewer's traces on this computer."""

    def __init__(self) -> None:
        self._process: Optional[subprocess.Popen[bytes]] = None
        # The services stand in the same folder: Python's libraries are there already.
        shutil.copyfile(sys.executable, PROCESS)
        # Wine's own clock is in UTC here; TeamViewer writes the zone it is in.
        self.log(HEADER.format(now=datetime.utcnow()))

    def log(self, text: str) -> None:
        """More in TeamViewer's own log."""
        with LOG.open("a", encoding="utf-8", newline="\r\n") as file:
            file.write(text)

    def row(self, text: str) -> None:
        """A row as TeamViewer writes it: the line end first."""
        with LIST.open("a", encoding="utf-8", newline="\r\n") as file:
            file.write("\n" + text)

    def desktop(self, *, runs: bool) -> None:
        """The process that is there as long as somebody connects or is connected."""
        if runs and self._process is None:
            command = [str(PROCESS), "-c", "input()"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe)
        elif not runs and self._process is not None:
            self._process.communicate(b"\n")
            self._process = None

    def do(self, words: List[Any]) -> Dict[str, Any]:
        """What a line asks; what stands then."""
        if words[0] == "log":
            self.log(words[1])
        elif words[0] == "row":
            self.row(words[1])
        elif words[0] == "desktop":
            self.desktop(runs=bool(words[1]))
        return what_is_there()


def main() -> None:
    """Stand until standard input ends."""
    os.environ.setdefault("TZ", "UTC")
    elsewhere = Path(tempfile.mkdtemp())
    with teamviewer_runs(*STANDING), cutoff_installed(elsewhere):
        for view in VIEWS:
            set_values(view)
        player = Player()
        print(json.dumps(what_is_there()), flush=True)  # noqa: T201 - its only way to answer
        for line in sys.stdin:
            print(json.dumps(player.do(json.loads(line))), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
