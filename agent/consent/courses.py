"""How every consent went, line after line, in one line of succession of journals.

Pure.
"""

from itertools import accumulate
from typing import Callable, Dict, Sequence

from agent.consent.course import TAKING_AWAY, Course, advanced, aged, stopped
from agent.consent.event_data import EventType
from agent.consent.record import Record
from agent.consent.succession import Succession, Trust
from agent.consent.time_limits import TimeLimits

LINES_LOST = (EventType.RECOVERED, EventType.ROLLBACK_DETECTED)
"""The events that tell of lines nobody has any more: one of them may have been a withdrawal."""

# After any other reason, also one of a later version, lines may be lost: nothing goes on without a
# new yes.
_GOES_ON = ("install", "rotate", "new_year")

_Courses = Dict[str, Course]


def courses_in(succession: Succession, limits: TimeLimits) -> _Courses:
    """The course of each consent by cid, up to the latest time that its own journals tell."""
    courses: _Courses = {}
    records = [record for journal in succession for record in journal.records]
    sound = [j.trust is Trust.SOUND for j in succession for _ in j.records]
    for index, record in enumerate(records):
        take(courses, record, index, limits)
        if record.cid in courses and not sound[index]:
            courses[record.cid] = stopped(courses[record.cid])
    return _up_to_the_last_line(courses, records, limits)


def take(courses: _Courses, record: Record, index: int, limits: TimeLimits) -> None:
    """Take one more line into account; `index` is its place in the succession."""
    kind = record.event
    if kind in LINES_LOST or _is_lost_before(record):
        _all(courses, stopped)
    elif record.cid is not None:
        courses[record.cid] = advanced(courses.get(record.cid, Course()), record, index, limits)
    elif kind in TAKING_AWAY:
        # It does not say what it takes away: then it is everything.
        _all(courses, lambda course: advanced(course, record, index, limits))


def _is_lost_before(record: Record) -> bool:
    """Whether a journal begins because the one before, or its key, is lost."""
    return record.event is EventType.GENESIS and record.data.get("reason") not in _GOES_ON


def _all(courses: _Courses, change: Callable[[Course], Course]) -> None:
    for cid, course in courses.items():
        courses[cid] = change(course)


def _up_to_the_last_line(
    courses: _Courses, records: Sequence[Record], limits: TimeLimits
) -> _Courses:
    """A clock set back gives no time back: the latest time written after a yes has passed."""
    moments = [record.stamp.t for record in reversed(records)]
    latest = list(accumulate(moments, max))[::-1]
    return {
        cid: course if course.yes is None else aged(course, latest[course.yes_index], limits)
        for cid, course in courses.items()
    }
