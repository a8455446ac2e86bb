"""What this program may do on this computer."""

import sys
from typing import Any

import pywintypes
import win32api
import win32security

from agent.win32 import numbers
from agent.win32.dll import system_dll

assert sys.platform == "win32"


def is_administrator() -> bool:
    """Whether this program runs with an administrator's rights, or as Windows itself."""
    return bool(system_dll("shell32").IsUserAnAdmin())


def allow_opening_every_process() -> bool:
    """Ask for the right to open other accounts' processes (SeDebugPrivilege); whether given."""
    try:
        rights = numbers.TOKEN_ADJUST_PRIVILEGES | numbers.TOKEN_QUERY
        token = win32security.OpenProcessToken(win32api.GetCurrentProcess(), rights)
        try:
            name = win32security.LookupPrivilegeValue("", win32security.SE_DEBUG_NAME)
            wanted: Any = [(name, numbers.SE_PRIVILEGE_ENABLED)]
            win32security.AdjustTokenPrivileges(token, False, wanted)
            # Windows reports success also when it gave nothing.
            return win32api.GetLastError() == 0
        finally:
            win32api.CloseHandle(int(token))
    except pywintypes.error:
        return False
