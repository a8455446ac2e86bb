"""The ID of a TeamViewer that runs without being installed, and of no other program."""

from typing import Optional

import pytest

from agent.state import IdentityState, Product, StaleIdentity
from agent.teamviewer.facts import FileReading, KeyFacts
from agent.teamviewer.identity import decide_identity
from agent.windows_facts import ABSENT, Signature, Trust, Unreadable
from tests.unit.teamviewer_facts import (
    DENIED,
    FOLDER_64,
    SIGNED,
    TEMP_FOLDER,
    UNSIGNED,
    dword,
    facts,
    file,
    log,
    program,
    running,
    user,
    v64,
)

DOWNLOADS = "C:\\Users\\u\\Downloads"


def test_a_running_quicksupport_s_id_comes_from_its_log() -> None:
    identity = decide_identity(
        facts(portable=(running(TEMP_FOLDER, UNSIGNED),), newest_log=log("1234567890"))
    )
    assert (identity.state, identity.id) == (IdentityState.READY, "1234567890")
    assert (identity.source, identity.running) == ("log", True)
    assert (identity.product, identity.version) == (Product.QUICKSUPPORT, "15.64.5.0")
    assert (identity.strangers, identity.program) == ((), None)


def test_the_log_of_a_quicksupport_that_ended_is_stale() -> None:
    identity = decide_identity(facts(newest_log=log("1234567890")))
    assert (identity.state, identity.id) == (IdentityState.ABSENT, None)
    assert identity.stale == (StaleIdentity("log", "1234567890"),)


@pytest.mark.parametrize(
    "signature", [UNSIGNED, Signature(Trust.SIGNED, "Someone Else Ltd"), Signature(Trust.UNKNOWN)]
)
def test_a_program_that_only_calls_itself_teamviewer_is_never_a_source(
    signature: Signature,
) -> None:
    identity = decide_identity(
        facts(portable=(running(DOWNLOADS, signature),), newest_log=log("1234567890"))
    )
    assert identity.id is None
    assert identity.state is not IdentityState.READY
    assert identity.strangers == (f"{DOWNLOADS}\\TeamViewer.exe",)


def test_an_unsigned_stranger_is_no_teamviewer() -> None:
    identity = decide_identity(facts(portable=(running(DOWNLOADS, UNSIGNED),)))
    assert (identity.state, identity.running) == (IdentityState.ABSENT, False)


@pytest.mark.parametrize("folder", [DOWNLOADS, None])
def test_a_running_program_that_cannot_be_verified_is_not_called_absent(
    folder: Optional[str],
) -> None:
    unknown = Signature(Trust.UNKNOWN)
    identity = decide_identity(facts(portable=(running(folder, unknown),)))
    assert (identity.state, identity.running) == (IdentityState.UNREADABLE, True)


def test_without_the_list_of_processes_nothing_is_called_absent() -> None:
    assert decide_identity(facts(processes=DENIED)).state is IdentityState.UNREADABLE


def test_a_stranger_is_named_beside_an_installed_teamviewer_and_changes_nothing() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), dword(987654321), FOLDER_64),
            programs=(program(FOLDER_64),),
            portable=(running(DOWNLOADS, UNSIGNED),),
            newest_log=log("1234567890"),
        )
    )
    assert identity.id == "987654321"
    assert identity.strangers == (f"{DOWNLOADS}\\TeamViewer.exe",)


def test_a_renamed_quicksupport_is_known_by_its_signature() -> None:
    helpdesk = running(DOWNLOADS, SIGNED, name="TeamViewer QuickSupport", file="Helpdesk.exe")
    identity = decide_identity(facts(portable=(helpdesk,), newest_log=log("1234567890")))
    assert (identity.id, identity.product) == ("1234567890", Product.QUICKSUPPORT)
    assert identity.program == f"{DOWNLOADS}\\Helpdesk.exe"


def test_a_portable_copy_s_settings_file_states_its_id() -> None:
    copy = running("D:\\TV", ini=file("[Settings]\r\nClientID=987654321\r\n"))
    identity = decide_identity(facts(portable=(copy,)))
    assert (identity.id, identity.source) == ("987654321", "ini")
    assert identity.product is Product.PORTABLE


@pytest.mark.parametrize(
    "ini",
    [
        file("ClientID=987654321\nClientID=123456789\n"),
        file("ClientID=12\n"),
        file("[Settings]\n"),
        file("ClientIC=987654321\n"),
        DENIED,
    ],
)
def test_a_settings_file_that_leaves_doubt_states_nothing(ini: FileReading) -> None:
    identity = decide_identity(
        facts(portable=(running("D:\\TV", ini=ini),), newest_log=log("1234567890"))
    )
    assert (identity.id, identity.source) == ("1234567890", "log")


def test_a_settings_file_and_a_log_that_disagree_leave_no_id() -> None:
    copy = running("D:\\TV", ini=file("ClientID=987654321\n"))
    identity = decide_identity(facts(portable=(copy,), newest_log=log("1234567890")))
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)
    assert [one.source for one in identity.conflicting] == ["ini", "log"]


@pytest.mark.parametrize("newest_log", [ABSENT, log("0"), file("nothing\n")])
def test_a_quicksupport_without_an_id_in_its_log_is_waiting(newest_log: FileReading) -> None:
    identity = decide_identity(facts(portable=(running(TEMP_FOLDER),), newest_log=newest_log))
    assert (identity.state, identity.running) == (IdentityState.WAITING, True)


@pytest.mark.parametrize("newest_log", [Unreadable("Windows error 32"), log("12")])
def test_a_log_that_cannot_be_understood_gives_no_id(newest_log: FileReading) -> None:
    identity = decide_identity(facts(portable=(running(TEMP_FOLDER),), newest_log=newest_log))
    assert (identity.state, identity.id) == (IdentityState.UNREADABLE, None)


def test_a_quicksupport_beside_an_installation_with_another_id_leaves_no_id() -> None:
    identity = decide_identity(
        facts(
            KeyFacts(v64(), dword(987654321), FOLDER_64),
            programs=(program(FOLDER_64),),
            portable=(running(TEMP_FOLDER),),
            newest_log=log("1234567890"),
        )
    )
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_a_person_s_id_counts_while_a_portable_teamviewer_runs() -> None:
    key = KeyFacts(user(), dword(987654321))
    identity = decide_identity(facts(key, portable=(running(TEMP_FOLDER),)))
    assert (identity.id, identity.source, identity.stale) == ("987654321", "user", ())
