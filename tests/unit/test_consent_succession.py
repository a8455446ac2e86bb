"""A new key or a new year goes on with what was allowed; a lost key or journal asks anew."""

from dataclasses import replace
from typing import Dict

import pytest

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.succession import Journal, Trust, successions
from tests.unit.consent_access import alone, renewed, together
from tests.unit.consent_journals import OTHER_CID, Writer, at, previous, session, withdrawn

HUSBAND, WIFE, LATER = b"h" * 32, b"w" * 32, b"l" * 32


@pytest.mark.parametrize("reason", ["key_lost", "corrupt"])
def test_lasting_access_waits_for_a_new_yes_when_the_key_or_the_journal_is_lost(
    reason: str,
) -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    new = Writer(LATER, start=at(10), reason=reason, prev_log=previous(old))
    assert together(11, alone(old)) is State.PERMANENT
    assert together(11, alone(old), alone(new)) is State.PAUSED
    assert together(20, alone(old), alone(renewed(new, 12, paused=False))) is State.PERMANENT
    new.write(30, EventType.WITHDRAWN, withdrawn())
    assert together(31, alone(old), alone(new)) is State.NONE


@pytest.mark.parametrize("change", [{"reason": "moved"}, {"reason": None}, {"app": 1}])
def test_a_beginning_that_is_not_understood_gives_nothing_lasting(change: Dict[str, Json]) -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    lost = Writer(LATER, start=at(10), reason="key_lost", prev_log=previous(old)).records[0]
    told = replace(lost, data={**lost.data, **change})
    assert together(11, alone(old), Journal((told,), Trust.SOUND)) is State.PAUSED


@pytest.mark.parametrize("named", [None, "", {}, {"log": 1}, []])
def test_a_beginning_that_names_no_journal_goes_on_from_none(named: Json) -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    new = Writer(LATER, start=at(10), reason="key_lost", prev_log=previous(old)).records[0]
    told = Journal((replace(new, data={**new.data, "prev_log": named}),), Trust.SOUND)
    assert {len(path) for path in successions([alone(old), told])} == {1}


def test_one_takeover_outlives_neither_its_key_nor_its_journal() -> None:
    old = Writer(HUSBAND).grant(1)
    new = Writer(LATER, start=at(10), reason="key_lost", prev_log=previous(old))
    assert together(11, alone(old)) is State.READY
    assert together(11, alone(old), alone(new)) is State.NONE
    set_aside = Journal(old.records, Trust.DOUBTFUL, at(5).t)
    assert together(11, set_aside, alone(new)) is State.NONE


@pytest.mark.parametrize("reason", ["rotate", "new_year"])
def test_a_consent_goes_on_in_the_next_journal(reason: str) -> None:
    old = Writer(HUSBAND).grant_lasting(1).grant(3, OTHER_CID)
    new = Writer(LATER, start=at(10), reason=reason, prev_log=previous(old))
    assert together(11, alone(old), alone(new)) is State.READY
    new.write(12, EventType.SESSION_STARTED, session(), OTHER_CID)
    assert together(13, alone(old), alone(new)) is State.LIVE
    new.write(14, EventType.WITHDRAWN, withdrawn(), OTHER_CID)
    assert together(15, alone(old), alone(new)) is State.PERMANENT
    assert together(30, alone(old), alone(renewed(new, 20))) is State.PERMANENT


def test_a_lost_key_counts_even_beside_a_rotation() -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    rotated = Writer(LATER, start=at(10), reason="rotate", prev_log=previous(old))
    lost = Writer(WIFE, start=at(11), reason="key_lost", prev_log=previous(old))
    assert together(12, alone(old), alone(rotated), alone(lost)) is State.PAUSED


def test_a_journal_set_aside_under_the_same_name_comes_before_the_new_one() -> None:
    old = Writer(HUSBAND).grant_lasting(1)
    new = Writer(HUSBAND, start=at(10), reason="corrupt", prev_log=previous(old))
    set_aside = Journal(old.records, Trust.DOUBTFUL, at(9).t)
    assert together(11, set_aside, alone(new)) is State.PAUSED
    assert together(20, set_aside, alone(renewed(new, 12, paused=False))) is State.PERMANENT


def test_of_two_set_aside_under_the_same_name_the_later_comes_before_the_new_one() -> None:
    first = Writer(HUSBAND)
    second = Writer(HUSBAND, start=at(5), reason="corrupt", prev_log=previous(first))
    second.grant_lasting(6).write(8, EventType.PAUSED, {"why": "terms"})
    third = Writer(HUSBAND, start=at(10), reason="rotate", prev_log=previous(second))
    assert together(11, alone(first), alone(second), alone(third)) is State.PAUSED
    renewed(third, 12, paused=False)
    assert together(20, alone(first), alone(second), alone(third)) is State.PERMANENT


def test_journals_that_name_each_other_are_all_heard() -> None:
    first, second = Writer(HUSBAND), Writer(WIFE)
    one = Writer(HUSBAND, prev_log=previous(second)).grant(1)
    two = Writer(WIFE, prev_log=previous(first)).write(5, EventType.WITHDRAWN, withdrawn())
    third = Writer(LATER, prev_log={**previous(first), "log": one.head.log})
    assert together(6, alone(one), alone(two)) is State.NONE
    assert together(6, alone(one), alone(two), alone(third)) is State.NONE
    heard = {id(j) for path in successions([alone(one), alone(two)]) for j in path}
    assert len(heard) == 2
