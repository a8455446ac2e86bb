"""Which encoding a file of TeamViewer is written in: its makers do not say, and it has varied.

Pure. Nothing here can fail: bytes that do not fit become replacement characters, which are never
part of an ID.
"""

import codecs
from typing import Tuple

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding_of(start: bytes) -> Tuple[str, int]:
    """The encoding's name and the length of the byte order mark, from a file's first bytes."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return encoding, len(mark)
    sample = start[:256]
    if len(sample) >= 4 and not sample[1::2].strip(b"\0") and b"\0" not in sample[::2]:
        return "utf-16-le", 0
    return "utf-8", 0


def decode(content: bytes, encoding: str) -> str:
    """`content` as text, with a replacement character for what does not fit."""
    return content.decode(encoding, errors="replace")
