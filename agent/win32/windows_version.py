"""Which Windows this is, whatever the program's manifest declares.

`GetVersionEx` answers "Windows 8" to a program that does not name newer ones in its manifest, and
`platform` reads a file's version; `RtlGetVersion` tells the truth to everybody.
"""

import ctypes
import sys
from ctypes import wintypes
from typing import Optional

from agent.win32.dll import system_dll
from agent.windows_version import WindowsVersion

assert sys.platform == "win32"

_STATUS_SUCCESS = 0


class _VersionInfo(ctypes.Structure):
    """RTL_OSVERSIONINFOEXW (wdm.h)."""

    _fields_ = (
        ("dwOSVersionInfoSize", wintypes.ULONG),
        ("dwMajorVersion", wintypes.ULONG),
        ("dwMinorVersion", wintypes.ULONG),
        ("dwBuildNumber", wintypes.ULONG),
        ("dwPlatformId", wintypes.ULONG),
        ("szCSDVersion", wintypes.WCHAR * 128),
        ("wServicePackMajor", wintypes.USHORT),
        ("wServicePackMinor", wintypes.USHORT),
        ("wSuiteMask", wintypes.USHORT),
        ("wProductType", ctypes.c_ubyte),
        ("wReserved", ctypes.c_ubyte),
    )


def read_windows_version() -> Optional[WindowsVersion]:
    """The version, build and service pack; None when Windows refuses to say.

    https://learn.microsoft.com/windows/win32/devnotes/rtlgetversion
    """
    rtl_get_version = system_dll("ntdll").RtlGetVersion
    rtl_get_version.argtypes = [ctypes.POINTER(_VersionInfo)]
    rtl_get_version.restype = wintypes.LONG
    info = _VersionInfo(dwOSVersionInfoSize=ctypes.sizeof(_VersionInfo))
    if rtl_get_version(ctypes.byref(info)) != _STATUS_SUCCESS:
        return None
    return WindowsVersion(
        info.dwMajorVersion, info.dwMinorVersion, info.dwBuildNumber, info.wServicePackMajor
    )
