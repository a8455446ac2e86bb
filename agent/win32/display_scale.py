"""Sharp text at every scale: the process tells Windows that it draws at the real resolution."""

import ctypes
import sys

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_PER_MONITOR_2 = -4
_PER_MONITOR = 2


def declare_scale_awareness() -> None:
    """Ask for the best mode this Windows has; to be called before the first window.

    SetProcessDpiAwarenessContext: Windows 10 1703. SetProcessDpiAwareness: Windows 8.1.
    SetProcessDPIAware: Vista. A frozen program says the same in its manifest, and then all
    three refuse, which is right.
    """
    user32 = system_dll("user32")
    if hasattr(user32, "SetProcessDpiAwarenessContext") and user32.SetProcessDpiAwarenessContext(
        ctypes.c_void_p(_PER_MONITOR_2)
    ):
        return
    try:
        if system_dll("shcore").SetProcessDpiAwareness(_PER_MONITOR) == 0:
            return
    except (OSError, AttributeError):
        pass
    user32.SetProcessDPIAware()
