"""Every benchmark: in which Python it runs, what is measured, and beside what.

Each is a module of this package named as the benchmark, with `measure() -> Figure`. It raises
`NotMeasurableError` where it cannot be measured.
"""

import enum
from dataclasses import dataclass
from typing import Dict, Tuple


class Where(enum.Enum):
    """The Python a benchmark runs in; NATIVE too for one that starts Windows programs itself."""

    NATIVE = "native"
    WINDOWS = "windows"
    DESK = "desk"


@dataclass(frozen=True)
class Bench:
    """One benchmark; `ours` and `baseline` say what is measured."""

    name: str
    where: Where
    ours: str
    baseline: str

    @property
    def module(self) -> str:
        """Where its `measure` is."""
        return f"tests.bench.{self.name.replace('-', '_')}"


BENCHES: Tuple[Bench, ...] = (
    Bench(
        "start-to-icon",
        Where.NATIVE,
        "start of the frozen program until its icon is there",
        "the same of a frozen program with nothing but a pystray icon",
    ),
    Bench(
        "first-double-click",
        Where.NATIVE,
        "first double click on the icon, the program at rest, until the ID is on the screen",
        "start of a frozen program with a bare wx frame until it is on the screen",
    ),
    Bench(
        "later-double-click",
        Where.NATIVE,
        "a later double click until the ID is on the screen again",
        "a bare wx frame shown again by a double click on a pystray icon",
    ),
    Bench(
        "memory-at-rest",
        Where.NATIVE,
        "resident memory of the frozen program whose window was never opened",
        "a frozen program with nothing but a pystray icon",
    ),
    Bench(
        "memory-after-window",
        Where.NATIVE,
        "resident memory once the window was opened and closed",
        "a frozen pystray icon and bare wx frame, the frame opened and closed",
    ),
    Bench(
        "at-rest",
        Where.NATIVE,
        "processor time of five minutes in which nobody does anything; and it must write nothing"
        " to disk and open no socket",
        "an idle pystray icon in the same five minutes",
    ),
    Bench(
        "cut",
        Where.WINDOWS,
        "a cut of one running service, until it was read back twice, two seconds apart",
        "disabling and stopping the same service by hand",
    ),
    Bench(
        "cut-without-pause",
        Where.WINDOWS,
        "the same without the two seconds between the two looks",
        "disabling and stopping the same service by hand",
    ),
    Bench("installer-size", Where.NATIVE, "the setup program", "none"),
    Bench(
        "journal-append",
        Where.DESK,
        "an event appended to a consent journal, from the lock to the remembered head",
        "the same lines written to an open file, each followed by a flush to disk",
    ),
    Bench(
        "journal-append-windows",
        Where.WINDOWS,
        "the same in the client's Python",
        "the same in the client's Python",
    ),
    Bench(
        "journal-verify",
        Where.DESK,
        "a journal of 100 000 lines read and verified: form, fields, signatures, chain, tree",
        "libsodium's verification and SHA-256 of the same lines",
    ),
    Bench(
        "journal-open",
        Where.DESK,
        "the first event of a program whose journal has 100 000 lines, its head known",
        "the same with 1 000 lines",
    ),
    Bench(
        "history-read",
        Where.WINDOWS,
        "TeamViewer's list of 100 000 connections read, judged row by row and merged",
        "reading and splitting the same file",
    ),
    Bench(
        "history",
        Where.WINDOWS,
        "the same, and from there to visits and prices",
        "reading and splitting the same file",
    ),
    Bench(
        "desk-ingest",
        Where.DESK,
        "a report taken, kept and countersigned by the desk",
        "the same bytes through the same web framework and one insert",
    ),
    Bench(
        "desk-list",
        Where.DESK,
        "a page of the list with 100 000 machines, the 95th of 100",
        "none",
    ),
    Bench(
        "desk-list-growth",
        Where.DESK,
        "a page of the list with 100 000 machines, the 95th of 100",
        "the same with 1 000 machines",
    ),
)
BY_NAME: Dict[str, Bench] = {bench.name: bench for bench in BENCHES}
