"""What a Windows program costs, as Linux counts it: under Wine each is a process of Linux."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import FrozenSet, Iterator, Sequence, Set

from tests.bench.figures import NotMeasurableError

PROCESSES = Path("/proc")
KILOBYTES = 1024.0
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
QUIET_TICKS, QUIET_SECONDS, PATIENCE_SECONDS = 1, 3.0, 90.0


@dataclass(frozen=True)
class Process:
    """One process of Linux."""

    place: Path

    def megabytes(self) -> float:
        """What is resident, as Windows' working set is: shared pages count whole."""
        lines = (self.place / "smaps_rollup").read_text().splitlines()
        found = next(line.split()[1] for line in lines if line.startswith("Rss:"))
        return float(found) / KILOBYTES

    def cpu_seconds(self) -> float:
        """Processor time until now, of all its threads."""
        after_name = (self.place / "stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS

    def sockets(self) -> FrozenSet[str]:
        """The sockets it has open now, by number."""
        found: Set[str] = set()
        for link in (self.place / "fd").iterdir():
            try:
                name = os.readlink(link)
            except OSError:
                continue
            if name.startswith("socket:["):
                found.add(name[len("socket:[") : -1])
        return frozenset(found)

    def wait_until_at_rest(self) -> None:
        """Wait until it has done nothing for some seconds.

        Raises:
            NotMeasurableError: it never does nothing.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            before = self.cpu_seconds()
            time.sleep(QUIET_SECONDS)
            if self.cpu_seconds() - before <= QUIET_TICKS / TICKS:
                return
            if time.monotonic() > deadline:
                raise NotMeasurableError("the program does not come to rest")


def in_prefix(prefix: Path, *endings: str) -> Process:
    """The process of this prefix whose command line has a word that ends in one of these ways.

    Raises:
        NotMeasurableError: there is none, or more than one.
    """
    mark = f"WINEPREFIX={prefix}".encode()
    found = [one for one in _all() if _has(one, mark, [word.encode() for word in endings])]
    if len(found) != 1:
        raise NotMeasurableError(f"{len(found)} processes of {endings[0]}")
    return Process(found[0])


def _all() -> Iterator[Path]:
    return (place for place in PROCESSES.iterdir() if place.name.isdecimal())


def _has(place: Path, mark: bytes, endings: Sequence[bytes]) -> bool:
    try:
        words = (place / "cmdline").read_bytes().split(b"\0")
        is_here = mark in (place / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
    return is_here and any(word.endswith(tuple(endings)) for word in words)


def internet_sockets() -> FrozenSet[str]:
    """The numbers of all sockets on this machine that speak over a network."""
    found: Set[str] = set()
    for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        try:
            lines = (PROCESSES / "net" / name).read_text().splitlines()[1:]
        except OSError:
            continue
        found.update(line.split()[9] for line in lines)
    return frozenset(found)
