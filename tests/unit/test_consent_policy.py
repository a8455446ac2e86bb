"""What the journals together allow: a yes has to be whole, in time and taken away by nobody."""

from dataclasses import replace
from datetime import datetime, timezone
from typing import Callable, Dict, Optional

import pytest

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.policy import Access, access, consents, matters
from agent.consent.record import Record, build
from agent.consent.succession import Journal, Trust
from tests.unit.consent_access import LIMITS, now, sound, started, state
from tests.unit.consent_journals import (
    CID,
    OTHER_CID,
    Writer,
    at,
    lasting,
    session,
    sha256,
    shown,
    withdrawn,
    yes,
)


def test_no_journal_allows_nothing() -> None:
    assert access([], at(0), LIMITS) == Access(State.NONE, None)
    assert not access([], at(0), LIMITS).allowed
    assert now(Writer(), 1) == Access(State.NONE, None)


def test_a_yes_to_the_question_shown_allows() -> None:
    granted = Writer().grant(1)
    answer = now(granted, 3)
    assert answer.allowed
    assert answer.state is State.READY
    assert answer.consent is not None
    assert answer.consent.cid == CID
    assert answer.consent.scope == "oneoff"
    assert answer.consent.yes == granted.records[-1]
    assert answer.consent.ends == at(240).t


def test_a_question_without_an_answer_allows_nothing() -> None:
    assert state(Writer().ask(1), 2) is State.NONE
    (consent,) = consents(sound(Writer().ask(1)), at(2), LIMITS)
    assert (consent.state, consent.scope, consent.yes) == (State.ASKED, None, None)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (EventType.REFUSED, {"how": "button"}),
        (EventType.DEFERRED, {}),
        (EventType.BLOCKED, {"why": "session_open"}),
    ],
)
def test_any_other_answer_allows_nothing(kind: EventType, data: Dict[str, Json]) -> None:
    assert not now(Writer().ask(1).write(2, kind, data), 3).allowed


def test_a_yes_after_a_block_allows_and_one_after_a_no_does_not() -> None:
    blocked = Writer().ask(1).write(2, EventType.BLOCKED, {"why": "session_open"})
    assert state(blocked.write(3, EventType.GIVEN, yes()), 4) is State.READY
    refused = Writer().ask(1).write(2, EventType.REFUSED, {"how": "close"})
    assert not now(refused.ask(3).write(4, EventType.GIVEN, yes()), 5).allowed
    deferred = Writer().ask(1).write(2, EventType.DEFERRED)
    assert not now(deferred.write(3, EventType.GIVEN, yes()), 4).allowed


@pytest.mark.parametrize(
    "changes",
    [
        {"session_open": True},
        {"boxes": {}},
        {"boxes": {"takeover": False}},
        {"terms_sha256": sha256("other terms")},
        {"scope": "permanent"},
        {"valid_until": "2026-11-23T09:02:00.000Z"},
        {"valid_until": "2025-11-23T09:02:00.000Z"},
    ],
    ids=str,
)
def test_a_yes_that_is_not_to_what_was_shown_allows_nothing(changes: Dict[str, Json]) -> None:
    assert not now(Writer().ask(1).write(2, EventType.GIVEN, yes(**changes)), 3).allowed


def test_a_yes_to_nothing_shown_allows_nothing() -> None:
    assert not now(Writer().write(1, EventType.GIVEN, yes()), 2).allowed
    assert not now(Writer().ask(1, OTHER_CID).write(1, EventType.GIVEN, yes()), 2).allowed


def senseless(writer: Writer, kind: EventType, data: Dict[str, Json], minutes: float) -> Record:
    """A line of the journal's own, signed and chained, whose data this program never writes."""
    position = writer.head.next_position
    whole = build(position, at(minutes), EventType.DEFERRED, {}, writer.sign, CID)
    return Record(
        whole.log, whole.seq, whole.prev, whole.stamp, kind.value, CID, data, b"", whole.line
    )


@pytest.mark.parametrize("name", yes())
def test_a_yes_that_lacks_anything_allows_nothing(name: str) -> None:
    asked = Writer().ask(1)
    data = {key: value for key, value in yes().items() if key != name}
    line = senseless(asked, EventType.GIVEN, data, 2)
    journal = Journal((*asked.records, line), Trust.SOUND)
    assert not access([journal], at(3), LIMITS).allowed
    whole = Journal((*asked.records, senseless(asked, EventType.GIVEN, yes(), 2)), Trust.SOUND)
    assert access([whole], at(3), LIMITS).allowed


@pytest.mark.parametrize(
    "kind", [EventType.WITHDRAWN, EventType.ENDED, EventType.INVALIDATED, EventType.PAUSED]
)
def test_what_takes_away_does_so_even_when_it_makes_no_sense(kind: EventType) -> None:
    granted = Writer().grant(1)
    line = senseless(granted, kind, {"nonsense": True}, 3)
    journal = Journal((*granted.records, line), Trust.SOUND)
    assert not access([journal], at(4), LIMITS).allowed


def test_terms_that_make_no_sense_were_not_shown() -> None:
    writer = Writer()
    terms = senseless(writer, EventType.TERMS_SHOWN, {**shown(), "price_cents": "free"}, 1)
    given = senseless(writer, EventType.GIVEN, yes(), 2)
    journal = Journal((*writer.records, terms, given), Trust.SOUND)
    assert not access([journal], at(3), LIMITS).allowed


def renew(writer: Writer, minutes: float, data: Optional[Dict[str, Json]] = None) -> Writer:
    writer.ask(minutes, scope="permanent")
    return writer.write(minutes + 1, EventType.RENEWED, data or lasting())


def test_paused_access_is_renewed_by_a_new_yes_only() -> None:
    writer = Writer().grant_lasting(1).write(10, EventType.PAUSED, {"why": "terms"})
    assert state(writer, 11) is State.PAUSED
    assert state(writer.write(12, EventType.GIVEN, lasting()), 13) is State.PAUSED
    assert state(renew(writer, 14), 16) is State.PERMANENT


@pytest.mark.parametrize("changes", [{"session_open": True}, {"boxes": {}}, {"scope": "oneoff"}])
def test_a_renewal_that_is_no_whole_yes_leaves_it_paused(changes: Dict[str, Json]) -> None:
    writer = Writer().grant_lasting(1).write(10, EventType.PAUSED, {"why": "terms"})
    assert state(renew(writer, 14, lasting(**changes)), 16) is State.PAUSED


def test_one_takeover_cannot_be_renewed_into_anything() -> None:
    writer = renew(Writer().grant(1), 5)
    assert state(writer, 7) is State.READY
    assert state(writer, 300) is State.NONE
    writer = Writer().grant_lasting(1).write(10, EventType.PAUSED, {"why": "terms"})
    writer.ask(11).write(12, EventType.RENEWED, yes())
    assert state(writer, 13) is State.PAUSED


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (EventType.ENDED, {"why": "time"}),
        (EventType.REFUSED, {"how": "close"}),
        (EventType.PAUSED, {"why": "time"}),
        (EventType.SESSION_ENDED, session()),
    ],
)
def test_what_was_withdrawn_stays_called_so(kind: EventType, data: Dict[str, Json]) -> None:
    writer = Writer().grant_lasting(1).write(5, EventType.WITHDRAWN, withdrawn())
    (consent,) = consents(sound(writer.write(6, kind, data)), at(7), LIMITS)
    assert consent.state is State.WITHDRAWN


@pytest.mark.parametrize("how", [Writer.grant, Writer.grant_lasting])
def test_a_withdrawal_ends_it_for_good(how: Callable[[Writer, float], Writer]) -> None:
    writer = how(Writer(), 1).write(5, EventType.WITHDRAWN, withdrawn(cut_ok=False))
    assert now(writer, 6) == Access(State.NONE, None)
    assert now(how(writer, 7), 9) == Access(State.NONE, None)
    assert now(renew(writer, 10), 12) == Access(State.NONE, None)
    assert now(writer.grant(13, OTHER_CID), 15).state is State.READY


def test_one_takeover_is_told_before_lasting_access() -> None:
    writer = Writer().grant_lasting(1).grant(5, OTHER_CID)
    assert state(writer, 8) is State.READY
    started(writer, 9, OTHER_CID)
    assert state(writer, 10) is State.LIVE
    writer.write(11, EventType.WITHDRAWN, withdrawn(), OTHER_CID)
    assert state(writer, 12) is State.PERMANENT
    listed = consents(sound(writer), at(12), LIMITS)
    assert [(c.cid, c.state) for c in listed] == [
        (OTHER_CID, State.WITHDRAWN),
        (CID, State.PERMANENT),
    ]


def test_the_lines_that_do_not_matter_change_nothing() -> None:
    writer = Writer().grant(1)
    writer.write(3, EventType.CLOCK_JUMP, {"ms": 9000}, None)
    writer.write(4, EventType.DOOR_OPENED, {"door": "easy_access"}, None)
    started(writer, 5)
    writer.write(6, EventType.SESSION_UNEXPECTED, session())
    kept = [Journal(tuple(filter(matters, writer.records)), Trust.SOUND)]
    assert len(kept[0].records) == len(writer.records) - 2
    assert access(kept, at(7), LIMITS) == now(writer, 7)


def test_an_unknown_event_changes_nothing() -> None:
    asked = Writer().ask(1)
    line = senseless(asked, EventType.GIVEN, yes(), 2)
    later = Record(
        line.log, line.seq, line.prev, line.stamp, "consent.given2", CID, yes(), b"", line.line
    )
    assert not matters(later)
    journal = Journal((*asked.records, later), Trust.SOUND)
    assert not access([journal], at(3), LIMITS).allowed


def test_a_yes_dated_at_the_calendars_end_allows_nothing_and_hides_no_other() -> None:
    last = replace(at(0), t=datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc), up=0)
    late = Writer(b"l" * 32).write_at(last, EventType.TERMS_SHOWN, shown())
    late.write_at(last, EventType.GIVEN, yes(valid_until="9999-12-31T23:59:59Z"))
    assert not access(sound(late), at(3), LIMITS).allowed
    granted = Writer().grant(1, cid=OTHER_CID)
    assert access(sound(late, granted), at(3), LIMITS).consent is not None


def test_a_clock_at_the_calendars_end_is_a_clock() -> None:
    end = replace(at(0), t=datetime.max.replace(tzinfo=timezone.utc), up=0)
    assert not access(sound(Writer().grant(1)), end, LIMITS).allowed
