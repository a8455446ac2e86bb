"""Which stretches of time reach a moment, without looking at each of them. Pure."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import List, Optional, Sequence, Tuple

Stretch = Tuple[datetime, datetime]


@dataclass(frozen=True)
class Intervals:
    """Stretches in the order of their starts; `farthest[n]` reaches farthest of the first n + 1."""

    starts: Tuple[datetime, ...]
    ends: Tuple[datetime, ...]
    numbers: Tuple[int, ...]
    farthest: Tuple[int, ...]

    def begun(self, moment: datetime) -> int:
        """How many begin at the moment or before."""
        return bisect_right(self.starts, moment)

    def reaching(self, moment: datetime, begun_by: datetime) -> Optional[int]:
        """The number of one that begins by `begun_by` and ends at `moment` or later.

        The latest to begin where it does, else the one that reaches farthest; None when none does.
        """
        begun = self.begun(begun_by)
        if begun == 0:
            return None
        found = (begun - 1, self.farthest[begun - 1])
        return next((self.numbers[i] for i in found if self.ends[i] >= moment), None)

    def overlapping(self, started: datetime, ended: datetime) -> Optional[int]:
        """The number of one that shares time with the stretch: the nearest start if it does."""
        begun = self.begun(started)
        after = [begun] if begun < len(self.starts) and self.starts[begun] < ended else []
        before = [begun - 1, self.farthest[begun - 1]] if begun else []
        shared = [i for i in before if self.ends[i] > started or self.starts[i] == started] + after
        nearest = min(shared, key=lambda i: abs(self.starts[i] - started), default=None)
        return None if nearest is None else self.numbers[nearest]


def intervals(stretches: Sequence[Stretch], numbers: Sequence[int]) -> Intervals:
    """The stretches with these numbers (indices into `stretches`), ready to be asked."""
    order: List[int] = sorted(numbers, key=lambda number: stretches[number])
    ends = tuple(stretches[number][1] for number in order)
    starts = tuple(stretches[number][0] for number in order)

    def farther(one: int, other: int) -> int:
        return other if ends[other] > ends[one] else one

    return Intervals(starts, ends, tuple(order), tuple(accumulate(range(len(order)), farther)))
