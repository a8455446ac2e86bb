"""Which installed TeamViewer's ID is read out, and when none is."""

from typing import Tuple

import pytest

from agent.state import Identity, IdentityState, LiveInstallation, Product, StaleIdentity
from agent.teamviewer.facts import KeyFacts
from agent.teamviewer.identity import decide_identity
from agent.teamviewer.places import Place
from agent.windows_facts import ABSENT, Unreadable, ValueReading
from tests.unit.teamviewer_facts import (
    DENIED,
    FOLDER_32,
    FOLDER_64,
    OTHER,
    dword,
    facts,
    process,
    program,
    qword,
    service,
    services,
    text,
    v32,
    v64,
)


def test_a_modern_installation_shows_its_id_and_what_it_is() -> None:
    key = KeyFacts(v64(), dword(0x499602D2), FOLDER_64, version="15.75.5")
    identity = decide_identity(
        facts(
            key,
            programs=(program(FOLDER_64),),
            found_services=services(service("TeamViewer", FOLDER_64, running=True)),
        )
    )
    assert identity == Identity(
        IdentityState.READY,
        id="1234567890",
        source="registry64",
        product=Product.FULL,
        version="15.75.5",
        running=True,
        program=f"{FOLDER_64}\\TeamViewer.exe",
    )
    assert identity.display == "1 234 567 890"


def test_a_32_bit_host_without_a_named_folder_is_found_by_its_service() -> None:
    key = KeyFacts(v32(), dword(0x075BCD15), version="14.7.48799 HC")
    identity = decide_identity(
        facts(
            key,
            programs=(program(FOLDER_32, "Host"),),
            found_services=services(service("TeamViewer", FOLDER_32)),
        )
    )
    assert identity == Identity(
        IdentityState.READY,
        id="123456789",
        source="registry32",
        product=Product.HOST,
        version="14.7.48799",
        program=f"{FOLDER_32}\\TeamViewer.exe",
    )


def test_a_stale_id_is_listed_and_never_shown() -> None:
    stale = KeyFacts(v32(), dword(112233445), FOLDER_32)
    live = KeyFacts(v64(), dword(0x3ADE68B1), FOLDER_64)
    identity = decide_identity(
        facts(
            stale,
            live,
            programs=(program(FOLDER_64), program(FOLDER_32, present=False)),
            found_services=services(service("TeamViewer", FOLDER_64)),
        )
    )
    assert (identity.id, identity.source) == ("987654321", "registry64")
    assert identity.stale == (StaleIdentity("registry32", "112233445"),)
    assert identity.conflicting == ()


def test_an_old_version_is_read_from_its_own_subkey() -> None:
    folder = f"{FOLDER_32}\\Version7"
    identity = decide_identity(
        facts(
            KeyFacts(v32(), is_container=True),
            KeyFacts(v32("9")),
            KeyFacts(v32("7"), dword(0x417DD478), folder, version="7.0.43148"),
            programs=(program(folder),),
            found_services=services(service("TeamViewer7", folder)),
        )
    )
    assert (identity.id, identity.source) == ("1098765432", "registry32:Version7")
    assert identity.version == "7.0.43148"
    assert identity.stale == (StaleIdentity("registry32:Version9", None),)


@pytest.mark.parametrize("client_id", [ABSENT, dword(0), text("0")])
def test_an_installation_without_an_id_is_waiting(client_id: ValueReading) -> None:
    key = KeyFacts(v64(), client_id, FOLDER_64, version="15.64.5")
    identity = decide_identity(facts(key, programs=(program(FOLDER_64),)))
    assert (identity.state, identity.id) == (IdentityState.WAITING, None)
    assert (identity.source, identity.product) == ("registry64", Product.FULL)


@pytest.mark.parametrize(
    "client_id",
    [
        text("s12-345-678"),
        text(""),
        OTHER,
        dword(12),
        qword(10**12),
        Unreadable("1048576 bytes"),
    ],
)
def test_an_unreadable_value_is_never_shown_as_an_id(client_id: ValueReading) -> None:
    key = KeyFacts(v64(), client_id, FOLDER_64)
    identity = decide_identity(facts(key, programs=(program(FOLDER_64),)))
    assert (identity.state, identity.id) == (IdentityState.UNREADABLE, None)


@pytest.mark.fault("registry key that cannot be read")
def test_an_unreadable_key_is_never_shown_as_absent() -> None:
    identity = decide_identity(facts(KeyFacts(v64(), DENIED, DENIED)))
    assert identity.state is IdentityState.UNREADABLE


def test_an_unreadable_key_beside_a_certain_one_leaves_no_id() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), DENIED, DENIED),
            KeyFacts(v32(), dword(123456789)),
            programs=(program(FOLDER_32),),
        )
    )
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)
    assert {one.source for one in identity.conflicting} == {"registry64", "registry32"}


def test_two_live_installations_that_disagree_are_both_named_and_no_id_is_shown() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), dword(987654321), FOLDER_64, version="15.75.5"),
            KeyFacts(v32("9"), dword(123456789), version="9.0.1"),
            programs=(program(FOLDER_64), program(f"{FOLDER_32}\\Version9")),
        )
    )
    assert (identity.state, identity.id, identity.source) == (IdentityState.CONFLICT, None, None)
    assert identity.conflicting == (
        LiveInstallation("registry64", "15.75.5", FOLDER_64),
        LiveInstallation("registry32:Version9", "9.0.1", f"{FOLDER_32}\\Version9"),
    )


def test_two_live_installations_that_agree_are_one_answer() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v32(), dword(987654321)),
            KeyFacts(v64(), dword(987654321)),
            programs=(program(FOLDER_64), program(FOLDER_32)),
        )
    )
    assert (identity.state, identity.id) == (IdentityState.READY, "987654321")


def test_one_that_waits_does_not_hide_the_id_of_another() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), ABSENT, FOLDER_64),
            KeyFacts(v32(), dword(123456789)),
            programs=(program(FOLDER_64), program(FOLDER_32)),
        )
    )
    assert (identity.state, identity.id) == (IdentityState.READY, "123456789")
    assert identity.source == "registry32"


def test_one_that_is_unreadable_leaves_doubt_about_the_id_of_another() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), OTHER, FOLDER_64),
            KeyFacts(v32(), dword(123456789)),
            programs=(program(FOLDER_64), program(FOLDER_32)),
        )
    )
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_only_stale_keys_mean_absent() -> None:
    identity = decide_identity(
        facts(KeyFacts(v64(), dword(987654321), FOLDER_64), KeyFacts(v32("8"), dword(123456789)))
    )
    assert identity.state is IdentityState.ABSENT
    assert identity.stale == (
        StaleIdentity("registry64", "987654321"),
        StaleIdentity("registry32:Version8", "123456789"),
    )


def test_no_trace_at_all_means_absent() -> None:
    assert decide_identity(facts()) == Identity(IdentityState.ABSENT)


def test_a_program_that_could_not_be_looked_for_makes_no_id_certain() -> None:
    key = KeyFacts(v64(), dword(987654321), FOLDER_64)
    identity = decide_identity(facts(key, programs=(program(FOLDER_64, present=None),)))
    assert (identity.state, identity.id) == (IdentityState.UNREADABLE, None)


def test_a_service_keeps_its_key_live_when_the_program_is_gone() -> None:
    key = KeyFacts(v64(), dword(987654321), FOLDER_64)
    identity = decide_identity(
        facts(
            key,
            programs=(program(FOLDER_64, present=False),),
            found_services=services(service("TeamViewer", FOLDER_64)),
        )
    )
    assert identity.id == "987654321"


@pytest.mark.parametrize("place", [v64(), v32()])
def test_a_service_elsewhere_belongs_to_the_only_key_of_its_version(place: Place) -> None:
    key = KeyFacts(place, dword(987654321), FOLDER_64)
    identity = decide_identity(
        facts(key, found_services=services(service("TeamViewer", "D:\\Apps\\TV")))
    )
    assert (identity.id, identity.source) == ("987654321", place.source)


@pytest.mark.parametrize(
    ("folder", "source"), [(FOLDER_64, "registry64"), (FOLDER_32, "registry32")]
)
def test_a_service_without_a_key_is_a_teamviewer_that_waits(folder: str, source: str) -> None:
    identity = decide_identity(facts(found_services=services(service("TeamViewer", folder))))
    assert (identity.state, identity.source) == (IdentityState.WAITING, source)


def test_a_service_that_cannot_be_looked_into_is_still_there() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), dword(987654321)),
            found_services=services(unreadable=("TeamViewer", "SomeGuard")),
        )
    )
    assert (identity.state, identity.id) == (IdentityState.READY, "987654321")


def test_another_program_s_unreadable_service_is_no_teamviewer() -> None:
    identity = decide_identity(facts(found_services=services(unreadable=("SomeGuard",))))
    assert identity.state is IdentityState.ABSENT


@pytest.mark.parametrize("keys", [(), (KeyFacts(v64(), dword(987654321)),)])
def test_without_the_list_of_services_nothing_is_called_absent(keys: Tuple[KeyFacts, ...]) -> None:
    identity = decide_identity(facts(*keys, found_services=DENIED))
    assert (identity.state, identity.id) == (IdentityState.UNREADABLE, None)


def test_version_5_1_owns_the_service_of_version_5() -> None:
    key = KeyFacts(v32("5.1"), dword(123456789))
    identity = decide_identity(
        facts(key, found_services=services(service("TeamViewer5", "D:\\Old")))
    )
    assert (identity.id, identity.source) == ("123456789", "registry32:Version5.1")


@pytest.mark.parametrize("place", [v64("10"), v64("15")])
def test_a_left_over_version_key_does_not_claim_the_main_key_s_program(place: Place) -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), dword(987654321)),
            KeyFacts(place, dword(123456789)),
            programs=(program(FOLDER_64),),
        )
    )
    assert identity.id == "987654321"
    assert identity.stale == (StaleIdentity(place.source, "123456789"),)


def test_a_program_running_from_the_folder_means_running() -> None:
    key = KeyFacts(v64(), dword(987654321))
    there = process(f"{FOLDER_64.upper()}\\TeamViewer.exe")
    elsewhere = process("C:\\Users\\u\\Downloads\\TeamViewer.exe")
    programs = (program(FOLDER_64),)
    assert decide_identity(facts(key, programs=programs, processes=(there,))).running
    assert not decide_identity(facts(key, programs=programs, processes=(elsewhere,))).running


def test_a_process_whose_path_is_withheld_is_never_called_not_running() -> None:
    key = KeyFacts(v64(), dword(987654321))
    identity = decide_identity(
        facts(key, programs=(program(FOLDER_64),), processes=(process(None),))
    )
    assert identity.running
