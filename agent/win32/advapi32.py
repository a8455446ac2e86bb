"""Registry calls that Python's own module lacks: signatures only.

https://learn.microsoft.com/windows/win32/api/winreg/
"""

import ctypes
import sys
from ctypes import wintypes

from agent.win32.dll import system_dll

assert sys.platform == "win32"

ERROR_FILE_NOT_FOUND = 2
REG_NOTIFY_CHANGE_NAME = 1
REG_NOTIFY_CHANGE_LAST_SET = 4

_advapi32 = system_dll("advapi32.dll")

# hKey, lpValueName, lpReserved, lpType, lpData, lpcbData
query_value = _advapi32.RegQueryValueExW
query_value.restype = wintypes.LONG
query_value.argtypes = (
    wintypes.HANDLE,
    wintypes.LPCWSTR,
    ctypes.c_void_p,
    ctypes.POINTER(wintypes.DWORD),
    ctypes.c_void_p,
    ctypes.POINTER(wintypes.DWORD),
)

# hKey, bWatchSubtree, dwNotifyFilter, hEvent, fAsynchronous
notify_change = _advapi32.RegNotifyChangeKeyValue
notify_change.restype = wintypes.LONG
notify_change.argtypes = (
    wintypes.HANDLE,
    wintypes.BOOL,
    wintypes.DWORD,
    wintypes.HANDLE,
    wintypes.BOOL,
)
