"""Puts a TeamViewer that was never installed onto this computer: real keys, files, services.

Works only on a computer without TeamViewer, and takes away everything it put there.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import winreg
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Tuple, Union

import pywintypes
import win32service

from agent.win32.services import services_running
from agent.windows_facts import ServicesReading
from tests.windows.program_file import make_program

assert sys.platform == "win32"

# Says that what is there is ours, when a run was interrupted before it could take it away.
MARKER = "Software\\CoupDeMainTests"
_TEAMVIEWER = "SOFTWARE\\TeamViewer"
_VIEWS = (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY)
# Named like a remote tool's service, and like no real one.
REMOTE_TOOL_SERVICE = "ScreenConnect Client (coupdemaintests)"
_SERVICE_NAMES = ("TeamViewer", "TeamViewer5", "TeamViewer7", "TeamViewer9", REMOTE_TOOL_SERVICE)

PROGRAM_FILES = os.environ["PROGRAMFILES"]
PROGRAM_FILES_X86 = os.environ["PROGRAMFILES(X86)"]
TEMP = os.environ["TEMP"]
# Where a person would save a program; under Wine, "Downloads" leads out of the Windows folders.
DOWNLOADS = str(Path(os.environ["LOCALAPPDATA"], "CoupDeMainTests"))
_FOLDERS = tuple(
    Path(base, "TeamViewer")
    for base in (
        PROGRAM_FILES,
        PROGRAM_FILES_X86,
        TEMP,
        DOWNLOADS,
        os.environ["APPDATA"],
        os.environ["LOCALAPPDATA"],
    )
)

Data = Union[int, str, bytes, List[str]]


@dataclass(frozen=True)
class Key:
    """A key below the place of TeamViewer; `values` are name, registry type and content."""

    hive: int
    view: int
    below: str = ""
    values: Tuple[Tuple[str, int, Data], ...] = ()

    @property
    def path(self) -> str:
        """The key's path in its hive."""
        return f"{_TEAMVIEWER}\\{self.below}" if self.below else _TEAMVIEWER


@dataclass(frozen=True)
class Program:
    """A program to put there, and whether it runs while the state lasts."""

    path: str
    product_name: str = "TeamViewer Full Client"
    version: str = "15.75.5.0"
    runs: bool = False


@dataclass(frozen=True)
class Service:
    """A service that is never started; `start` is a start type of win32service."""

    name: str
    command: str
    start: int = win32service.SERVICE_DEMAND_START


@dataclass(frozen=True)
class ComputerState:
    """Everything of TeamViewer on a computer; `files` are path and content."""

    keys: Tuple[Key, ...] = ()
    programs: Tuple[Program, ...] = ()
    services: Tuple[Service, ...] = ()
    files: Tuple[Tuple[str, bytes], ...] = ()


class ComputerInUseError(RuntimeError):
    """There is a real TeamViewer here: nothing was touched."""


@contextlib.contextmanager
def applied(state: ComputerState) -> Iterator[None]:
    """The computer in this state while the block runs, and without TeamViewer afterwards.

    Raises ComputerInUseError when there is a TeamViewer that these tests did not put there.
    """
    _take_possession()
    running: List[subprocess.Popen[bytes]] = []
    try:
        apply(state, running)
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()
        clear()


def apply(state: ComputerState, running: "List[subprocess.Popen[bytes]]") -> None:
    """Put the state there; the processes started are added to `running`."""
    for key in state.keys:
        write_key(key)
    for service in state.services:
        create_service(service)
    for name, content in state.files:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)
    for program in state.programs:
        make_program(Path(program.path), program.product_name, program.version)
        if program.runs:
            pipe = subprocess.PIPE
            running.append(subprocess.Popen([program.path], stdin=pipe, stdout=pipe))


def clear() -> None:
    """Take everything away that `apply` can have put there."""
    for view in _VIEWS:
        _delete_tree(winreg.HKEY_LOCAL_MACHINE, _TEAMVIEWER, view)
    _delete_tree(winreg.HKEY_CURRENT_USER, _TEAMVIEWER, 0)
    for name in _SERVICE_NAMES:
        _delete_service(name)
    for folder in _FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)
    _delete_tree(winreg.HKEY_CURRENT_USER, MARKER, 0)


def write_key(key: Key) -> None:
    """Create the key and set its values."""
    access = winreg.KEY_ALL_ACCESS | key.view
    with winreg.CreateKeyEx(key.hive, key.path, 0, access) as opened:
        for name, kind, content in key.values:
            winreg.SetValueEx(opened, name, 0, kind, content)


def _take_possession() -> None:
    if _key_exists(winreg.HKEY_CURRENT_USER, MARKER, 0):
        clear()
    found = [folder for folder in _FOLDERS if folder.exists()]
    keys = [view for view in _VIEWS if _key_exists(winreg.HKEY_LOCAL_MACHINE, _TEAMVIEWER, view)]
    services = services_running("TeamViewer_Service.exe")
    is_free = isinstance(services, ServicesReading) and not services.services
    if found or keys or not is_free or _key_exists(winreg.HKEY_CURRENT_USER, _TEAMVIEWER, 0):
        raise ComputerInUseError("a TeamViewer is on this computer")
    winreg.CreateKey(winreg.HKEY_CURRENT_USER, MARKER).Close()


def _key_exists(hive: int, path: str, view: int) -> bool:
    try:
        winreg.OpenKeyEx(hive, path, 0, winreg.KEY_QUERY_VALUE | view).Close()
    except FileNotFoundError:
        return False
    return True


def _delete_tree(hive: int, path: str, view: int) -> None:
    try:
        with winreg.OpenKeyEx(hive, path, 0, winreg.KEY_ALL_ACCESS | view) as key:
            names = [winreg.EnumKey(key, i) for i in range(winreg.QueryInfoKey(key)[0])]
    except FileNotFoundError:
        return
    for name in names:
        _delete_tree(hive, f"{path}\\{name}", view)
    winreg.DeleteKeyEx(hive, path, view or winreg.KEY_WOW64_64KEY, 0)


def create_service(service: Service) -> None:
    """Create the service without starting it."""
    manager = win32service.OpenSCManager(None, None, win32service.SC_MANAGER_ALL_ACCESS)
    created = win32service.CreateService(
        manager,
        service.name,
        service.name,
        win32service.SERVICE_ALL_ACCESS,
        win32service.SERVICE_WIN32_OWN_PROCESS,
        service.start,
        win32service.SERVICE_ERROR_NORMAL,
        service.command,
        None,
        False,
        None,
        None,
        None,
    )
    win32service.CloseServiceHandle(created)
    win32service.CloseServiceHandle(manager)


def _delete_service(name: str) -> None:
    manager = win32service.OpenSCManager(None, None, win32service.SC_MANAGER_ALL_ACCESS)
    try:
        service = win32service.OpenService(manager, name, win32service.SERVICE_ALL_ACCESS)
    except pywintypes.error:
        return
    finally:
        win32service.CloseServiceHandle(manager)
    win32service.DeleteService(service)
    win32service.CloseServiceHandle(service)
