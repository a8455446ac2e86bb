"""Whether a figure stays flat: first, median, last, and by how much it grows in a day. Pure."""

import statistics
from dataclasses import dataclass
from typing import Sequence


@dataclass(frozen=True)
class Flatness:
    """One series of a day each."""

    first: float
    median: float
    last: float
    slope: float


def flatness(values: Sequence[float]) -> Flatness:
    """Of at least one value; the slope is that of the straight line that fits best."""
    middle = (len(values) - 1) / 2
    mean = statistics.fmean(values)
    spread = sum((n - middle) ** 2 for n in range(len(values)))
    slope = sum((n - middle) * (v - mean) for n, v in enumerate(values)) / spread if spread else 0.0
    return Flatness(values[0], statistics.median(values), values[-1], slope)
