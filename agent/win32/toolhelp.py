"""Windows' snapshot of running processes: signatures of the calls, and one walk through it."""

import ctypes
import sys
from ctypes import wintypes
from typing import Iterator, Tuple

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_SNAPSHOT_OF_PROCESSES = 0x2
_INVALID_HANDLE = ctypes.c_void_p(-1).value
_ERROR_NO_MORE_FILES = 18


class _ProcessEntry(ctypes.Structure):
    """PROCESSENTRY32W."""

    _fields_ = (
        ("dwSize", wintypes.DWORD),
        ("cntUsage", wintypes.DWORD),
        ("th32ProcessID", wintypes.DWORD),
        ("th32DefaultHeapID", ctypes.c_size_t),
        ("th32ModuleID", wintypes.DWORD),
        ("cntThreads", wintypes.DWORD),
        ("th32ParentProcessID", wintypes.DWORD),
        ("pcPriClassBase", wintypes.LONG),
        ("dwFlags", wintypes.DWORD),
        ("szExeFile", wintypes.WCHAR * 260),
    )


# https://learn.microsoft.com/windows/win32/api/tlhelp32/
_kernel32 = system_dll("kernel32.dll")
_create_snapshot = _kernel32.CreateToolhelp32Snapshot
_create_snapshot.restype = wintypes.HANDLE
_create_snapshot.argtypes = (wintypes.DWORD, wintypes.DWORD)
_first = _kernel32.Process32FirstW
_next = _kernel32.Process32NextW
for _step in (_first, _next):
    _step.restype = wintypes.BOOL
    _step.argtypes = (wintypes.HANDLE, ctypes.POINTER(_ProcessEntry))
_close = _kernel32.CloseHandle
_close.argtypes = (wintypes.HANDLE,)


def process_names() -> Iterator[Tuple[int, str]]:
    """The id and file name of every process, of all sessions and users; raises OSError."""
    snapshot = _create_snapshot(_SNAPSHOT_OF_PROCESSES, 0)
    if snapshot in (None, _INVALID_HANDLE):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        entry = _ProcessEntry(dwSize=ctypes.sizeof(_ProcessEntry))
        more = _first(snapshot, ctypes.byref(entry))
        while more:
            yield entry.th32ProcessID, entry.szExeFile
            more = _next(snapshot, ctypes.byref(entry))
        if ctypes.get_last_error() != _ERROR_NO_MORE_FILES:
            raise ctypes.WinError(ctypes.get_last_error())
    finally:
        _close(snapshot)
