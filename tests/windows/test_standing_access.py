"""Permanent passwords are taken away everywhere, and no byte of them ever comes to light."""

import base64
import sys
import winreg
import zipfile
from pathlib import Path
from typing import List, Mapping, Set, Tuple

import pytest

from agent.teamviewer.door_reader import read_door_facts
from agent.teamviewer.doors import teamviewer_doors
from agent.teamviewer.removal import Removal, ServiceNotStoppedError
from agent.teamviewer.standing_access import remove_standing_access
from agent.win32.advapi32 import query_value
from agent.win32.registry import open_key
from agent.win32.registry_deletion import delete_values
from agent.windows_facts import RegistryKey
from tests.windows.computer_state import ComputerState, Key, applied
from tests.windows.refused_key import refused
from tests.windows.state_parts import binary, dword, text, user, v32, v64
from tests.windows.test_command_line import run

assert sys.platform == "win32"

SECRET = "Gr1llon-Planté"  # noqa: S105 - planted, to be found nowhere
BYTES = SECRET.encode("utf-16-le")
PLANTED = (
    v64(
        dword("ClientID", 0x499602D2),
        binary("PermanentPassword", BYTES),
        text("PermanentPasswordDate", "20240131T090500"),
        binary("OptionsPasswordAES", b"stays"),
        ("MultiPwdMgmtIDs", winreg.REG_MULTI_SZ, ["admin"]),
        binary("MultiPwdMgmtPwdData", BYTES),
    ),
    v64(text("SecurityPasswordExported", SECRET), below="Temp"),
    v64(binary("PermanentPassword", BYTES), below="Version16"),
    v32(binary("PermanentPassword", BYTES), text("PermanentPasswordDate", "x")),
    v32(
        binary("SecurityPasswordAES", BYTES),
        ("MultiPwdMgmtIDs", winreg.REG_MULTI_SZ, ["admin"]),
        ("MultiPwdMgmtPWDs", winreg.REG_MULTI_SZ, [SECRET]),
        below="Version7",
    ),
    v32(text("SecurityPasswordExported", SECRET), below="Version7\\Temp"),
    user(binary("PermanentPassword", BYTES)),
)
STATE = ComputerState(keys=PLANTED)
KEPT = {"ClientID", "OptionsPasswordAES"}


def names_in(key: Key) -> Set[str]:
    with winreg.OpenKeyEx(key.hive, key.path, 0, winreg.KEY_READ | key.view) as opened:
        count = winreg.QueryInfoKey(opened)[1]
        return {winreg.EnumValue(opened, index)[0] for index in range(count)}


def names_left() -> Set[str]:
    return {name for key in PLANTED for name in names_in(key)}


def password_door() -> object:
    doors = teamviewer_doors(read_door_facts())
    return next(door.open for door in doors if door.name.value == "permanent_password")


def test_every_permanent_password_is_gone_from_both_views_and_all_versions() -> None:
    with applied(STATE):
        assert password_door() is True
        removal = remove_standing_access(service_is_stopped=True)
        assert removal.ok
        assert names_left() == KEPT
        assert password_door() is False
    assert {source for source, _ in removal.removed} == {
        "registry64",
        "registry64:Version16",
        "registry32",
        "registry32:Version7",
        "user",
    }
    assert len(removal.removed) == sum(len(key.values) for key in PLANTED) - len(KEPT)


def test_removing_again_or_from_nothing_is_a_success() -> None:
    with applied(STATE):
        remove_standing_access(service_is_stopped=True)
        assert remove_standing_access(service_is_stopped=True) == Removal()
    with applied(ComputerState()):
        assert remove_standing_access(service_is_stopped=True) == Removal()


def test_nothing_is_touched_while_the_service_may_run() -> None:
    with applied(STATE):
        before = names_left()
        with pytest.raises(ServiceNotStoppedError) as raised:
            remove_standing_access(service_is_stopped=False)
        assert names_left() == before
    assert raised.value.title.key == "doors.not_stopped"


@pytest.mark.parametrize("rights", [winreg.KEY_SET_VALUE, winreg.KEY_QUERY_VALUE])
def test_a_key_that_refuses_is_told_and_keeps_no_other(rights: int) -> None:
    stubborn = PLANTED[2]
    with applied(STATE):
        with refused(stubborn, rights):
            removal = remove_standing_access(service_is_stopped=True)
        assert names_in(stubborn) == {name for name, _, _ in stubborn.values}
        assert names_left() == KEPT | names_in(stubborn)
    assert not removal.ok
    assert {(left.source, left.why) for left in removal.left} == {
        ("registry64:Version16", "Windows error 5")
    }


def test_keys_that_cannot_be_listed_are_not_taken_for_clean() -> None:
    with applied(STATE), refused(PLANTED[0], winreg.KEY_ENUMERATE_SUB_KEYS):
        removal = remove_standing_access(service_is_stopped=True)
    assert ("registry64", "") in {(left.source, left.name) for left in removal.left}


def test_a_value_that_is_written_back_is_left_and_not_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def delete_and_write_back(key: RegistryKey, names: Tuple[str, ...]) -> Mapping[str, object]:
        done = delete_values(key, names)
        with open_key(key, winreg.KEY_SET_VALUE) as opened:
            for name in names:
                winreg.SetValueEx(opened, name, 0, winreg.REG_BINARY, b"again")
        return done

    target = "agent.teamviewer.standing_access.delete_values"
    monkeypatch.setattr(target, delete_and_write_back)
    with applied(ComputerState(keys=(PLANTED[3],))):
        removal = remove_standing_access(service_is_stopped=True)
    assert not removal.ok
    assert not removal.removed
    assert {left.why for left in removal.left} == {"it came back"}


def test_no_byte_of_a_password_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: List[str] = []

    def watched(handle: int, name: str, *rest: object) -> int:
        if rest[2] is not None:
            fetched.append(name)
        return int(query_value(handle, name, *rest))

    monkeypatch.setattr("agent.win32.registry.query_value", watched)
    with applied(STATE):
        read_door_facts()
        remove_standing_access(service_is_stopped=True)
    assert "ClientID" in fetched
    assert not [name for name in fetched if "Pwd" in name or "Password" in name]


def spellings() -> List[bytes]:
    """The planted secret in every form in which it could slip out."""
    forms = [BYTES, SECRET.encode("utf-8"), SECRET.encode("unicode_escape")]
    return [*forms, BYTES.hex().encode(), base64.b64encode(BYTES), repr(BYTES)[2:-1].encode()]


def test_a_planted_password_appears_in_no_output(tmp_path: Path) -> None:
    report = tmp_path / "report.zip"
    outputs: List[bytes] = []
    with applied(STATE):
        for command in (("doors",), ("doors", "--json"), ("diagnose", str(report))):
            done = run(*command, data=tmp_path)
            outputs += [done.stdout, done.stderr]
        outputs.append(repr(remove_standing_access(service_is_stopped=True)).encode())
    with zipfile.ZipFile(report) as archive:
        outputs += [archive.read(name) for name in archive.namelist()]
        assert b"permanent_password" in archive.read("doors.json")
    outputs += [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    everything = b"\n".join(outputs)
    assert b"mot de passe permanent est enregistr" in everything
    assert [form for form in spellings() if form in everything] == []
