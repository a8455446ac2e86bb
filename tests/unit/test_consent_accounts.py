"""Several Windows accounts, one computer: what one takes away, no other's journal gives back."""

from typing import Dict, List, Optional, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.policy import consents
from agent.consent.record import Record
from agent.consent.succession import Journal, Trust
from tests.unit.consent_access import LIMITS, alone, renewed, together
from tests.unit.consent_journals import (
    OTHER_CID,
    Writer,
    at,
    lasting,
    session,
    shown,
    withdrawn,
    yes,
)

HUSBAND, WIFE, LATER = b"h" * 32, b"w" * 32, b"l" * 32


def without_cid(writer: Writer, kind: EventType, minutes: float) -> Journal:
    """The journal with one line more that does not say which consent it concerns."""
    writer.write(minutes, EventType.CLOCK_JUMP, {"ms": 6000}, None)
    last = writer.records[-1]
    line = Record(
        last.log, last.seq, last.prev, last.stamp, kind.value, None, withdrawn(), b"", last.line
    )
    return Journal((*writer.records[:-1], line), Trust.SOUND)


def test_what_any_account_granted_counts() -> None:
    husband, wife = Writer(HUSBAND).grant(1), Writer(WIFE)
    assert together(3, alone(husband), alone(wife)) is State.READY
    wife.grant_lasting(1, OTHER_CID)
    assert together(3, alone(husband), alone(wife)) is State.READY
    assert together(300, alone(husband), alone(wife)) is State.PERMANENT


@pytest.mark.fault("two accounts in one folder")
@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (EventType.WITHDRAWN, withdrawn()),
        (EventType.ENDED, {"why": "time"}),
        (EventType.INVALIDATED, {"why": "wrong_person"}),
        (EventType.REFUSED, {"how": "button"}),
        (EventType.PAUSED, {"why": "time"}),
    ],
)
@pytest.mark.parametrize("minutes", [0.5, 60])
def test_what_one_account_takes_away_no_other_has(
    kind: EventType, data: Dict[str, Json], minutes: float
) -> None:
    for husband in (Writer(HUSBAND).grant(1), Writer(HUSBAND).grant_lasting(1)):
        wife = Writer(WIFE).write(minutes, kind, data)
        assert together(61, alone(husband), alone(wife)) in (State.NONE, State.PAUSED)
        assert together(61, alone(husband)) in (State.READY, State.PERMANENT)


def test_what_was_withdrawn_elsewhere_is_not_renewed_here() -> None:
    husband = renewed(Writer(HUSBAND).grant_lasting(1), 20)
    wife = Writer(WIFE).write(10, EventType.WITHDRAWN, withdrawn())
    assert together(30, alone(husband), alone(wife)) is State.NONE
    husband.grant_lasting(40, OTHER_CID)
    assert together(50, alone(husband), alone(wife)) is State.PERMANENT


def test_a_withdrawal_concerns_its_own_consent() -> None:
    husband = Writer(HUSBAND).grant(1)
    wife = Writer(WIFE).grant(1, OTHER_CID).write(5, EventType.WITHDRAWN, withdrawn(), OTHER_CID)
    assert together(6, alone(husband), alone(wife)) is State.READY


@pytest.mark.parametrize("kind", [EventType.WITHDRAWN, EventType.INVALIDATED, EventType.PAUSED])
def test_a_withdrawal_that_does_not_say_of_what_ends_everything_before_it(kind: EventType) -> None:
    for husband in (Writer(HUSBAND).grant(1), Writer(HUSBAND).grant_lasting(1)):
        wife = without_cid(Writer(WIFE), kind, 5)
        assert together(6, alone(husband), wife) in (State.NONE, State.PAUSED)
        husband.grant(10, OTHER_CID)
        assert together(12, alone(husband), wife) is State.READY
        own = without_cid(husband, kind, 15)
        assert together(16, own, wife) in (State.NONE, State.PAUSED)


def test_another_account_watching_the_session_changes_nothing() -> None:
    husband, wife = Writer(HUSBAND).grant(1), Writer(WIFE)
    wife.write(5, EventType.SESSION_STARTED, session())
    assert together(6, alone(husband), alone(wife)) is State.READY


def test_a_withdrawal_without_its_consent_counts_by_its_place_whatever_the_clock_said() -> None:
    writer = Writer(HUSBAND, start=at(100)).grant_lasting(110)
    assert together(120, without_cid(writer, EventType.WITHDRAWN, 5)) is State.NONE


@pytest.mark.parametrize("trust", [Trust.FOREIGN, Trust.DOUBTFUL])
def test_a_yes_in_a_journal_that_is_not_sound_never_counts(trust: Trust) -> None:
    for writer in (Writer(HUSBAND).grant(1), Writer(HUSBAND).grant_lasting(1)):
        for until in (None, at(0).t, at(1000).t):
            journal = Journal(writer.records, trust, until)
            assert together(3, journal) in (State.NONE, State.PAUSED)
            assert together(3, journal, alone(Writer(WIFE))) in (State.NONE, State.PAUSED)


@pytest.mark.parametrize("trust", Trust)
def test_a_withdrawal_counts_wherever_it_is_found(trust: Trust) -> None:
    husband = Writer(HUSBAND).grant(1)
    wife = Writer(WIFE).write(5, EventType.WITHDRAWN, withdrawn())
    journal = Journal(wife.records, trust, at(0).t)
    assert together(6, alone(husband), journal) is State.NONE


def test_another_computers_journal_takes_nothing_from_this_one() -> None:
    husband = Writer(HUSBAND).grant(1)
    foreign = Writer(WIFE).write(5, EventType.RECOVERED, {"torn_len": 9, "torn_id": "t"}, None)
    assert together(6, alone(husband), Journal(foreign.records, Trust.FOREIGN)) is State.READY


@pytest.mark.parametrize(
    ("until", "once", "lasting_access"),
    [
        (None, State.NONE, State.PAUSED),
        (60, State.NONE, State.PAUSED),
        (2, State.NONE, State.PAUSED),
        (1.9, State.READY, State.PERMANENT),
        (-1000, State.READY, State.PERMANENT),
    ],
)
def test_nothing_stands_that_unreadable_lines_may_have_withdrawn(
    until: Optional[float], once: State, lasting_access: State
) -> None:
    last_change = None if until is None else at(until).t
    for records in ((), Writer(WIFE).records):
        unclear = Journal(records, Trust.DOUBTFUL, last_change)
        assert together(3, alone(Writer(HUSBAND).grant(1)), unclear) is once
        assert together(3, alone(Writer(HUSBAND).grant_lasting(1)), unclear) is lasting_access


def test_a_new_yes_after_the_damage_stands() -> None:
    husband = Writer(HUSBAND).grant_lasting(1)
    unclear = Journal((), Trust.DOUBTFUL, at(10).t)
    assert together(11, alone(husband), unclear) is State.PAUSED
    assert together(20, alone(renewed(husband, 12)), unclear) is State.PERMANENT


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (EventType.RECOVERED, {"torn_len": 300, "torn_id": "torn-3-0a1b2c3d"}),
        (EventType.ROLLBACK_DETECTED, {"known_size": 9, "found_size": 3}),
    ],
)
def test_lost_lines_may_have_been_a_withdrawal(kind: EventType, data: Dict[str, Json]) -> None:
    own = Writer(HUSBAND).grant_lasting(1).grant(3, OTHER_CID)
    other = Writer(WIFE).write(10, kind, data, None)
    assert together(11, alone(own)) is State.READY
    assert together(11, alone(own), alone(other)) is State.PAUSED
    own.write(12, kind, data, None)
    assert together(13, alone(own)) is State.PAUSED
    assert together(20, alone(renewed(own, 14)), alone(other)) is State.PERMANENT


def test_lost_lines_count_by_their_place_whatever_the_clock_said() -> None:
    writer = Writer(HUSBAND, start=at(100)).grant_lasting(110)
    lost: Dict[str, Json] = {"torn_len": 300, "torn_id": "torn-3-0a1b2c3d"}
    writer.write(5, EventType.RECOVERED, lost, None)
    assert together(120, alone(writer)) is State.PAUSED


Event = Tuple[EventType, Optional[Dict[str, Json]]]
KINDS: st.SearchStrategy[Event] = st.sampled_from(
    [
        (EventType.TERMS_SHOWN, None),
        (EventType.GIVEN, yes()),
        (EventType.GIVEN, lasting()),
        (EventType.RENEWED, lasting()),
        (EventType.DEFERRED, {}),
        (EventType.PAUSED, {"why": "time"}),
        (EventType.SESSION_STARTED, session()),
        (EventType.SESSION_ENDED, session()),
        (EventType.SESSION_UNEXPECTED, session()),
    ]
)


@given(st.lists(KINDS, max_size=16), st.integers(0, 24))
def test_after_a_withdrawal_nothing_whatever_brings_it_back(
    events: List[Event], minutes: int
) -> None:
    writer = Writer(HUSBAND)
    for number, (kind, data) in enumerate(events):
        scope = "permanent" if number % 2 else "oneoff"
        writer.write(number, kind, data if data is not None else shown(scope=scope))
    other = Writer(WIFE).write(minutes, EventType.WITHDRAWN, withdrawn())
    assert together(25, alone(writer), alone(other)) is State.NONE
    (consent,) = consents([alone(writer), alone(other)], at(25), LIMITS)
    assert consent.state is State.WITHDRAWN


@given(st.lists(KINDS, max_size=14))
def test_nothing_is_allowed_without_a_question_and_then_a_yes(events: List[Event]) -> None:
    writer = Writer(HUSBAND)
    for number, (kind, data) in enumerate(events):
        writer.write(number, kind, data if data is not None else shown())
    kinds = [kind for kind, _ in events]
    if together(20, alone(writer)) in (State.READY, State.LIVE, State.PERMANENT):
        assert EventType.TERMS_SHOWN in kinds
        asked = kinds.index(EventType.TERMS_SHOWN)
        assert {EventType.GIVEN, EventType.RENEWED} & set(kinds[asked:])
