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


BENCHES: Tuple[Bench, ...] = ()
BY_NAME: Dict[str, Bench] = {bench.name: bench for bench in BENCHES}
