"""The only way to load a Windows DLL by ctypes: from System32, with the error code kept."""

import ctypes
import sys

assert sys.platform == "win32"  # noqa: S101 - type checkers skip the rest elsewhere

_SEARCH_SYSTEM32_ONLY = 0x00000800
_SEARCH_SAFE_FOLDERS = 0x00001000


def system_library(name: str) -> ctypes.WinDLL:
    """An own handle on a system DLL, so that signatures set on it are not shared.

    Raises:
        OSError: when Windows does not have it, or lacks update KB2533623.
    """
    return ctypes.WinDLL(name, use_last_error=True, winmode=_SEARCH_SYSTEM32_ONLY)


def restrict_library_search() -> None:
    """Take the current folder and PATH out of the search for DLLs, for the whole process.

    SetDefaultDllDirectories is missing on Windows 7 without update KB2533623; the empty
    SetDllDirectory, which removes the current folder, is there since Windows XP SP1.
    """
    kernel32 = system_library("kernel32")
    kernel32.SetDllDirectoryW(ctypes.c_wchar_p(""))
    restrict = getattr(kernel32, "SetDefaultDllDirectories", None)
    if restrict is not None:
        restrict(_SEARCH_SAFE_FOLDERS)
