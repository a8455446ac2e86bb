"""The encoding that Windows uses for the texts of programs that know no Unicode."""

import codecs
import sys

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_FALLBACK = "cp1252"


def ansi_code_page() -> str:
    """The name of the system's ANSI code page as Python knows it; that of Western Europe if not.

    Source: https://learn.microsoft.com/windows/win32/api/winnls/nf-winnls-getacp
    """
    name = f"cp{system_dll('kernel32.dll').GetACP()}"
    try:
        codecs.lookup(name)
    except LookupError:
        return _FALLBACK
    return name
