"""The identity read from real keys, services, programs, processes and logs."""

import codecs
import os
import sys
import winreg
from dataclasses import replace
from pathlib import Path
from typing import Optional

import pytest

from agent.state import IdentityState, Product
from agent.teamviewer.reader import read_identity
from tests.windows.computer_state import (
    MARKER,
    ComputerInUseError,
    ComputerState,
    Program,
    applied,
    write_key,
)
from tests.windows.refused_key import refused
from tests.windows.registry_states import CASES, F1, F1_ID
from tests.windows.state_parts import (
    FOLDER_64,
    HEADER,
    LOG,
    STRANGER,
    UNPACKED,
    dword,
    user,
    v64,
)

assert sys.platform == "win32"

QUICKSUPPORT = ComputerState(programs=(Program(UNPACKED, "TeamViewer", runs=True),))


@pytest.mark.parametrize("name", CASES)
def test_every_state_of_a_computer_shows_its_identity(name: str) -> None:
    case = CASES[name]
    with applied(case.state):
        assert read_identity() == case.identity


def test_what_the_tests_put_there_is_gone_afterwards() -> None:
    for name in ("F2", "F4", "F8", "terminal server"):
        with applied(CASES[name].state):
            pass
    assert read_identity() == CASES["nothing"].identity


def test_a_computer_with_a_teamviewer_is_never_touched_by_the_tests() -> None:
    with applied(F1):
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, MARKER)
        with pytest.raises(ComputerInUseError), applied(ComputerState()):
            pass
        assert read_identity() == F1_ID


def test_an_id_that_comes_later_is_picked_up() -> None:
    with applied(CASES["F5"].state):
        assert read_identity().state is IdentityState.WAITING
        write_key(v64(dword("ClientID", 1234567890)))
        assert read_identity().id == "1234567890"


@pytest.mark.fault("registry key that cannot be read")
def test_a_key_that_refuses_is_never_shown_as_absent_or_as_an_id() -> None:
    with applied(F1), refused(v64()):
        identity = read_identity()
    assert (identity.state, identity.id) == (IdentityState.UNREADABLE, None)


def test_a_key_that_refuses_beside_a_certain_one_leaves_no_id() -> None:
    both = replace(F1, keys=(*F1.keys, *CASES["F2"].state.keys))
    with applied(replace(both, programs=CASES["F2"].state.programs)), refused(v64()):
        identity = read_identity()
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_a_person_s_key_that_refuses_leaves_no_id() -> None:
    with applied(CASES["terminal server"].state), refused(user()):
        identity = read_identity()
    assert (identity.state, identity.id) == (IdentityState.CONFLICT, None)


def test_a_program_running_from_the_installation_is_reported_as_running() -> None:
    there = Program(f"{FOLDER_64}\\TeamViewer.exe", runs=True)
    with applied(replace(F1, programs=(there,))):
        assert read_identity() == replace(F1_ID, running=True)


def test_a_stranger_beside_an_installation_is_named_and_changes_nothing() -> None:
    stranger = Program(STRANGER, "TeamViewer", runs=True)
    with applied(replace(F1, programs=(*F1.programs, stranger))):
        assert read_identity() == replace(F1_ID, strangers=(STRANGER,))


def test_a_renamed_program_that_says_it_is_teamviewer_is_a_stranger_without_a_signature() -> None:
    helpdesk = str(Path(STRANGER).with_name("Helpdesk.exe"))
    renamed = Program(helpdesk, "TeamViewer QuickSupport", runs=True)
    with applied(ComputerState(programs=(renamed,))):
        identity = read_identity()
    assert (identity.state, identity.strangers) == (IdentityState.ABSENT, (helpdesk,))


def test_a_quicksupport_without_a_log_is_waiting() -> None:
    with applied(QUICKSUPPORT):
        identity = read_identity()
    assert (identity.state, identity.running) == (IdentityState.WAITING, True)
    assert identity.product is Product.QUICKSUPPORT


@pytest.mark.fault("log of 50 MB", "log that is not text")
@pytest.mark.parametrize(
    ("content", "state", "shown"),
    [
        (HEADER.format(0).encode(), IdentityState.WAITING, None),
        (HEADER.format("12").encode(), IdentityState.UNREADABLE, None),
        (
            codecs.BOM_UTF16_LE + HEADER.format(987654321).encode("utf-16-le"),
            IdentityState.READY,
            "987654321",
        ),
        (codecs.BOM_UTF8 + HEADER.format(987654321).encode(), IdentityState.READY, "987654321"),
        (
            HEADER.format(987654321).encode() + b"noise\r\n" * 7_500_000,
            IdentityState.READY,
            "987654321",
        ),
        (bytes(range(256)) * 8192, IdentityState.WAITING, None),
    ],
    ids=["zero", "short", "UTF-16", "UTF-8 mark", "50 MB", "junk"],
)
def test_every_kind_of_log_is_read_or_refused(
    content: bytes, state: IdentityState, shown: Optional[str]
) -> None:
    with applied(replace(QUICKSUPPORT, files=((LOG, content),))):
        identity = read_identity()
    assert (identity.state, identity.id) == (state, shown)


def test_the_newest_log_counts_and_an_old_one_never() -> None:
    beside = str(Path(UNPACKED).with_name("TeamViewer9_Logfile.log"))
    rolled = str(Path(UNPACKED).with_name("TeamViewer15_Logfile_OLD.log"))
    files = (
        (LOG, HEADER.format(111111111).encode()),
        (beside, HEADER.format(987654321).encode()),
        (rolled, HEADER.format(222222222).encode()),
    )
    with applied(replace(QUICKSUPPORT, files=files)):
        _make_older(LOG)
        assert read_identity().id == "987654321"


def _make_older(path: str) -> None:
    os.utime(path, (1_000_000_000, 1_000_000_000))
