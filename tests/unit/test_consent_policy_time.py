"""No clock, moved or strange, gives a yes more time than it had."""

from typing import List

import pytest

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.policy import Access, access
from agent.consent.record import Stamp
from agent.consent.succession import Journal, Trust
from agent.consent.time_limits import TimeLimits
from tests.unit.consent_journals import (
    CID,
    Writer,
    at,
    session,
    shown,
    yes,
)

LIMITS = TimeLimits(oneoff_hours=4, grace_minutes=10, permanent_months=12)
DAY = 24 * 60


def sound(*writers: Writer) -> List[Journal]:
    return [Journal(writer.records, Trust.SOUND) for writer in writers]


def now(writer: Writer, minutes: float, *others: Writer) -> Access:
    """What these journals allow, so many minutes after nine."""
    return access(sound(writer, *others), at(minutes), LIMITS)


def state(writer: Writer, minutes: float, *others: Writer) -> State:
    return now(writer, minutes, *others).state


def started(writer: Writer, minutes: float, cid: str = CID) -> Writer:
    return writer.write(minutes, EventType.SESSION_STARTED, session(), cid)


def ended(writer: Writer, minutes: float, **changes: Json) -> Writer:
    return writer.write(minutes, EventType.SESSION_ENDED, session(**changes))


def test_a_clock_set_back_gives_no_time_back() -> None:
    writer = Writer().grant(1)
    set_back = Stamp(at(30).t, 60, at(300).up, at(0).run)
    assert not access(sound(writer), set_back, LIMITS).allowed
    writer.write(250, EventType.CLOCK_JUMP, {"ms": 1}, None)
    restarted = at(30, run="0" * 16)
    assert not access(sound(writer), restarted, LIMITS).allowed


def test_a_yes_from_the_future_does_not_stand_yet() -> None:
    for writer in (Writer().grant(60), Writer().grant_lasting(60)):
        earlier = at(30, run="0" * 16)
        assert not access(sound(writer), earlier, LIMITS).allowed
        assert access(sound(writer), at(62, run="0" * 16), LIMITS).allowed


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("off", [-1439, 1439])
def test_a_yes_at_the_edge_of_the_calendar_is_an_answer_and_no_crash(year: int, off: int) -> None:
    month, day = (1, 1) if year == 1 else (12, 31)
    edge = Stamp(at(0).t.replace(year=year, month=month, day=day), off, 2**53 - 1, "0" * 16)
    for scope in ("oneoff", "permanent"):
        writer = Writer(start=edge)
        data = yes(scope=scope, valid_until="9999-12-31T23:59:59.999Z")
        for kind, said in ((EventType.TERMS_SHOWN, shown(scope=scope)), (EventType.GIVEN, data)):
            writer.write_at(edge, kind, said)
        assert not access(sound(writer), at(0), LIMITS).allowed
