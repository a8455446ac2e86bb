"""Whether the wall clock and the time since the start advance together.

Pure. Within one run of the program they must, within five seconds; across runs nothing is known,
because Windows' fast start does not begin to count anew.
"""

from datetime import timedelta
from typing import Optional

from agent.consent.event_data import EventType
from agent.consent.record import Record, Stamp

TOLERANCE_MS = 5000

_MILLISECOND = timedelta(milliseconds=1)


def clock_jump(before: Stamp, now: Stamp) -> Optional[int]:
    """By how many ms the wall clock was moved between two stamps; None when it was not.

    That it was is written as `clock.jump {ms}` before anything else.
    """
    if before.run != now.run:
        return None
    if now.up < before.up:
        return (now.t - before.t) // _MILLISECOND
    drift = (now.t - before.t) // _MILLISECOND - (now.up - before.up)
    return drift if abs(drift) > TOLERANCE_MS else None


def unexplained_jump(before: Stamp, record: Record) -> Optional[int]:
    """The jump before a line, unless the line is the one that tells of it."""
    jump = clock_jump(before, record.stamp)
    if jump is None or record.event is not EventType.CLOCK_JUMP or record.wrong_field:
        return jump
    return jump if abs(jump - int(record.data["ms"])) > TOLERANCE_MS else None
