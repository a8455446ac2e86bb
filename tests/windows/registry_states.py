"""The states of a computer that TeamViewer leaves, by name, and the identity each must show.

`with applied(CASES["F1"].state):` puts one there. All numbers, names and secrets are invented.
"""

import sys
import winreg
from dataclasses import dataclass, replace
from typing import Dict

import win32service

from agent.state import Identity, IdentityState, LiveInstallation, Product, StaleIdentity
from tests.windows.computer_state import ComputerState, Key, Program, Service
from tests.windows.state_parts import (
    FOLDER_32,
    FOLDER_64,
    HEADER,
    LOG,
    STRANGER,
    UNPACKED,
    Value,
    binary,
    dword,
    program,
    service,
    text,
    user,
    v32,
    v64,
)

assert sys.platform == "win32"


@dataclass(frozen=True)
class Case:
    """A state and the identity that must be read from it."""

    state: ComputerState
    identity: Identity


def modern(*values: Value, version: str = "15.75.5") -> ComputerState:
    """A 64-bit full TeamViewer with these values and its service."""
    named = (text("Version", version), text("InstallationDirectory", FOLDER_64))
    return ComputerState(
        (v64(*named, *values),), (program(FOLDER_64),), (service("TeamViewer", FOLDER_64),)
    )


def ready(number: str, source: str = "registry64", *, version: str = "15.75.5") -> Identity:
    return Identity(
        IdentityState.READY,
        number,
        source,
        Product.FULL,
        version,
        program=f"{FOLDER_64}\\TeamViewer.exe",
    )


def without_id(state: IdentityState, version: str = "15.75.5") -> Identity:
    """The modern installation without an ID to read out."""
    path = f"{FOLDER_64}\\TeamViewer.exe"
    return Identity(state, None, "registry64", Product.FULL, version, program=path)


F1 = modern(dword("ClientID", 0x499602D2), dword("Always_Online", 0))
F1_ID = ready("1234567890")

_F2 = ComputerState(
    keys=(
        v32(
            dword("ClientID", 0x075BCD15),
            text("Version", "14.7.48799 HC"),
            dword("MsiInstallation", 1),
            dword("Always_Online", 1),
            binary("PermanentPassword", bytes((0, 1, 2, 3))),
            text("PermanentPasswordDate", "20240131T090500"),
        ),
    ),
    programs=(program(FOLDER_32, "Host", "14.7.48799.0"),),
    services=(service("TeamViewer", FOLDER_32),),
)
_F3 = ComputerState(
    keys=(
        v32(dword("ClientID", 0x06B08BE5), text("InstallationDirectory", FOLDER_32)),
        v64(dword("ClientID", 0x3ADE68B1), text("InstallationDirectory", FOLDER_64)),
    ),
    programs=(program(FOLDER_64),),
)
_F4 = ComputerState(
    keys=(
        v32(
            dword("ClientID", 0x417DD478),
            text("Version", "7.0.43148"),
            text("InstallationDirectory", f"{FOLDER_32}\\Version7"),
            binary("SecurityPasswordAES", bytes((0xAA, 0xBB))),
            ("MultiPwdMgmtIDs", winreg.REG_MULTI_SZ, ["admin"]),
            ("MultiPwdMgmtPWDs", winreg.REG_MULTI_SZ, ["AABB"]),
            below="Version7",
        ),
        v32(below="Version9"),
    ),
    programs=(program(f"{FOLDER_32}\\Version7", version="7.0.43148.0"),),
    services=(service("TeamViewer7", f"{FOLDER_32}\\Version7"),),
)
_MANAGED = v64(
    text("ManagementId", "{00000000-1111-2222-3333-444444444444}"), below="DeviceManagementV2"
)
_UNMANAGED = v64(binary("Unmanaged", bytes((1, 0, 0, 0, 0, 0, 0, 0))), below="DeviceManagementV2")
_OWNED = modern(dword("ClientID", 0x499602D2), text("OwningManagerAccountName", "Example IT"))
_QUICKSUPPORT = Program(UNPACKED, "TeamViewer", "15.64.5.0", runs=True)
_HEADER_FILE = (LOG, HEADER.format("1234567890").encode())


def _with(state: ComputerState, *keys: Key) -> ComputerState:
    return ComputerState((*state.keys, *keys), state.programs, state.services, state.files)


def _services(*services: Service) -> ComputerState:
    return ComputerState(F1.keys, F1.programs, services, F1.files)


_UNREADABLE = without_id(IdentityState.UNREADABLE)

CASES: Dict[str, Case] = {
    "nothing": Case(ComputerState(), Identity(IdentityState.ABSENT)),
    "F1": Case(F1, F1_ID),
    "F2": Case(
        _F2,
        Identity(
            IdentityState.READY,
            "123456789",
            "registry32",
            Product.HOST,
            "14.7.48799",
            program=f"{FOLDER_32}\\TeamViewer.exe",
        ),
    ),
    "F3": Case(
        _F3,
        Identity(
            IdentityState.READY,
            "987654321",
            "registry64",
            Product.FULL,
            "15.75.5.0",
            stale=(StaleIdentity("registry32", "112233445"),),
            program=f"{FOLDER_64}\\TeamViewer.exe",
        ),
    ),
    "F4": Case(
        _F4,
        Identity(
            IdentityState.READY,
            "1098765432",
            "registry32:Version7",
            Product.FULL,
            "7.0.43148",
            stale=(StaleIdentity("registry32:Version9", None),),
            program=f"{FOLDER_32}\\Version7\\TeamViewer.exe",
        ),
    ),
    "F5": Case(modern(version="15.64.5"), without_id(IdentityState.WAITING, "15.64.5")),
    "F5b": Case(
        modern(dword("ClientID", 0), version="15.64.5"),
        without_id(IdentityState.WAITING, "15.64.5"),
    ),
    "F6a": Case(modern(dword("ClientID", 0xB2D05E01)), ready("3000000001")),
    "F6b": Case(modern(("ClientID", winreg.REG_QWORD, 5000000005)), ready("5000000005")),
    "F6c": Case(modern(text("ClientID", "123 456 789")), ready("123456789")),
    "F6d": Case(modern(text("ClientID", "s12-345-678")), _UNREADABLE),
    "F6e": Case(modern(text("ClientID", "")), _UNREADABLE),
    "F6f": Case(modern(binary("ClientID", bytes((0xD2, 2, 0x96, 0x49)))), _UNREADABLE),
    "F6g": Case(modern(dword("ClientID", 12)), _UNREADABLE),
    "F6 ClientIC alone": Case(
        modern(dword("ClientIC", 0x499602D2)), without_id(IdentityState.WAITING)
    ),
    "F6 1 MB text": Case(modern(text("ClientID", "1" * 524_287)), _UNREADABLE),
    "F6 1 MB binary": Case(modern(binary("ClientID", b"1" * 1_048_576)), _UNREADABLE),
    "F6 big-endian": Case(
        modern(("ClientID", winreg.REG_DWORD_BIG_ENDIAN, bytes((1, 2, 3, 4)))), _UNREADABLE
    ),
    "F7": Case(_with(_OWNED, _MANAGED), F1_ID),
    "F7b": Case(_with(_OWNED, _MANAGED, _UNMANAGED), F1_ID),
    "F7c": Case(modern(dword("ClientID", 0x499602D2), dword("Security_WinLogin", 2)), F1_ID),
    "F8": Case(
        ComputerState(programs=(_QUICKSUPPORT,), files=(_HEADER_FILE,)),
        Identity(
            IdentityState.READY,
            "1234567890",
            "log",
            Product.QUICKSUPPORT,
            "15.64.5.0",
            running=True,
        ),
    ),
    "F8 ended": Case(
        ComputerState(files=(_HEADER_FILE,)),
        Identity(IdentityState.ABSENT, stale=(StaleIdentity("log", "1234567890"),)),
    ),
    "F8b": Case(
        ComputerState(
            programs=(Program(STRANGER, "TeamViewer", runs=True),), files=(_HEADER_FILE,)
        ),
        Identity(
            IdentityState.ABSENT,
            stale=(StaleIdentity("log", "1234567890"),),
            strangers=(STRANGER,),
        ),
    ),
    "F9": Case(_services(service("TeamViewer", FOLDER_64, win32service.SERVICE_AUTO_START)), F1_ID),
    "F9b": Case(_services(service("TeamViewer", FOLDER_64, win32service.SERVICE_DISABLED)), F1_ID),
    "F9g": Case(
        _services(
            service("TeamViewer", FOLDER_64), service("TeamViewer9", f"{FOLDER_32}\\Version9")
        ),
        F1_ID,
    ),
    "F10": Case(F1, F1_ID),
    "F11": Case(modern(dword("ClientID", 0x499602D2), dword("LogIncomingConnections", 0)), F1_ID),
    "F12": Case(F1, F1_ID),
    "terminal server": Case(
        _with(F1, user(dword("ClientIDOfTSUser", 1122334455))),
        replace(F1_ID, id="1122334455", source="user"),
    ),
    "left over by a person": Case(
        _with(F1, user(dword("ClientID", 123456789))),
        replace(F1_ID, stale=(StaleIdentity("user", "123456789"),)),
    ),
    "a person's VersionN": Case(
        ComputerState(keys=(user(dword("ClientID", 123456789), below="Version8"),)),
        Identity(IdentityState.ABSENT, stale=(StaleIdentity("user", "123456789"),)),
    ),
    "conflict": Case(
        ComputerState(
            keys=(*F1.keys, *_F2.keys), programs=(*F1.programs, *_F2.programs), services=F1.services
        ),
        Identity(
            IdentityState.CONFLICT,
            conflicting=(
                LiveInstallation("registry64", "15.75.5", FOLDER_64),
                LiveInstallation("registry32", "14.7.48799", FOLDER_32),
            ),
        ),
    ),
    "folder on a server": Case(
        ComputerState(
            keys=(
                v64(
                    dword("ClientID", 987654321),
                    text("InstallationDirectory", "\\\\192.0.2.1\\share\\TeamViewer"),
                ),
            )
        ),
        Identity(IdentityState.UNREADABLE, source="registry64", product=Product.UNKNOWN),
    ),
    "folder in a variable": Case(
        ComputerState(
            keys=(
                v64(
                    dword("ClientID", 1234567890),
                    text("Version", "15.75.5"),
                    (
                        "InstallationDirectory",
                        winreg.REG_EXPAND_SZ,
                        "%PROGRAMFILES%\\TeamViewer\\",
                    ),
                ),
            ),
            programs=(program(FOLDER_64),),
        ),
        F1_ID,
    ),
}
