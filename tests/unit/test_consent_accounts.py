"""Several Windows accounts, one computer: what one takes away, no other's journal gives back."""

import itertools
from typing import Dict, List, Optional, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.policy import access, consents
from agent.consent.record import Record
from agent.consent.succession import Journal, Trust, successions
from agent.consent.time_limits import TimeLimits
from tests.unit.consent_journals import (
    OTHER_CID,
    Writer,
    at,
    lasting,
    previous,
    session,
    shown,
    withdrawn,
    yes,
)

LIMITS = TimeLimits(oneoff_hours=4, grace_minutes=10, permanent_months=12)
HUSBAND, WIFE, LATER = b"h" * 32, b"w" * 32, b"l" * 32


def sound(writer: Writer) -> Journal:
    return Journal(writer.records, Trust.SOUND)


def state(minutes: float, *journals: Journal) -> State:
    """What the journals allow, the same in whatever order they are found."""
    found = {access(order, at(minutes), LIMITS).state for order in itertools.permutations(journals)}
    (one,) = found
    return one


def without_cid(writer: Writer, kind: EventType, minutes: float) -> Journal:
    """The journal with one line more that does not say which consent it concerns."""
    writer.write(minutes, EventType.CLOCK_JUMP, {"ms": 6000}, None)
    last = writer.records[-1]
    line = Record(
        last.log, last.seq, last.prev, last.stamp, kind.value, None, withdrawn(), b"", last.line
    )
    return Journal((*writer.records[:-1], line), Trust.SOUND)


def renewed(writer: Writer, minutes: float, *, paused: bool = True) -> Writer:
    if paused:
        writer.write(minutes, EventType.PAUSED, {"why": "key_lost"})
    writer.ask(minutes + 1, scope="permanent")
    return writer.write(minutes + 2, EventType.RENEWED, lasting())


def test_what_any_account_granted_counts() -> None:
    husband, wife = Writer(HUSBAND).grant(1), Writer(WIFE)
    assert state(3, sound(husband), sound(wife)) is State.READY
    wife.grant_lasting(1, OTHER_CID)
    assert state(3, sound(husband), sound(wife)) is State.READY
    assert state(300, sound(husband), sound(wife)) is State.PERMANENT


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
        assert state(61, sound(husband), sound(wife)) in (State.NONE, State.PAUSED)
        assert state(61, sound(husband)) in (State.READY, State.PERMANENT)


def test_what_was_withdrawn_elsewhere_is_not_renewed_here() -> None:
    husband = renewed(Writer(HUSBAND).grant_lasting(1), 20)
    wife = Writer(WIFE).write(10, EventType.WITHDRAWN, withdrawn())
    assert state(30, sound(husband), sound(wife)) is State.NONE
    husband.grant_lasting(40, OTHER_CID)
    assert state(50, sound(husband), sound(wife)) is State.PERMANENT


def test_a_withdrawal_concerns_its_own_consent() -> None:
    husband = Writer(HUSBAND).grant(1)
    wife = Writer(WIFE).grant(1, OTHER_CID).write(5, EventType.WITHDRAWN, withdrawn(), OTHER_CID)
    assert state(6, sound(husband), sound(wife)) is State.READY


@pytest.mark.parametrize("kind", [EventType.WITHDRAWN, EventType.INVALIDATED, EventType.PAUSED])
def test_a_withdrawal_that_does_not_say_of_what_ends_everything_before_it(kind: EventType) -> None:
    for husband in (Writer(HUSBAND).grant(1), Writer(HUSBAND).grant_lasting(1)):
        wife = without_cid(Writer(WIFE), kind, 5)
        assert state(6, sound(husband), wife) in (State.NONE, State.PAUSED)
        husband.grant(10, OTHER_CID)
        assert state(12, sound(husband), wife) is State.READY
        own = without_cid(husband, kind, 15)
        assert state(16, own, wife) in (State.NONE, State.PAUSED)


def test_another_account_watching_the_session_changes_nothing() -> None:
    husband, wife = Writer(HUSBAND).grant(1), Writer(WIFE)
    wife.write(5, EventType.SESSION_STARTED, session())
    assert state(6, sound(husband), sound(wife)) is State.READY


@pytest.mark.parametrize("trust", [Trust.FOREIGN, Trust.DOUBTFUL])
def test_a_yes_in_a_journal_that_is_not_sound_never_counts(trust: Trust) -> None:
    for writer in (Writer(HUSBAND).grant(1), Writer(HUSBAND).grant_lasting(1)):
        for until in (None, at(0).t, at(1000).t):
            journal = Journal(writer.records, trust, until)
            assert state(3, journal) in (State.NONE, State.PAUSED)
            assert state(3, journal, sound(Writer(WIFE))) in (State.NONE, State.PAUSED)


@pytest.mark.parametrize("trust", Trust)
def test_a_withdrawal_counts_wherever_it_is_found(trust: Trust) -> None:
    husband = Writer(HUSBAND).grant(1)
    wife = Writer(WIFE).write(5, EventType.WITHDRAWN, withdrawn())
    journal = Journal(wife.records, trust, at(0).t)
    assert state(6, sound(husband), journal) is State.NONE


def test_another_computers_journal_takes_nothing_from_this_one() -> None:
    husband = Writer(HUSBAND).grant(1)
    foreign = Writer(WIFE).write(5, EventType.RECOVERED, {"torn_len": 9, "torn_id": "t"}, None)
    assert state(6, sound(husband), Journal(foreign.records, Trust.FOREIGN)) is State.READY


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
        assert state(3, sound(Writer(HUSBAND).grant(1)), unclear) is once
        assert state(3, sound(Writer(HUSBAND).grant_lasting(1)), unclear) is lasting_access


def test_a_new_yes_after_the_damage_stands() -> None:
    husband = Writer(HUSBAND).grant_lasting(1)
    unclear = Journal((), Trust.DOUBTFUL, at(10).t)
    assert state(11, sound(husband), unclear) is State.PAUSED
    assert state(20, sound(renewed(husband, 12)), unclear) is State.PERMANENT


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
    assert state(11, sound(own)) is State.READY
    assert state(11, sound(own), sound(other)) is State.PAUSED
    own.write(12, kind, data, None)
    assert state(13, sound(own)) is State.PAUSED
    assert state(20, sound(renewed(own, 14)), sound(other)) is State.PERMANENT


def test_lost_lines_count_by_their_place_whatever_the_clock_said() -> None:
    writer = Writer(HUSBAND, start=at(100)).grant_lasting(110)
    lost: Dict[str, Json] = {"torn_len": 300, "torn_id": "torn-3-0a1b2c3d"}
    writer.write(5, EventType.RECOVERED, lost, None)
    assert state(120, sound(writer)) is State.PAUSED


@pytest.mark.parametrize("reason", ["key_lost", "corrupt"])
def test_lasting_access_waits_for_a_new_yes_when_the_key_or_the_journal_is_lost(
    reason: str,
) -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    new = Writer(LATER, start=at(10), reason=reason, prev_log=previous(old))
    assert state(11, sound(old)) is State.PERMANENT
    assert state(11, sound(old), sound(new)) is State.PAUSED
    assert state(20, sound(old), sound(renewed(new, 12, paused=False))) is State.PERMANENT
    new.write(30, EventType.WITHDRAWN, withdrawn())
    assert state(31, sound(old), sound(new)) is State.NONE


def test_one_takeover_outlives_its_key_but_not_its_journal() -> None:
    old = Writer(HUSBAND).grant(1)
    new = Writer(LATER, start=at(10), reason="key_lost", prev_log=previous(old))
    assert state(11, sound(old), sound(new)) is State.READY
    set_aside = Journal(old.records, Trust.DOUBTFUL, at(5).t)
    assert state(11, set_aside, sound(new)) is State.NONE


@pytest.mark.parametrize("reason", ["rotate", "new_year"])
def test_a_consent_goes_on_in_the_next_journal(reason: str) -> None:
    old = Writer(HUSBAND).grant_lasting(1).grant(3, OTHER_CID)
    new = Writer(LATER, start=at(10), reason=reason, prev_log=previous(old))
    assert state(11, sound(old), sound(new)) is State.READY
    new.write(12, EventType.SESSION_STARTED, session(), OTHER_CID)
    assert state(13, sound(old), sound(new)) is State.LIVE
    new.write(14, EventType.WITHDRAWN, withdrawn(), OTHER_CID)
    assert state(15, sound(old), sound(new)) is State.PERMANENT
    assert state(30, sound(old), sound(renewed(new, 20))) is State.PERMANENT


def test_a_lost_key_counts_even_beside_a_rotation() -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    rotated = Writer(LATER, start=at(10), reason="rotate", prev_log=previous(old))
    lost = Writer(WIFE, start=at(11), reason="key_lost", prev_log=previous(old))
    assert state(12, sound(old), sound(rotated), sound(lost)) is State.PAUSED


def test_a_journal_set_aside_under_the_same_name_comes_before_the_new_one() -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    new = Writer(HUSBAND, start=at(10), reason="corrupt", prev_log=previous(old))
    set_aside = Journal(old.records, Trust.DOUBTFUL, at(9).t)
    assert state(11, set_aside, sound(new)) is State.PAUSED
    assert state(20, set_aside, sound(renewed(new, 12, paused=False))) is State.PERMANENT


def test_journals_that_name_each_other_are_all_heard() -> None:
    first, second = Writer(HUSBAND), Writer(WIFE)
    one = Writer(HUSBAND, prev_log=previous(second)).grant(1)
    two = Writer(WIFE, prev_log=previous(first)).write(5, EventType.WITHDRAWN, withdrawn())
    alone = Writer(LATER, prev_log={**previous(first), "log": one.head.log})
    assert state(6, sound(one), sound(two)) is State.NONE
    assert state(6, sound(one), sound(two), sound(alone)) is State.NONE
    heard = {id(j) for path in successions([sound(one), sound(two)]) for j in path}
    assert len(heard) == 2


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
    assert state(25, sound(writer), sound(other)) is State.NONE
    (consent,) = consents([sound(writer), sound(other)], at(25), LIMITS)
    assert consent.state is State.WITHDRAWN


@given(st.lists(KINDS, max_size=14))
def test_nothing_is_allowed_without_a_question_and_then_a_yes(events: List[Event]) -> None:
    writer = Writer(HUSBAND)
    for number, (kind, data) in enumerate(events):
        writer.write(number, kind, data if data is not None else shown())
    kinds = [kind for kind, _ in events]
    if state(20, sound(writer)) in (State.READY, State.LIVE, State.PERMANENT):
        assert EventType.TERMS_SHOWN in kinds
        asked = kinds.index(EventType.TERMS_SHOWN)
        assert {EventType.GIVEN, EventType.RENEWED} & set(kinds[asked:])
