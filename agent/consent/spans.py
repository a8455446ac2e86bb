"""When each consent allowed access: from its yes to whatever ended it first.

Pure. Only journals that hold say so; what any of them takes away is taken away for all.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Dict, Iterator, List, Optional, Sequence

from agent.connections import ConsentSpan
from agent.consent.course import TAKING_AWAY, Course, end_of
from agent.consent.courses import LINES_LOST, take
from agent.consent.event_data import EventType
from agent.consent.lifecycle import ALLOWING
from agent.consent.record import Record
from agent.consent.succession import Journal, Succession, Trust, successions
from agent.consent.time_limits import TimeLimits

_FOR_ALL = TAKING_AWAY.union(LINES_LOST, (EventType.GENESIS,))


@dataclass(frozen=True)
class _Open:
    """A consent that allows access after some line."""

    course: Course
    since: datetime


def spans(journals: Sequence[Journal], now: datetime, limits: TimeLimits) -> List[ConsentSpan]:
    """Every stretch of time in which a consent allowed access, in the order of their starts."""
    sound = [journal for journal in journals if journal.trust is Trust.SOUND]
    taken = [r for journal in sound for r in journal.records if r.event in TAKING_AWAY]
    found = [one for line in successions(sound) for one in _in_line(line, now, limits)]
    return sorted((_cut_short(one, taken) for one in found), key=lambda one: one.opened)


def _in_line(line: Succession, now: datetime, limits: TimeLimits) -> Iterator[ConsentSpan]:
    courses: Dict[str, Course] = {}
    opened: Dict[str, _Open] = {}
    for index, record in enumerate(r for journal in line for r in journal.records):
        take(courses, record, index, limits)
        touched = courses if _may_touch_all(record) else (record.cid,)
        for cid in [cid for cid in touched if cid is not None and cid in courses]:
            yield from _after_line(cid, courses[cid], record, opened, limits)
    for cid, one in opened.items():
        yield _span(cid, one, now, limits, is_over=False)


def _may_touch_all(record: Record) -> bool:
    return record.cid is None and record.event in _FOR_ALL


def _after_line(
    cid: str, course: Course, record: Record, opened: Dict[str, _Open], limits: TimeLimits
) -> Iterator[ConsentSpan]:
    before = opened.get(cid)
    if course.state in ALLOWING:
        opened[cid] = _Open(course, record.stamp.t if before is None else before.since)
    elif before is not None:
        del opened[cid]
        yield _span(cid, before, record.stamp.t, limits, is_over=True)


def _span(
    cid: str, one: _Open, moment: datetime, limits: TimeLimits, *, is_over: bool
) -> ConsentSpan:
    """`moment` is when it is known to be over, or the present when nothing says that it is."""
    end = end_of(one.course, limits)
    closed: Optional[datetime] = moment if is_over else None
    if end is not None and end <= moment:
        closed = end
    yes = one.course.yes
    return ConsentSpan(cid, "" if yes is None else str(yes.data["scope"]), one.since, closed)


def _cut_short(span: ConsentSpan, taken: Sequence[Record]) -> ConsentSpan:
    """Another account's line ends it too."""
    ends = [r.stamp.t for r in taken if r.cid in (None, span.cid) and r.stamp.t >= span.opened]
    if span.closed is not None:
        ends.append(span.closed)
    return ConsentSpan(span.cid, span.scope, span.opened, min(ends, default=None))
