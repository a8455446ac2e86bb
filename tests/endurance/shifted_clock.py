"""The time at which the simulated computer and the desk live: theirs, not this machine's."""

import struct
import subprocess
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Dict

SOURCE = Path(__file__).with_name("clock.c")
_NUMBERS = struct.Struct("qq")


class ShiftedClock:
    """Two files that preloaded programs read: the computer's, and the desk's, which is right.

    The computer's wall clock may be wrong by `wrong` seconds; the desk's never is.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._library = _compiled(folder)
        self._computer, self._desk = folder / "computer.clock", folder / "desk.clock"
        self._shift, self._since_start, self.wrong = 0, 0, 0
        self._write()

    def now(self) -> datetime:
        """The true time there."""
        return datetime.now(timezone.utc) + timedelta(seconds=self._shift)

    def shown(self) -> datetime:
        """What the computer's clock says."""
        return self.now() + timedelta(seconds=self.wrong)

    def begin(self, moment: datetime) -> None:
        """Let it be this moment, and the computer just started."""
        self._shift = int(moment.timestamp() - time.time())
        self._since_start, self.wrong = 0, 0
        self._write()

    def pass_until(self, moment: datetime) -> None:
        """Let time pass on every clock; nothing when it is later already."""
        self.pass_seconds(int((moment - self.now()).total_seconds()))

    def pass_seconds(self, seconds: int) -> None:
        """The same, by a number of seconds."""
        if seconds > 0:
            self._shift += seconds
            self._since_start += seconds
            self._write()

    def set_wrong(self, seconds: int) -> None:
        """Set the computer's wall clock, and nothing else, so far ahead."""
        self.wrong = seconds
        self._write()

    def restart(self) -> None:
        """Count anew from the start, as a computer does that was switched off."""
        self._since_start = 0
        self._write()

    def for_computer(self) -> Dict[str, str]:
        """What the computer's programs need in their environment."""
        return {"LD_PRELOAD": str(self._library), "ENDURANCE_CLOCK": str(self._computer)}

    def for_desk(self) -> Dict[str, str]:
        """The same for the desk."""
        return {"LD_PRELOAD": str(self._library), "ENDURANCE_CLOCK": str(self._desk)}

    def _write(self) -> None:
        _put(self._computer, _NUMBERS.pack(self._shift + self.wrong, self._since_start))
        _put(self._desk, _NUMBERS.pack(self._shift, 0))


def _put(file: Path, data: bytes) -> None:
    """Into the same file: others have it mapped."""
    with file.open("r+b" if file.exists() else "wb") as opened:
        opened.write(data)


def _compiled(folder: Path) -> Path:
    library = folder / "clock.so"
    words = ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE)]
    subprocess.run(words, check=True, capture_output=True)
    return library
