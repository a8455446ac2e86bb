"""Five minutes in which nobody does anything, beside an idle icon in the same five minutes."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, FrozenSet, Set

from tests.bench.figures import Figure, times_at_most
from tests.bench.frozen import programs
from tests.bench.frozen.bare_desktop import bare_desktop
from tests.bench.frozen.processes import Process, in_prefix, internet_sockets

SECONDS = 300.0
LOOK_SECONDS = 0.1
ALLOWED_SECONDS = 0.1


@dataclass(frozen=True)
class Rest(Figure):
    """Processor seconds, and what must not be: changed files and sockets."""

    changed_files: int = 0
    sockets: int = 0

    @property
    def ok(self) -> bool:
        return super().ok and not (self.changed_files or self.sockets)

    def line(self) -> Dict[str, object]:
        more = {"changed_files": self.changed_files, "sockets": self.sockets}
        return {**super().line(), **more}


def measure() -> Figure:
    """Processor seconds of five minutes."""
    ours, icon = str(programs.ours()), str(programs.baseline("icon"))
    with bare_desktop() as desktop, desktop.icon(
        ours, "tray", "--background"
    ) as started, desktop.icon(icon) as bare:
        started.process.wait_until_at_rest()
        bare.process.wait_until_at_rest()
        return _rest(desktop.desktop.prefix, started.process, bare.process)


def _rest(prefix: Path, ours: Process, bare: Process) -> Rest:
    """Under Wine its server holds the sockets of all programs."""
    server = in_prefix(prefix, "wineserver64", "wineserver")
    cpu = (ours.cpu_seconds(), bare.cpu_seconds())
    began = time.time()
    sockets = _sockets_seen(ours, server)
    return Rest(
        "at-rest",
        "s",
        (ours.cpu_seconds() - cpu[0],),
        (bare.cpu_seconds() - cpu[1],),
        times_at_most(1.0, ALLOWED_SECONDS),
        changed_files=_changed_since(prefix, began),
        sockets=len(sockets),
    )


def _sockets_seen(*processes: Process) -> FrozenSet[str]:
    """Every socket of these processes that spoke over a network, in five minutes."""
    seen: Set[str] = set()
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        held = frozenset().union(*(process.sockets() for process in processes))
        seen |= held & internet_sockets()
        time.sleep(LOOK_SECONDS)
    return frozenset(seen)


def _changed_since(prefix: Path, moment: float) -> int:
    """Files of the whole Windows. Its registry is kept by Wine's server, in the folder itself.

    Linux's own count of bytes to disk has pages of Wine's shared memory in it.
    """
    files = (file for file in prefix.rglob("*") if file.is_file() and file.parent != prefix)
    return sum(file.stat().st_mtime > moment for file in files)
