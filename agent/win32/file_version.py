"""What a program's version resource says it is: a claim, not a proof."""

import sys
from typing import Any, List, Optional, Tuple

import pywintypes
import win32api

from agent.windows_facts import FileVersion

assert sys.platform == "win32"

# A product's name and version are short; more is not read out to anyone.
MAX_TEXT_CHARACTERS = 128
_MAX_TRANSLATIONS = 8


def version_of(path: str) -> FileVersion:
    """The texts of the first language that has a product name; None for each that is missing."""
    for language, code_page in _translations(path):
        block = f"\\StringFileInfo\\{language:04x}{code_page:04x}\\"
        product_name = _text(path, block + "ProductName")
        if product_name is not None:
            return FileVersion(product_name, _text(path, block + "FileVersion"))
    return FileVersion(None, None)


def _translations(path: str) -> List[Tuple[int, int]]:
    try:
        listed: Any = win32api.GetFileVersionInfo(path, "\\VarFileInfo\\Translation")
    except pywintypes.error:
        return []
    return list(listed or ())[:_MAX_TRANSLATIONS]


def _text(path: str, block: str) -> Optional[str]:
    try:
        text: Any = win32api.GetFileVersionInfo(path, block)
    except pywintypes.error:
        return None
    if not isinstance(text, str):
        return None
    return text[:MAX_TEXT_CHARACTERS].strip() or None
