"""Windows' own libraries, loaded so that no other file of the same name can take their place."""

import ctypes
import sys

assert sys.platform == "win32"  # noqa: S101 - type checkers skip the module elsewhere

_SEARCH_SYSTEM32_ONLY = 0x800


def system_dll(name: str) -> ctypes.WinDLL:
    """The library `name` of the system folder; `ctypes.get_last_error` tells of its failures.

    Raises OSError when Windows has no such library.
    """
    return ctypes.WinDLL(name, use_last_error=True, winmode=_SEARCH_SYSTEM32_ONLY)
