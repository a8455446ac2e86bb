"""Running programs by name, from Windows' snapshot, which no process can refuse to be part of.

Asking a process itself can be refused; its path is then unknown, and it runs all the same.
"""

import ctypes
import ntpath
import os
import sys
from ctypes import wintypes
from typing import Callable, Optional, Tuple, Union

import psutil

from agent.win32.dll import system_dll
from agent.win32.toolhelp import process_names
from agent.windows_facts import ProcessFacts, Unreadable

assert sys.platform == "win32"

_QUERY_LIMITED_INFORMATION = 0x1000
_MAX_PATH_CHARACTERS = 32_767

# https://learn.microsoft.com/windows/win32/api/processthreadsapi/ and winbase/
_kernel32 = system_dll("kernel32.dll")
_open_process = _kernel32.OpenProcess
_open_process.restype = wintypes.HANDLE
_open_process.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
_close = _kernel32.CloseHandle
_close.argtypes = (wintypes.HANDLE,)
_session_of = _kernel32.ProcessIdToSessionId
_session_of.restype = wintypes.BOOL
_session_of.argtypes = (wintypes.DWORD, ctypes.POINTER(wintypes.DWORD))
_image_name = _kernel32.QueryFullProcessImageNameW
_image_name.restype = wintypes.BOOL
_image_name.argtypes = (
    wintypes.HANDLE,
    wintypes.DWORD,
    wintypes.LPWSTR,
    ctypes.POINTER(wintypes.DWORD),
)


def processes_where(
    is_wanted: Callable[[str], bool],
) -> Union[Tuple[ProcessFacts, ...], Unreadable]:
    """The running processes whose file name is wanted; `Unreadable` when there is no list."""
    try:
        return tuple(
            ProcessFacts(pid, name, _path(pid, name), session_of(pid))
            for pid, name in process_names()
            if is_wanted(name)
        )
    except OSError as error:
        return Unreadable(f"Windows error {error.winerror}")


def process_started(pid: int) -> Union[Unreadable, float, None]:
    """When the process began, in seconds since 1970; None when there is no such process."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return None
    except (psutil.Error, OSError, ValueError, OverflowError) as error:
        return Unreadable(type(error).__name__)


def own_session() -> Optional[int]:
    """The session of this program."""
    return session_of(os.getpid())


def session_of(pid: int) -> Optional[int]:
    """The session a process belongs to; None when Windows would not tell."""
    session = wintypes.DWORD()
    return session.value if _session_of(pid, ctypes.byref(session)) else None


def _path(pid: int, name: str) -> Optional[str]:
    """The program's path; None when withheld, or when the process ended and its id went on."""
    path = _path_from_system(pid) or _path_from_process(pid)
    return path if path and ntpath.basename(path).lower() == name.lower() else None


def _path_from_system(pid: int) -> Optional[str]:
    """Works for other people's and elevated processes too."""
    try:
        return psutil.Process(pid).exe() or None
    except (psutil.Error, OSError):
        return None


def _path_from_process(pid: int) -> Optional[str]:
    process = _open_process(_QUERY_LIMITED_INFORMATION, False, pid)
    if not process:
        return None
    try:
        return image_of(process)
    finally:
        _close(process)


def image_of(process: int) -> Optional[str]:
    """The path of the program that an open process runs; None when Windows would not tell."""
    length = wintypes.DWORD(_MAX_PATH_CHARACTERS)
    text = ctypes.create_unicode_buffer(length.value)
    return text.value if _image_name(process, 0, text, ctypes.byref(length)) else None
