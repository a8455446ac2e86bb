"""The doors of a real registry, real services and real programs; what refuses is in doubt."""

import json
import sys
import winreg
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict, Iterator, Optional, Tuple

import pytest
import win32service

from agent.doors import DoorName, Doors
from agent.doors_reader import read_doors
from agent.remote_tools.doors import REMOTE_DESKTOP
from agent.remote_tools.reader import load_tools
from agent.teamviewer.door_reader import read_door_facts
from agent.teamviewer.doors import teamviewer_doors
from tests.windows.computer_state import (
    DOWNLOADS,
    REMOTE_TOOL_SERVICE,
    ComputerState,
    Key,
    Program,
    Service,
    applied,
)
from tests.windows.refused_key import refused
from tests.windows.registry_states import CASES
from tests.windows.state_parts import FOLDER_64, binary, dword, text, v32, v64
from tests.windows.test_command_line import one_object, run

assert sys.platform == "win32"

NAMES = (
    "teamviewer_running",
    "permanent_password",
    "easy_access",
    "windows_logon",
    "starts_with_windows",
)
OPEN_IN: Dict[str, Tuple[str, ...]] = {
    "nothing": (),
    "F1": (),
    "F2": ("permanent_password", "starts_with_windows"),
    "F3": (),
    "F4": ("permanent_password",),
    "F5": (),
    "F7": ("easy_access",),
    "F7b": (),
    "F7c": ("windows_logon",),
    "F8": ("teamviewer_running",),
    "F8 ended": (),
    "F8b": ("teamviewer_running",),
    "F9": ("starts_with_windows",),
    "F9b": (),
    "F9g": (),
    "F10": (),
    "F11": (),
    "F12": (),
    "conflict": ("permanent_password", "starts_with_windows"),
}
F1 = CASES["F1"].state


def states() -> Dict[str, Optional[bool]]:
    return {door.name.value: door.open for door in teamviewer_doors(read_door_facts())}


def with_keys(*keys: Key) -> ComputerState:
    return replace(F1, keys=(*F1.keys, *keys))


@pytest.mark.parametrize("name", OPEN_IN)
def test_the_doors_of_every_known_state(name: str) -> None:
    with applied(CASES[name].state):
        assert states() == {door: door in OPEN_IN[name] for door in NAMES}


KEYS = {
    "64-bit": v64(binary("PermanentPassword", b"1")),
    "32-bit": v32(binary("PermanentPassword", b"1")),
    "another type": v64(text("PermanentPassword", "1")),
    "an old version": v32(binary("SecurityPasswordAES", b"1"), below="Version9"),
    "a version to come": v64(binary("PermanentPassword", b"1"), below="Version16"),
    "one of several": v64(("MultiPwdMgmtPWDs", winreg.REG_MULTI_SZ, ["AABB"])),
    "later form of several": v64(binary("MultiPwdMgmtPwdData", b"1")),
    "a megabyte": v64(binary("PermanentPassword", b"1" * 1_048_576)),
}


@pytest.mark.parametrize("place", KEYS)
def test_a_permanent_password_is_seen_wherever_it_is(place: str) -> None:
    with applied(with_keys(KEYS[place])):
        assert states()["permanent_password"] is True


NO_KEYS = {
    "an empty one": v64(binary("PermanentPassword", b"")),
    "an empty list": v64(("MultiPwdMgmtPWDs", winreg.REG_MULTI_SZ, [])),
    "a date alone": v64(text("PermanentPasswordDate", "20240131T090500")),
    "the lock of the options": v64(binary("OptionsPasswordAES", b"1")),
    "a proxy's": v64(binary("ProxyPasswordAES", b"1")),
    "the machine's": v64(binary("SRPPasswordMachineIdentifier", b"1")),
}


@pytest.mark.parametrize("place", NO_KEYS)
def test_what_opens_nothing_is_no_permanent_password(place: str) -> None:
    with applied(with_keys(NO_KEYS[place])):
        assert states()["permanent_password"] is False


@pytest.mark.parametrize("below", ["", "DefaultSettings"])
def test_a_window_that_starts_with_windows_is_seen(below: str) -> None:
    with applied(with_keys(v64(dword("Autostart_GUI", 1), below=below))):
        assert states()["starts_with_windows"] is True


@pytest.mark.fault("registry key that cannot be read")
def test_a_key_that_refuses_leaves_its_doors_in_doubt() -> None:
    key = v64(below="Version9")
    with applied(with_keys(key)), refused(key):
        assert states() == {
            "teamviewer_running": False,
            "permanent_password": None,
            "easy_access": None,
            "windows_logon": None,
            "starts_with_windows": None,
        }
        assert not read_doors().open
        assert not read_doors().all_shut


def test_a_refusal_hides_no_open_door() -> None:
    key = v64(below="Version9")
    state = with_keys(key, v32(binary("PermanentPassword", b"1")))
    with applied(state), refused(key):
        assert states()["permanent_password"] is True
        assert read_doors().open


def tools(doors: Doors) -> Dict[str, Optional[bool]]:
    return {door.tool: door.open for door in doors.doors if door.tool}


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (win32service.SERVICE_AUTO_START, True),
        (win32service.SERVICE_DEMAND_START, True),
        (win32service.SERVICE_DISABLED, False),
    ],
)
def test_the_service_of_another_remote_tool_is_a_door(start: int, expected: bool) -> None:
    command = '"C:\\Tools\\ScreenConnect.ClientService.exe" "?e=Access"'
    with applied(ComputerState(services=(Service(REMOTE_TOOL_SERVICE, command, start),))):
        assert tools(read_doors())["ScreenConnect (ConnectWise)"] is expected


def test_another_remote_tool_that_runs_is_a_door() -> None:
    program = Program(f"{DOWNLOADS}\\TeamViewer\\AnyDesk-1a2b.exe", "AnyDesk", runs=True)
    with applied(ComputerState(programs=(program,))):
        assert tools(read_doors())["AnyDesk"] is True


@pytest.mark.parametrize("content", [None, b"tool = 1", b"\xff", b"#" * 70_000])
def test_without_a_right_table_other_tools_are_in_doubt_and_the_rest_is_told(
    content: Optional[bytes], tmp_path: Path
) -> None:
    table = tmp_path / "tools.toml"
    if content is not None:
        table.write_bytes(content)
    with applied(CASES["F2"].state):
        doors = read_doors(table)
    assert doors.is_open(DoorName.OTHER_REMOTE_TOOL) is None
    assert doors.is_open(DoorName.PERMANENT_PASSWORD) is True


def test_the_table_beside_the_program_can_be_used() -> None:
    assert len(load_tools()) > 20


TERMINAL_SERVER = "SYSTEM\\CurrentControlSet\\Control\\Terminal Server"
REFUSES = "fDenyTSConnections"


@pytest.fixture
def remote_desktop_setting() -> Iterator[winreg.HKEYType]:
    """Windows' own key of remote desktop, on a computer where nobody set it."""
    rights = winreg.KEY_READ | winreg.KEY_SET_VALUE
    with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, TERMINAL_SERVER, 0, rights) as key:
        try:
            winreg.QueryValueEx(key, REFUSES)
        except FileNotFoundError:
            yield key
            winreg.DeleteValue(key, REFUSES)
        else:
            pytest.skip("remote desktop is set on this computer, and its setting is left alone")


def test_remote_desktop_that_is_allowed_is_a_door(
    remote_desktop_setting: winreg.HKEYType,
) -> None:
    assert tools(read_doors())[REMOTE_DESKTOP] is None
    winreg.SetValueEx(remote_desktop_setting, REFUSES, 0, winreg.REG_DWORD, 0)
    assert tools(read_doors())[REMOTE_DESKTOP] is True


def test_when_everything_is_known_and_shut_the_answer_is_yes(
    remote_desktop_setting: winreg.HKEYType, tmp_path: Path
) -> None:
    winreg.SetValueEx(remote_desktop_setting, REFUSES, 0, winreg.REG_DWORD, 1)
    with applied(CASES["F9b"].state):
        done = run("doors", "--json", data=tmp_path)
        told = lines(tmp_path, "fr")
    answer = one_object(done)
    assert [door["open"] for door in answer["doors"]] == [False] * 6
    assert (answer["open"], done.returncode) == (False, 0)
    assert "sont fermées" in told


def lines(data: Path, language: str) -> str:
    return run("doors", data=data, language=language).stdout.decode("utf-8")


def test_the_command_line_tells_every_door_and_how_to_shut_it(tmp_path: Path) -> None:
    with applied(CASES["F7"].state):
        done = run("doors", "--json", data=tmp_path)
        french, english = lines(tmp_path, "fr"), lines(tmp_path, "en")
    answer: Dict[str, Any] = one_object(done)
    assert done.returncode == 1
    assert set(answer) == {"open", "doors"}
    assert answer["open"] is True
    assert all(set(door) == {"door", "open", "detail"} for door in answer["doors"])
    assert tuple(door["door"] for door in answer["doors"][:5]) == NAMES
    assert {door["door"] for door in answer["doors"][5:]} == {"other_remote_tool"}
    assert "Accès facile" in french
    assert "Easy Access" in english
    assert len(french.splitlines()) == len(english.splitlines()) == len(answer["doors"]) + 1


def test_doors_that_cannot_be_told_are_null_and_no_yes(tmp_path: Path) -> None:
    key = v64(dword("ClientID", 1), text("InstallationDirectory", FOLDER_64))
    with applied(replace(F1, keys=(key,))), refused(key):
        done = run("doors", "--json", data=tmp_path)
        told = lines(tmp_path, "fr")
    answer = one_object(done)
    of = {door["door"]: door["open"] for door in answer["doors"]}
    assert (of["permanent_password"], of["easy_access"], of["windows_logon"]) == (None, None, None)
    assert done.returncode == 1
    assert "sont fermées" not in told
    assert json.dumps(answer).count("null") >= 3
