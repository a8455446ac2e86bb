"""Starting a program as the person at the desktop, not with an administrator's rights.

The rights are those of Windows' own desktop (explorer.exe), which also names the right person when
somebody else typed the administrator's password. Nothing is started where nobody is logged on.
https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-createprocesswithtokenw
"""

import contextlib
import ctypes
import logging
import subprocess
import sys
from ctypes import wintypes
from typing import Iterator, List, Optional

import pywintypes
import win32api
import win32process
import win32security

from agent.win32 import numbers
from agent.win32.dll import system_dll

assert sys.platform == "win32"

_QUERY_LIMITED_INFORMATION = 0x1000
_UNICODE_ENVIRONMENT = 0x400
_RIGHTS = (
    numbers.TOKEN_QUERY
    | numbers.TOKEN_DUPLICATE
    | numbers.TOKEN_ASSIGN_PRIMARY
    | numbers.TOKEN_ADJUST_DEFAULT
    | numbers.TOKEN_ADJUST_SESSIONID
)

_log = logging.getLogger(__name__)


class _StartupInfo(ctypes.Structure):
    """STARTUPINFOW; everything but its size may be empty."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("texts", wintypes.LPWSTR * 3),
        ("numbers", wintypes.DWORD * 8),
        ("show", wintypes.WORD * 2),
        ("reserved", ctypes.c_void_p),
        ("streams", wintypes.HANDLE * 3),
    )


class _ProcessInformation(ctypes.Structure):
    """PROCESS_INFORMATION."""

    _fields_ = (
        ("process", wintypes.HANDLE),
        ("thread", wintypes.HANDLE),
        ("ids", wintypes.DWORD * 2),
    )


def start_as_desktop_user(program: str, arguments: List[str]) -> bool:
    """Start the program and do not wait for it; whether Windows started it."""
    try:
        token = _desktop_token()
    except pywintypes.error as error:
        _log.warning("the desktop's rights cannot be taken: Windows error %s", error.winerror)
        return False
    if token is None:
        return False
    try:
        return _start(int(token), program, arguments)
    finally:
        win32api.CloseHandle(token)


def _desktop_token() -> Optional[int]:
    window = system_dll("user32").GetShellWindow()
    if not window:
        _log.info("nobody is logged on here")
        return None
    pid = win32process.GetWindowThreadProcessId(window)[1]
    process = win32api.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
    try:
        token = win32security.OpenProcessToken(process, numbers.TOKEN_DUPLICATE)
        try:
            impersonation, kind = win32security.SecurityImpersonation, win32security.TokenPrimary
            return win32security.DuplicateTokenEx(token, impersonation, _RIGHTS, kind)
        finally:
            win32api.CloseHandle(token)
    finally:
        win32api.CloseHandle(process)


def _start(token: int, program: str, arguments: List[str]) -> bool:
    start, told = _StartupInfo(), _ProcessInformation()
    start.size = ctypes.sizeof(start)
    line = ctypes.create_unicode_buffer(subprocess.list2cmdline([program, *arguments]))
    create = system_dll("advapi32").CreateProcessWithTokenW
    create.argtypes = (
        wintypes.HANDLE, wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPWSTR, wintypes.DWORD,
        ctypes.c_void_p, wintypes.LPCWSTR, ctypes.c_void_p, ctypes.c_void_p,
    )  # fmt: skip
    with _environment_of(token) as environment:
        flags = _UNICODE_ENVIRONMENT if environment.value else 0
        records = (ctypes.byref(start), ctypes.byref(told))
        done = create(token, 0, program, line, flags, environment, None, *records)
    if not done:
        _log.warning("not started: Windows error %s", ctypes.get_last_error())
        return False
    win32api.CloseHandle(told.thread)
    win32api.CloseHandle(told.process)
    return True


@contextlib.contextmanager
def _environment_of(token: int) -> Iterator[ctypes.c_void_p]:
    """The person's own folders: those of the administrator's account would be another's."""
    block = ctypes.c_void_p()
    userenv = system_dll("userenv")
    userenv.CreateEnvironmentBlock.argtypes = (ctypes.c_void_p, wintypes.HANDLE, wintypes.BOOL)
    userenv.DestroyEnvironmentBlock.argtypes = (ctypes.c_void_p,)
    if not userenv.CreateEnvironmentBlock(ctypes.byref(block), token, False):
        _log.warning("no environment: Windows error %s", ctypes.get_last_error())
    try:
        yield block
    finally:
        if block.value:
            userenv.DestroyEnvironmentBlock(block)
