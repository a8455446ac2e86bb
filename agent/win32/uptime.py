"""How long Windows has been running."""

import ctypes
import sys

from agent.win32.dll import system_dll

assert sys.platform == "win32"


def uptime_ms() -> int:
    """Milliseconds since the system started (GetTickCount64); Fast Startup does not reset it."""
    count = system_dll("kernel32").GetTickCount64
    count.restype = ctypes.c_uint64
    return int(count())
