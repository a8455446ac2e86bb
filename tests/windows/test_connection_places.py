"""Every place that TeamViewer's lists can be in is looked at, and whether it writes any."""

import os
import sys
from pathlib import Path
from typing import Optional, Tuple

import pytest

from agent.connections import ConnectionLists, Recording
from agent.teamviewer.connections import places as list_places
from agent.teamviewer.connections.places import LIST_NAME
from agent.teamviewer.connections.reader import ListReader
from agent.windows_facts import Signature, Trust
from tests.unit.connection_rows import FIRST
from tests.windows.computer_state import (
    DOWNLOADS,
    TEMP,
    ComputerState,
    Key,
    Program,
    applied,
    write_key,
)
from tests.windows.refused_key import refused
from tests.windows.registry_states import CASES, F1
from tests.windows.state_parts import FOLDER_32, FOLDER_64, STRANGER, dword, text, v32, v64

assert sys.platform == "win32"

OF_PERSON = tuple(f"{os.environ[name]}\\TeamViewer" for name in ("APPDATA", "LOCALAPPDATA", "TEMP"))


def texts(found: ConnectionLists) -> Tuple[str, ...]:
    return tuple(one.row for one in found.rows)


def test_a_computer_without_teamviewer_has_folders_to_watch_and_no_connection() -> None:
    with applied(ComputerState()):
        reader = ListReader()
        assert reader.read(final=True) == ConnectionLists(Recording.UNKNOWN)
    assert reader.folders() == (FOLDER_64, FOLDER_32, *OF_PERSON)


@pytest.mark.parametrize(
    "folder",
    [FOLDER_64, FOLDER_32, f"{FOLDER_32}\\Version7", f"{FOLDER_64}\\Version5.1", *OF_PERSON],
)
def test_a_list_is_found_wherever_teamviewer_puts_it(folder: str) -> None:
    named = f"{folder}\\{LIST_NAME.lower()}"
    with applied(ComputerState(files=((named, FIRST.encode()),))):
        reader = ListReader()
        assert texts(reader.read()) == (FIRST,)
        assert folder in reader.folders()


def test_a_list_in_a_chosen_folder_is_found_also_when_its_program_is_gone() -> None:
    folder = f"{DOWNLOADS}\\TeamViewer\\Chosen"
    keys = (v32(text("InstallationDirectory", folder), below="Version8"),)
    with applied(ComputerState(keys, files=((f"{folder}\\{LIST_NAME}", FIRST.encode()),))):
        assert texts(ListReader().read()) == (FIRST,)


def test_a_connection_listed_in_two_places_is_one() -> None:
    files = tuple(
        (f"{folder}\\{LIST_NAME}", FIRST.encode()) for folder in (FOLDER_64, f"{TEMP}\\TeamViewer")
    )
    with applied(ComputerState(files=files)):
        assert texts(ListReader().read()) == (FIRST,)


def test_a_folder_on_another_computer_is_never_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", "\\\\192.0.2.1\\people\\anna")
    with applied(CASES["folder on a server"].state):
        folders = ListReader().folders()
    assert folders == (FOLDER_64, FOLDER_32, *OF_PERSON[1:])


@pytest.mark.parametrize("signer", ["TeamViewer Germany GmbH", "Somebody Else"])
def test_a_portable_teamviewer_s_own_folder_counts_by_its_signature_and_stays(
    signer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = Signature(Trust.SIGNED, signer)
    monkeypatch.setattr(list_places, "signature_of", lambda _: signature)
    list_places._signed_by_maker.cache_clear()
    folder = str(Path(STRANGER).parent)
    state = ComputerState(
        programs=(Program(STRANGER, "TeamViewer", runs=True),),
        files=((f"{folder}\\{LIST_NAME}", FIRST.encode()),),
    )
    is_genuine = signer.startswith("TeamViewer")
    with applied(state):
        reader = ListReader()
        assert texts(reader.read()) == ((FIRST,) if is_genuine else ())
    assert (folder in reader.folders()) is is_genuine


OFF = dword("LogIncomingConnections", 0)
VERSION_7 = CASES["F4"].state


@pytest.mark.parametrize(
    ("state", "key", "expected"),
    [
        (ComputerState(), None, Recording.UNKNOWN),
        (ComputerState(), v64(OFF), Recording.UNKNOWN),
        (F1, None, Recording.ON),
        (F1, v64(dword("LogIncomingConnections", 1), dword("Logging", 1)), Recording.ON),
        (F1, v64(OFF), Recording.OFF),
        (F1, v64(dword("Logging", 0)), Recording.OFF),
        (F1, v64(text("Logging", "0")), Recording.UNKNOWN),
        (F1, v32(OFF), Recording.ON),
        (CASES["F2"].state, v32(OFF), Recording.OFF),
        (VERSION_7, v32(dword("LogIncomingConnections", 1), below="Version7"), Recording.ON),
        (VERSION_7, v32(OFF, below="Version7"), Recording.OFF),
        (VERSION_7, v32(OFF, below="Version9"), Recording.ON),
        (CASES["F11"].state, None, Recording.OFF),
        (CASES["folder on a server"].state, None, Recording.UNKNOWN),
    ],
)
def test_recording_is_what_the_installation_that_is_there_says(
    state: ComputerState, key: Optional[Key], expected: Recording
) -> None:
    with applied(state):
        if key is not None:
            write_key(key)
        assert ListReader().read().recording is expected


def test_recording_that_is_switched_off_is_seen_at_the_next_reading() -> None:
    with applied(F1):
        reader = ListReader()
        assert reader.read().recording is Recording.ON
        write_key(v64(OFF))
        assert reader.read().recording is Recording.OFF


@pytest.mark.fault("registry key that cannot be read")
def test_a_key_that_refuses_leaves_recording_unknown() -> None:
    with applied(F1), refused(v64()):
        assert ListReader().read().recording is Recording.UNKNOWN
