"""IDs in a person's own part of the registry: terminal servers, and left-overs."""

from typing import Optional

import pytest

from agent.state import Identity, IdentityState, Product, StaleIdentity
from agent.teamviewer.facts import KeyFacts
from agent.teamviewer.identity import decide_identity
from agent.windows_facts import ABSENT, ValueReading
from tests.unit.teamviewer_facts import (
    DENIED,
    FOLDER_32,
    FOLDER_64,
    OTHER,
    dword,
    facts,
    program,
    text,
    user,
    v32,
    v64,
)

MACHINE = KeyFacts(v64(), dword(987654321), FOLDER_64)
PERSON = KeyFacts(user(), user_client_id=dword(1122334455))
PROGRAMS = (program(FOLDER_64),)


def test_on_a_terminal_server_the_person_s_own_id_is_shown() -> None:
    identity = decide_identity(facts(MACHINE, PERSON, programs=PROGRAMS))
    assert (identity.state, identity.id) == (IdentityState.READY, "1122334455")
    assert (identity.source, identity.product) == ("user", Product.FULL)


def test_a_person_s_id_without_a_live_installation_is_stale() -> None:
    identity = decide_identity(facts(PERSON))
    assert identity == Identity(IdentityState.ABSENT, stale=(StaleIdentity("user", "1122334455"),))


@pytest.mark.parametrize("nothing", [ABSENT, dword(0)])
def test_a_person_without_an_own_id_uses_the_computer_s(nothing: ValueReading) -> None:
    person = KeyFacts(user(), user_client_id=nothing)
    assert decide_identity(facts(MACHINE, person, programs=PROGRAMS)).id == "987654321"


@pytest.mark.parametrize("junk", [OTHER, DENIED, text("r123456789")])
def test_a_person_s_unreadable_id_leaves_no_id(junk: ValueReading) -> None:
    person = KeyFacts(user(), user_client_id=junk)
    identity = decide_identity(facts(MACHINE, person, programs=PROGRAMS))
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_two_different_ids_of_one_person_leave_no_id() -> None:
    other = KeyFacts(user("9"), user_client_id=dword(123456789))
    identity = decide_identity(facts(MACHINE, PERSON, other, programs=PROGRAMS))
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_a_person_s_id_does_not_settle_a_disagreement_between_installations() -> None:
    second = KeyFacts(v32(), dword(123456789), FOLDER_32)
    programs = (*PROGRAMS, program(FOLDER_32))
    identity = decide_identity(facts(MACHINE, second, PERSON, programs=programs))
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_a_plain_id_of_a_person_beside_an_installation_is_stale() -> None:
    left_over = KeyFacts(user(), dword(123456789))
    identity = decide_identity(facts(MACHINE, left_over, programs=PROGRAMS))
    assert (identity.id, identity.source) == ("987654321", "registry64")
    assert identity.stale == (StaleIdentity("user", "123456789"),)


@pytest.mark.parametrize(
    ("present", "state", "shown"),
    [
        (True, IdentityState.READY, "123456789"),
        (False, IdentityState.ABSENT, None),
        (None, IdentityState.UNREADABLE, None),
    ],
)
def test_a_plain_id_of_a_person_counts_only_with_its_own_program(
    present: Optional[bool], state: IdentityState, shown: Optional[str]
) -> None:
    own = KeyFacts(user(), dword(123456789), "D:\\TV")
    identity = decide_identity(facts(own, programs=(program("D:\\TV", present=present),)))
    assert (identity.state, identity.id, identity.program) == (state, shown, None)


def test_a_person_s_own_program_with_another_id_leaves_no_id() -> None:
    own = KeyFacts(user(), dword(123456789), "D:\\TV")
    programs = (*PROGRAMS, program("D:\\TV"))
    identity = decide_identity(facts(MACHINE, own, programs=programs))
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_a_person_s_key_that_cannot_be_opened_leaves_no_id() -> None:
    refused = KeyFacts(user(), DENIED, DENIED, DENIED)
    identity = decide_identity(facts(MACHINE, refused, programs=PROGRAMS))
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_settings_of_a_person_without_any_id_mean_nothing() -> None:
    settings = KeyFacts(user(), ABSENT, FOLDER_64)
    identity = decide_identity(facts(settings, programs=PROGRAMS))
    assert identity == Identity(IdentityState.ABSENT)
