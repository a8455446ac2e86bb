"""Windows' own libraries, loaded so that no other file of the same name can take their place."""

import ctypes
import sys

assert sys.platform == "win32"

_SEARCH_SYSTEM32_ONLY = 0x800
_SEARCH_SAFE_FOLDERS = 0x1000


def system_dll(name: str) -> ctypes.WinDLL:
    """The library `name` of the system folder; `ctypes.get_last_error` tells of its failures.

    Raises OSError when Windows has no such library.
    """
    return ctypes.WinDLL(name, use_last_error=True, winmode=_SEARCH_SYSTEM32_ONLY)


def restrict_library_search() -> None:
    """Take the current folder and PATH out of the search for DLLs, for the whole process.

    SetDefaultDllDirectories is missing on Windows 7 without update KB2533623; the empty
    SetDllDirectory, which removes the current folder, is there since Windows XP SP1.
    """
    kernel32 = system_dll("kernel32")
    kernel32.SetDllDirectoryW(ctypes.c_wchar_p(""))
    restrict = getattr(kernel32, "SetDefaultDllDirectories", None)
    if restrict is not None:
        restrict(_SEARCH_SAFE_FOLDERS)
