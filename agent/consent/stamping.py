"""Gives every event its time, and says so when the clock was moved within a run."""

import threading
from dataclasses import replace
from typing import Callable, Iterable, List, Optional, Tuple

from agent.consent.clocks import clock_jump
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.record import Record, Stamp


class Stamping:
    """The clocks of one run of the program."""

    def __init__(self, now: Callable[[], Stamp]) -> None:
        """`now` reads all clocks; its `run` stays the same for the life of the program."""
        self.now = now
        self._last: Optional[Stamp] = None
        self._mutex = threading.Lock()

    def stamped(self, drafts: Iterable[Draft]) -> Tuple[Draft, ...]:
        """The drafts with their stamps, and a `clock.jump` wherever one has to be told of.

        A stamp older than what this run has written already would look like a jump: it is
        replaced by the present one.
        """
        with self._mutex:
            last = self._last
        found: List[Draft] = []
        for draft in drafts:
            stamp = self._not_before(last, draft.stamp)
            jump = clock_jump(last, stamp) if last else None
            if jump is not None:
                found.append(Draft(EventType.CLOCK_JUMP, {"ms": jump}, stamp=stamp))
            found.append(replace(draft, stamp=stamp))
            last = stamp
        return tuple(found)

    def written(self, record: Record) -> None:
        """Take note of the last line this run has written."""
        with self._mutex:
            self._last = record.stamp

    def _not_before(self, last: Optional[Stamp], stamp: Optional[Stamp]) -> Stamp:
        if stamp is None or (last is not None and stamp.up < last.up):
            return self.now()
        return stamp
