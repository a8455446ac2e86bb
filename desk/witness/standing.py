"""What a journal allows now, and whether its clock can be believed.

Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from agent.consent.policy import access
from agent.consent.record import Record, Stamp
from agent.consent.succession import Journal, Trust
from agent.consent.time_limits import TimeLimits
from desk.store.heads import milliseconds, moment

AHEAD_MS = 5 * 60 * 1000
"""How far ahead of the desk's a clock may be before the machine is flagged."""

MOVED = "moved"
_FIRST_POSSIBLE_MS = 1_767_225_600_000  # 2026-01-01: there was no journal before
_LAST_POSSIBLE_MS = milliseconds(datetime.max.replace(tzinfo=timezone.utc))
_ELSEWHERE = "f" * 16


@dataclass(frozen=True)
class Standing:
    """What is allowed: `state` is none, ready, live, permanent, paused, moved; `until` is Unix ms.

    MOVED: the journal has ended, and another one tells what is allowed.
    """

    state: str
    until: int | None


def standing(line: Sequence[Sequence[Record]], now: int, limits: TimeLimits) -> Standing:
    """What the lines that matter of one account allow at `now` (Unix ms, its clock's).

    `line` are its journals, the oldest first.
    """
    journals = [Journal(tuple(records), Trust.SOUND) for records in line]
    found = access(journals, clock_at(now), limits)
    ends = None if found.consent is None else found.consent.ends
    return Standing(found.state.value, None if ends is None else milliseconds(ends))


def clock_at(now: int) -> Stamp:
    """A machine's clock at `now` (Unix ms, its own), of which nothing else is known.

    It stands still at the calendar's end.
    """
    return Stamp(moment(min(now, _LAST_POSSIBLE_MS)), 0, 0, _ELSEWHERE)


def ahead_ms(newest: Record, now: int) -> int:
    """How far the machine's clock is ahead at least: a line cannot come before it is written."""
    return max(0, milliseconds(newest.stamp.t) - now)


def implausible(records: Sequence[Record], now: int) -> str | None:
    """Why the lines' times cannot be right; None when they can."""
    for record in records:
        t = milliseconds(record.stamp.t)
        if t > now + AHEAD_MS:
            return "ahead"
        if t < _FIRST_POSSIBLE_MS:
            return "behind"
    return None
