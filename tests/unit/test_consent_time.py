"""A yes ends by itself, at the latest when the shop's limits say, whatever the clock does."""

from datetime import datetime, timezone

import pytest

from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.policy import access
from agent.consent.record import Stamp
from agent.consent.time_limits import TimeLimits, latest_end
from tests.unit.consent_access import DAY, LIMITS, ended, now, sound, started, state
from tests.unit.consent_journals import CID, RUN, Writer, at, shown, yes


@pytest.mark.parametrize(
    ("given", "off", "months", "end"),
    [
        ("2026-11-23T09:01", 60, 12, "2027-11-23T09:01"),
        ("2028-02-29T09:01", 60, 12, "2029-02-28T09:01"),
        ("2026-08-31T09:01", 120, 6, "2027-02-28T09:01"),
        ("2026-12-31T23:30", 60, 12, "2027-12-31T23:30"),
        ("2026-01-31T23:30", -300, 1, "2026-02-28T23:30"),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(
    given: str, off: int, months: int, end: str
) -> None:
    moment = datetime.fromisoformat(given).replace(tzinfo=timezone.utc)
    limits = TimeLimits(4, 10, months)
    expected = datetime.fromisoformat(end).replace(tzinfo=timezone.utc)
    assert latest_end("permanent", Stamp(moment, off, 0, RUN), limits) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(2, State.READY), (239.99, State.READY), (240, State.NONE), (10_000, State.NONE)],
)
def test_one_takeover_ends_at_its_time(minutes: float, expected: State) -> None:
    assert state(Writer().grant(1), minutes) is expected


def test_no_line_reaches_beyond_the_shops_limits() -> None:
    far = Writer().grant(1, valid_until="2036-01-01T00:00:00.000Z")
    assert now(far, 241.9).allowed
    assert not now(far, 242).allowed


def test_one_takeover_never_passes_midnight_where_the_client_is() -> None:
    evening = Writer().grant(13 * 60 + 30, valid_until="2026-11-24T02:00:00.000Z")
    # 22:31 in Paris; 23:59 there is 22:59 UTC.
    assert now(evening, 13 * 60 + 58.9).allowed
    assert not now(evening, 13 * 60 + 59).allowed


def test_a_session_makes_it_live_and_ten_minutes_after_its_end_it_is_over() -> None:
    writer = started(Writer().grant(1), 5)
    assert state(writer, 6) is State.LIVE
    ended(writer, 20)
    assert state(writer, 29.9) is State.LIVE
    assert state(writer, 30) is State.NONE


def test_a_session_that_comes_back_in_time_goes_on() -> None:
    writer = started(ended(started(Writer().grant(1), 5), 20), 29)
    assert state(writer, 60) is State.LIVE
    late = started(ended(started(Writer().grant(1), 5), 20), 31)
    assert state(late, 32) is State.NONE


def test_grace_counts_from_when_the_session_closed_not_from_when_it_was_noted() -> None:
    writer = started(Writer().grant(1), 5)
    ended(writer, 28, ended="2026-11-23T09:20:00.000Z", seconds=900)
    assert state(writer, 29.9) is State.LIVE
    assert state(writer, 30) is State.NONE
    later = ended(started(Writer().grant(1), 5), 20, ended="2026-11-23T12:00:00.000Z")
    assert state(later, 30) is State.NONE


def test_lasting_access_stands_for_a_year_then_pauses() -> None:
    writer = Writer().grant_lasting(1)
    assert state(writer, 3) is State.PERMANENT
    assert state(writer, 364 * DAY) is State.PERMANENT
    answer = now(writer, 366 * DAY)
    assert answer.state is State.PAUSED
    assert not answer.allowed
    assert answer.consent is not None
    assert answer.consent.cid == CID


def test_lasting_access_stays_through_its_sessions() -> None:
    writer = ended(started(Writer().grant_lasting(1), 5), 20)
    assert state(writer, 60) is State.PERMANENT


@pytest.mark.fault("clock set back")
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
