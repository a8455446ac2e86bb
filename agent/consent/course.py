"""How one consent went, line after line, as one line of succession of journals tells it.

Pure. The table of `agent.consent.lifecycle` decides; here is added what a table cannot say: a yes
has to be whole and about what was shown, time ends it, and whatever takes access away does so
even where the table does not expect it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import FrozenSet, Mapping, Optional

from agent.consent.event_data import EventType
from agent.consent.field_shapes import moment_of
from agent.consent.lifecycle import FINAL, State, after, step_of
from agent.consent.record import Record
from agent.consent.time_limits import TimeLimits, latest_end

_YES = (EventType.GIVEN, EventType.RENEWED)
_TAKES_AWAY: Mapping[EventType, State] = {
    EventType.REFUSED: State.REFUSED,
    EventType.ENDED: State.ENDED,
    EventType.PAUSED: State.PAUSED,
    EventType.WITHDRAWN: State.WITHDRAWN,
    EventType.INVALIDATED: State.INVALIDATED,
}
TAKING_AWAY: FrozenSet[EventType] = frozenset(_TAKES_AWAY)
"""The events that end or pause what was allowed, expected or not."""


@dataclass(frozen=True)
class Course:
    """Where a consent stands after some lines.

    `shown` is the question being asked, `yes` the line that allowed access and `yes_index` its
    place in the succession. `closed_since` is when the technician's session closed, None while
    one is open or none has been; `session_began` is when the latest one began. `ends` is when time
    ends it, None before any yes.
    """

    state: State = State.NONE
    shown: Optional[Record] = None
    yes: Optional[Record] = None
    yes_index: int = -1
    ends: Optional[datetime] = None
    closed_since: Optional[datetime] = None
    session_began: Optional[datetime] = None


def advanced(course: Course, record: Record, index: int, limits: TimeLimits) -> Course:
    """The course after a line that concerns it; `index` is the line's place in the succession."""
    course = aged(course, record.stamp.t, limits)
    kind = record.event
    if kind is None or (kind in _YES and not _is_answer(course, record)):
        return course
    step = step_of(kind, record.data)
    state = None if step is None else after(course.state, step)
    if state is None:
        return _unexpected(course, kind)
    if kind in _YES:
        return _said_yes(state, record, index, limits)
    return _moved(course, state, record)


def aged(course: Course, moment: datetime, limits: TimeLimits) -> Course:
    """The course when nothing but time has passed until `moment` (aware)."""
    end = end_of(course, limits)
    return stopped(course) if end is not None and moment >= end else course


def end_of(course: Course, limits: TimeLimits) -> Optional[datetime]:
    """When time ends the yes: some minutes after the session closed, and never later than `ends`.

    None before any yes.
    """
    if course.ends is None or course.closed_since is None or _is_lasting(course):
        return course.ends
    grace = timedelta(minutes=limits.grace_minutes)
    # Compared this way round, nothing is beyond the calendar.
    return course.ends if course.ends - course.closed_since < grace else course.closed_since + grace


def _is_lasting(course: Course) -> bool:
    return course.yes is not None and course.yes.data["scope"] == "permanent"


def stopped(course: Course) -> Course:
    """The course when its yes no longer stands: lasting access pauses, one takeover is over."""
    if course.state is State.PERMANENT:
        return replace(course, state=State.PAUSED)
    if course.state in (State.READY, State.LIVE):
        return replace(course, state=State.ENDED)
    return course


def _is_answer(course: Course, record: Record) -> bool:
    """Whether a yes is whole, given by hand with no session open, to the question shown."""
    data, shown = record.data, course.shown
    if record.wrong_field is not None or shown is None or data["session_open"]:
        return False
    asked = (shown.data["terms_sha256"], shown.data["scope"])
    renews = record.event is EventType.RENEWED
    return (
        asked == (data["terms_sha256"], data["scope"])
        and any(data["boxes"].values())
        and (data["scope"] == "permanent" or not renews)
    )


def _unexpected(course: Course, kind: EventType) -> Course:
    if kind in _TAKES_AWAY and course.state not in FINAL:
        return replace(course, state=_TAKES_AWAY[kind], shown=None)
    return course


def _said_yes(state: State, record: Record, index: int, limits: TimeLimits) -> Course:
    said = moment_of(record.data["valid_until"]) or record.stamp.t
    ends = min(said, latest_end(record.data["scope"], record.stamp, limits))
    return Course(state, None, record, index, ends)


def _moved(course: Course, state: State, record: Record) -> Course:
    course = replace(course, state=state)
    if record.event is EventType.TERMS_SHOWN:
        return replace(course, shown=None if record.wrong_field else record)
    if record.event is EventType.SESSION_STARTED:
        began = moment_of(record.data.get("started")) or record.stamp.t
        return replace(course, closed_since=None, session_began=min(began, record.stamp.t))
    if record.event is EventType.SESSION_ENDED:
        return _session_closed(course, record)
    return course if record.event is EventType.BLOCKED else replace(course, shown=None)


def _session_closed(course: Course, record: Record) -> Course:
    """The end of an earlier session, told late, does not close the one that is open now."""
    ended = min(moment_of(record.data.get("ended")) or record.stamp.t, record.stamp.t)
    if course.session_began is not None and ended < course.session_began:
        return course
    return replace(course, closed_since=ended)
