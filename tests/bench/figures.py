"""What was measured of the product and of its baseline, and whether the budget holds.

Pure. A ratio is between medians: one slow moment of the machine decides nothing.
"""

import enum
import statistics
from dataclasses import dataclass
from typing import Dict, Optional, Tuple

_DIGITS = 4


class Direction(enum.Enum):
    """On which side of its limit a figure has to be; the value is the sign people write."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True)
class Budget:
    """What a figure may be: a multiple of the baseline, or a number by itself.

    `extra` is allowed on top of the multiple, in the figure's unit.
    """

    direction: Direction
    limit: float
    extra: float = 0.0
    is_ratio: bool = True

    def holds(self, ours: float, baseline: float = 0.0) -> bool:
        """Whether `ours` is within; the limit itself still is."""
        limit = self.limit * baseline if self.is_ratio else self.limit
        if self.direction is Direction.AT_MOST:
            return ours <= limit + self.extra
        return ours >= limit - self.extra

    def text(self, unit: str) -> str:
        """The budget as it is written in the design, such as `≤ 1.2× + 0.5 s`."""
        measure = "×" if self.is_ratio else f" {unit}"
        extra = f" + {self.extra:g} {unit}" if self.extra else ""
        return f"{self.direction.value} {self.limit:g}{measure}{extra}"


def times_at_most(limit: float, extra: float = 0.0) -> Budget:
    """At most so many times the baseline, and so much more."""
    return Budget(Direction.AT_MOST, limit, extra)


def times_at_least(limit: float) -> Budget:
    """At least so many times the baseline."""
    return Budget(Direction.AT_LEAST, limit)


def at_most(limit: float) -> Budget:
    """At most so much, whatever else the machine does."""
    return Budget(Direction.AT_MOST, limit, is_ratio=False)


@dataclass(frozen=True)
class Figure:
    """One benchmark's measurements, in the order they were made; `baseline` may be empty.

    Raises:
        ValueError: nothing was measured, or a multiple has nothing to be a multiple of.
    """

    name: str
    unit: str
    ours: Tuple[float, ...]
    baseline: Tuple[float, ...]
    budget: Budget

    def __post_init__(self) -> None:
        if not self.ours or (self.budget.is_ratio and not self.baseline):
            raise ValueError(f"{self.name}: too little was measured")

    @property
    def ratio(self) -> Optional[float]:
        """Ours as a multiple of the baseline; None without a baseline that is more than nothing."""
        if not self.baseline or not statistics.median(self.baseline):
            return None
        return statistics.median(self.ours) / statistics.median(self.baseline)

    @property
    def ok(self) -> bool:
        """Whether the budget holds."""
        baseline = statistics.median(self.baseline) if self.baseline else 0.0
        return self.budget.holds(statistics.median(self.ours), baseline)

    def line(self) -> Dict[str, object]:
        """The figure as one line of JSON says it."""
        baseline = rounded(statistics.median(self.baseline)) if self.baseline else None
        return {
            "name": self.name,
            "ours": rounded(statistics.median(self.ours)),
            "baseline": baseline,
            "ratio": None if self.ratio is None else rounded(self.ratio),
            "budget": self.budget.text(self.unit),
            "ok": self.ok,
            "unit": self.unit,
            "runs": len(self.ours),
            "spread": {"ours": spread(self.ours), "baseline": spread(self.baseline)},
        }


def spread(values: Tuple[float, ...]) -> Optional[Tuple[float, float]]:
    """The first and the third quartile; None of nothing."""
    if len(values) < 2:
        return (rounded(values[0]), rounded(values[0])) if values else None
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return rounded(first), rounded(third)


def rounded(value: float) -> float:
    """The number with four significant digits."""
    return float(f"{value:.{_DIGITS}g}")


class NotMeasurableError(Exception):
    """It cannot be measured here; the message says why."""


def unmeasured(name: str, why: str) -> Dict[str, object]:
    """The line of a benchmark that said nothing: neither kept nor missed."""
    nothing = dict.fromkeys(("ours", "baseline", "ratio", "budget", "ok"))
    return {"name": name, **nothing, "why": why}
