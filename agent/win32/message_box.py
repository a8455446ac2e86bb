"""Windows' own message box, for when no window of ours can be made. Screen readers read it."""

import ctypes
import sys

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_ICON_WARNING, _TO_FRONT = 0x30, 0x10000


def show_message(title: str, text: str) -> None:
    """Show a text with one button and wait until it is read."""
    user32 = system_dll("user32")
    words = ctypes.c_wchar_p(text), ctypes.c_wchar_p(title)
    user32.MessageBoxW(None, *words, _ICON_WARNING | _TO_FRONT)
