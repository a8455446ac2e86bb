"""What all journals of the machine together allow at one moment.

Pure. Each Windows account has its own journal, and access is what any of them granted. What any
of them takes away is taken away for all. What is unknown, bad or from elsewhere never means yes.

Lasting access that is found paused is renewed by writing `consent.paused`, `terms.shown` and
`consent.renewed` in this order: the pause has to be a line of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Dict, Iterator, List, Optional, Sequence, Tuple

from agent.consent.clocks import TOLERANCE_MS
from agent.consent.course import TAKING_AWAY, Course, aged, end_of, stopped
from agent.consent.courses import LINES_LOST, courses_in
from agent.consent.event_data import ABOUT_A_CONSENT, EventType
from agent.consent.lifecycle import ALLOWING, State
from agent.consent.record import Record, Stamp
from agent.consent.succession import Journal, Trust, successions
from agent.consent.time_limits import TimeLimits

TOLERANCE = timedelta(milliseconds=TOLERANCE_MS)
_EVER = datetime.max.replace(tzinfo=timezone.utc)
_MATTERING = ABOUT_A_CONSENT.union(
    LINES_LOST,
    (EventType.GENESIS, EventType.SESSION_STARTED, EventType.SESSION_ENDED),
    (EventType.SESSION_UNEXPECTED, EventType.DOOR_CLOSED),
)
# One that says no outweighs all that say yes.
_WEIGHT = (
    State.WITHDRAWN,
    State.INVALIDATED,
    State.ENDED,
    State.REFUSED,
    State.PAUSED,
    State.LIVE,
    State.READY,
    State.PERMANENT,
    State.ASKED,
    State.NONE,
)
_SHOWN_FIRST = (State.LIVE, State.READY, State.PERMANENT, State.PAUSED)


@dataclass(frozen=True)
class Consent:
    """One consent as it stands: who allowed it (`yes`, None before that) and until when.

    `ends` is aware, in UTC, and never later than the shop's limits; `closed_since` is when the
    technician's session closed, when none is open again; `session_began` is when the
    latest one began. `is_outgrown`: it pauses because the shop's texts now allow more.
    """

    cid: str
    state: State
    yes: Optional[Record]
    ends: Optional[datetime]
    closed_since: Optional[datetime] = None
    session_began: Optional[datetime] = None
    is_outgrown: bool = False

    @property
    def scope(self) -> Optional[str]:
        """`oneoff` or `permanent`; None before any yes."""
        return None if self.yes is None else str(self.yes.data["scope"])


@dataclass(frozen=True)
class Access:
    """What holds at one moment: `state` is none, ready, live, permanent or paused.

    `consent` is the one it rests on; None exactly when the state is none.
    """

    state: State
    consent: Optional[Consent]

    @property
    def allowed(self) -> bool:
        """Whether the technician may come in."""
        return self.state in ALLOWING


def matters(record: Record) -> bool:
    """Whether a line changes what is allowed or shown beside it; the others are not kept."""
    return record.event in _MATTERING


def access(journals: Sequence[Journal], now: Stamp, limits: TimeLimits) -> Access:
    """What the journals together allow now."""
    return strongest(consents(journals, now, limits))


def strongest(standing: Sequence[Consent]) -> Access:
    """What these consents together allow: one takeover before lasting access."""
    for state in _SHOWN_FIRST:
        for consent in standing:
            if consent.state is state:
                return Access(state, consent)
    return Access(State.NONE, None)


def consents(journals: Sequence[Journal], now: Stamp, limits: TimeLimits) -> Tuple[Consent, ...]:
    """Every consent that was ever asked for, as it stands now, the latest yes first."""
    doubtful_until = _doubtful_until(journals)
    told: Dict[str, List[Course]] = {}
    for succession in successions(journals):
        for cid, course in courses_in(succession, limits).items():
            standing = _at(course, now, limits, doubtful_until)
            told.setdefault(cid, []).append(standing)
    found = [_together(cid, courses, limits) for cid, courses in told.items()]
    return tuple(sorted(found, key=_latest_first))


def _latest_first(consent: Consent) -> Tuple[bool, float, str]:
    when = 0.0 if consent.yes is None else -consent.yes.stamp.t.timestamp()
    return consent.yes is None, when, consent.cid


def _together(cid: str, courses: Sequence[Course], limits: TimeLimits) -> Consent:
    weighed = sorted(courses, key=lambda course: _WEIGHT.index(course.state))
    # Another account's withdrawal knows nothing of the yes it ends.
    answered = next((course for course in weighed if course.yes is not None), weighed[0])
    return Consent(
        cid,
        weighed[0].state,
        answered.yes,
        end_of(answered, limits),
        answered.closed_since,
        answered.session_began,
    )


def _at(
    course: Course, now: Stamp, limits: TimeLimits, doubtful_until: Optional[datetime]
) -> Course:
    """The course as it stands now, when nobody can have taken it away unseen."""
    if course.yes is None:
        return course
    given = course.yes.stamp
    course = aged(course, max(now.t, _by_uptime(given, now)), limits)
    in_doubt = doubtful_until is not None and given.t <= doubtful_until
    # Compared this way round, nothing is beyond the calendar.
    return stopped(course) if in_doubt or given.t - now.t > TOLERANCE else course


def _by_uptime(given: Stamp, now: Stamp) -> datetime:
    """What time it is by the time since the start: the wall clock may have been set back.

    A yes dated so late that the calendar ends before is over.
    """
    passed = now.up - given.up if now.run == given.run else 0
    try:
        return given.t + timedelta(milliseconds=max(passed, 0))
    except OverflowError:
        return _EVER


def _doubtful_until(journals: Sequence[Journal]) -> Optional[datetime]:
    """The last moment at which a line that nobody can read may have taken a yes away."""
    return max(_doubts(journals), default=None)


def _doubts(journals: Sequence[Journal]) -> Iterator[datetime]:
    for journal in journals:
        if journal.trust is Trust.DOUBTFUL:
            yield journal.doubtful_until or _EVER
        if journal.trust is not Trust.FOREIGN:
            yield from (record.stamp.t for record in journal.records if _is_doubt(record))


def _is_doubt(record: Record) -> bool:
    """Whether a line tells that others are lost, or takes away without saying what."""
    return record.event in LINES_LOST or (record.cid is None and record.event in TAKING_AWAY)
