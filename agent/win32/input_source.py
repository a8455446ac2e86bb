"""Where the message that is being handled came from: a hand, or another program.

A hint only: programs with the right to act for a user look like hardware
(learn.microsoft.com, INPUT_MESSAGE_ORIGIN_ID). Windows 7 does not tell.
"""

import ctypes
import sys

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_KEYBOARD, _POINTERS = 0x1, (0x2, 0x4, 0x8, 0x10)
_HARDWARE, _INJECTED = 0x1, 0x2


class _Source(ctypes.Structure):
    _fields_ = (("device", ctypes.c_uint), ("origin", ctypes.c_uint))


def input_source() -> str:
    """`keyboard`, `mouse` (or finger, or pen), `injected` or `unknown`.

    To be asked on the thread that handles the click, while it does.
    """
    ask = getattr(system_dll("user32"), "GetCurrentInputMessageSource", None)
    source = _Source()
    if ask is None or not ask(ctypes.byref(source)):
        return "unknown"
    if source.origin == _INJECTED:
        return "injected"
    if source.origin != _HARDWARE:
        return "unknown"
    if source.device == _KEYBOARD:
        return "keyboard"
    return "mouse" if source.device in _POINTERS else "unknown"
