"""From the log's local times to UTC, also in the night when an hour happens twice.

Pure. A header's zone holds only until daylight saving time changes. Where it agrees with the
system's zone at its own date, the system's rules are followed; where it disagrees, the zone was
changed since, and the header's counts. In the hour that happens twice, the order of the lines
decides, then which neighbour in time is nearer; the last line's neighbour is the file's own date.
"""

from datetime import datetime, timedelta, timezone
from typing import Callable, List, Optional, Sequence, Tuple

Offsets = Callable[[datetime], Sequence[timedelta]]
"""How far a local time may be ahead of UTC: one answer, two in the hour that happens twice."""

# Programs that share the log write their lines a little out of order.
JITTER = timedelta(minutes=2)
_FAR = timedelta.max

Candidates = Tuple[datetime, ...]


class LogClock:
    """The zone in force at a place of the log, carried from one piece of it to the next."""

    def __init__(self, offsets: Offsets) -> None:
        self._offsets = offsets
        self._fixed: Optional[timedelta] = None
        self._last: Optional[datetime] = None

    def start(self, zone: Optional[timedelta], local: Optional[datetime]) -> None:
        """A header names a zone, at this local time."""
        agrees = zone is None or local is None or zone in self._offsets(local)
        is_known_otherwise = zone is not None and local is None
        self._fixed = zone if is_known_otherwise or not agrees else None

    def candidates(self, local: datetime, zone: Optional[timedelta] = None) -> Candidates:
        """The moments that the local time can mean, the earliest first; `zone` is certain."""
        certain = zone if zone is not None else self._fixed
        offsets = self._offsets(local) if certain is None else (certain,)
        moments = {(local - offset).replace(tzinfo=timezone.utc) for offset in offsets}
        return tuple(sorted(moments)) or (local.replace(tzinfo=timezone.utc),)

    def resolve(
        self, lines: Sequence[Candidates], written: datetime, now: datetime
    ) -> List[datetime]:
        """One moment for each line, in the order of the log; none is after `now`.

        `written` is about when the last of them was written.
        """
        moments: List[datetime] = []
        start = 0
        while start < len(lines):
            stop = start + 1
            while len(lines[start]) > 1 and stop < len(lines) and len(lines[stop]) > 1:
                stop += 1
            following = lines[stop][0] if stop < len(lines) else written
            moments += _resolved(lines[start:stop], self._last, following)
            self._last = moments[-1]
            start = stop
        return [min(moment, now) for moment in moments]


def _resolved(
    run: Sequence[Candidates], before: Optional[datetime], after: datetime
) -> List[datetime]:
    """The moments of neighbouring lines that are all doubtful, or of one that is not."""
    if len(run[0]) == 1:
        return [run[0][0]]
    back = _first_step_back(run)
    if back is not None:
        return [line[0] for line in run[:back]] + [line[-1] for line in run[back:]]
    to_before = _FAR if before is None else run[0][0] - before
    to_after = after - run[-1][-1]
    if to_before < -JITTER or (to_after >= -JITTER and to_after < to_before):
        return [line[-1] for line in run]
    return [line[0] for line in run]


def _first_step_back(run: Sequence[Candidates]) -> Optional[int]:
    steps = (i for i in range(1, len(run)) if run[i][0] < run[i - 1][0] - JITTER)
    return next(steps, None)
