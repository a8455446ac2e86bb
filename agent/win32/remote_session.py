"""Whether this desktop is shown on another computer by Windows itself."""

import sys

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_SM_REMOTESESSION = 0x1000


def is_remote_session() -> bool:
    """Whether this session was opened by Remote Desktop (GetSystemMetrics)."""
    return bool(system_dll("user32").GetSystemMetrics(_SM_REMOTESESSION))
