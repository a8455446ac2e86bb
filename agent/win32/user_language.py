"""The language in which Windows talks to this person."""

import sys

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_PRIMARY_LANGUAGE_BITS = 0x3FF
_FRENCH = 0x0C


def is_french() -> bool:
    """Whether Windows' own menus are in French, of any country (GetUserDefaultUILanguage)."""
    language = int(system_dll("kernel32").GetUserDefaultUILanguage())
    return language & _PRIMARY_LANGUAGE_BITS == _FRENCH
