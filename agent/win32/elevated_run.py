"""Running a program with an administrator's rights, after Windows has asked the person (UAC).

https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-shellexecuteinfow
"""

import ctypes
import logging
import sys
import time
from ctypes import wintypes
from typing import Tuple

import pythoncom
import pywintypes
import win32api
import win32event

from agent.win32 import numbers
from agent.win32.dll import system_dll
from agent.win32.within import answer_within
from agent.windows_facts import Ran

assert sys.platform == "win32"

_KEEP_PROCESS, _WAIT_FOR_ANSWER, _NO_ERROR_BOX = 0x40, 0x100, 0x400
_ANY_PROCESS = -1

_log = logging.getLogger(__name__)


class _ShellExecuteInfo(ctypes.Structure):
    _fields_ = (
        ("cbSize", wintypes.DWORD),
        ("fMask", wintypes.ULONG),
        ("hwnd", wintypes.HWND),
        ("lpVerb", wintypes.LPCWSTR),
        ("lpFile", wintypes.LPCWSTR),
        ("lpParameters", wintypes.LPCWSTR),
        ("lpDirectory", wintypes.LPCWSTR),
        ("nShow", ctypes.c_int),
        ("hInstApp", wintypes.HINSTANCE),
        ("lpIDList", ctypes.c_void_p),
        ("lpClass", wintypes.LPCWSTR),
        ("hkeyClass", wintypes.HKEY),
        ("dwHotKey", wintypes.DWORD),
        ("hIcon", wintypes.HANDLE),
        ("hProcess", wintypes.HANDLE),
    )


def run_elevated(program: str, parameters: str, seconds: float) -> Ran:
    """Ask the person, run the program without a window, and wait for its end.

    `seconds` bound question and program together; a program that is late goes on alone.
    """
    return answer_within(seconds, lambda: _run(program, parameters, seconds), Ran.TIMED_OUT)


def _run(program: str, parameters: str, seconds: float) -> Ran:
    deadline = time.monotonic() + seconds
    process, error = _start(program, parameters)
    if not process:
        _log.warning("not started with more rights: Windows error %s", error)
        is_refused = error == numbers.ERROR_CANCELLED
        return Ran.REFUSED_BY_PERSON if is_refused else Ran.FAILED
    try:
        left = max(0, int((deadline - time.monotonic()) * 1000))
        ended = win32event.WaitForSingleObject(process, left) == win32event.WAIT_OBJECT_0
        return Ran.FINISHED if ended else Ran.TIMED_OUT
    except pywintypes.error as failure:
        _log.warning("not waited for: Windows error %s", failure.winerror)
        return Ran.FAILED
    finally:
        win32api.CloseHandle(process)


def _start(program: str, parameters: str) -> Tuple[int, int]:
    """The process, or 0 and why not."""
    system_dll("user32").AllowSetForegroundWindow(_ANY_PROCESS)
    info = _ShellExecuteInfo(
        cbSize=ctypes.sizeof(_ShellExecuteInfo),
        fMask=_KEEP_PROCESS | _WAIT_FOR_ANSWER | _NO_ERROR_BOX,
        lpVerb="runas",
        lpFile=program,
        lpParameters=parameters,
        # The folder this program happens to be in is not for an elevated one to look into.
        lpDirectory=win32api.GetSystemDirectory(),
        nShow=numbers.SW_HIDE,
    )
    execute = system_dll("shell32").ShellExecuteExW
    execute.argtypes, execute.restype = (ctypes.POINTER(_ShellExecuteInfo),), wintypes.BOOL
    # The shell may hand the work to an extension that needs this.
    pythoncom.CoInitializeEx(pythoncom.COINIT_APARTMENTTHREADED)
    try:
        done = execute(ctypes.byref(info))
        return (info.hProcess or 0, 0) if done else (0, ctypes.get_last_error())
    finally:
        pythoncom.CoUninitialize()
