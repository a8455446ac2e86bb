"""What journals of one account allow, asked by the minute."""

import itertools
from typing import List

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.policy import Access, access
from agent.consent.succession import Journal, Trust
from agent.consent.time_limits import TimeLimits
from tests.unit.consent_journals import CID, Writer, at, lasting, session

LIMITS = TimeLimits(oneoff_hours=4, grace_minutes=10, permanent_months=12)
DAY = 24 * 60


def sound(*writers: Writer) -> List[Journal]:
    """The journals, all lines good."""
    return [Journal(writer.records, Trust.SOUND) for writer in writers]


def now(writer: Writer, minutes: float) -> Access:
    """What this journal allows, so many minutes after nine."""
    return access(sound(writer), at(minutes), LIMITS)


def state(writer: Writer, minutes: float) -> State:
    """The state this journal tells, so many minutes after nine."""
    return now(writer, minutes).state


def started(writer: Writer, minutes: float, cid: str = CID) -> Writer:
    """A technician's session begins."""
    return writer.write(minutes, EventType.SESSION_STARTED, session(), cid)


def ended(writer: Writer, minutes: float, **changes: Json) -> Writer:
    """A technician's session ends."""
    return writer.write(minutes, EventType.SESSION_ENDED, session(**changes))


def alone(writer: Writer) -> Journal:
    """The journal, all lines good."""
    return Journal(writer.records, Trust.SOUND)


def together(minutes: float, *journals: Journal) -> State:
    """What the journals allow, the same in whatever order they are found."""
    found = {access(order, at(minutes), LIMITS).state for order in itertools.permutations(journals)}
    (one,) = found
    return one


def renewed(writer: Writer, minutes: float, *, paused: bool = True) -> Writer:
    """The terms of lasting access shown anew, and a new yes to them."""
    if paused:
        writer.write(minutes, EventType.PAUSED, {"why": "key_lost"})
    writer.ask(minutes + 1, scope="permanent")
    return writer.write(minutes + 2, EventType.RENEWED, lasting())
