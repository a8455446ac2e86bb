"""The shapes a value in a journal line can be asked to have.

Pure. A shape says whether a decoded JSON value has it; `True` never passes for a number.
"""

import base64
import binascii
import re
from datetime import datetime, timezone
from typing import Callable, Optional, Pattern

from agent.consent.canonical import LARGEST_INTEGER
from agent.consent.log_name import KEY_LENGTH
from agent.consent.merkle import HASH_LENGTH

Shape = Callable[[object], bool]

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?Z")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")


def moment_of(value: object) -> Optional[datetime]:
    """The aware UTC moment that `YYYY-MM-DDTHH:MM:SSZ` or `….mmmZ` names; None when none."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value[:-1] + "+00:00")
    except ValueError:
        return None


def moment_text(moment: datetime) -> str:
    """The aware moment as `YYYY-MM-DDTHH:MM:SS.mmmZ`, cut to the millisecond."""
    utc = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"


def base64_of(value: object, length: int) -> Optional[bytes]:
    """The `length` bytes that a text holds in the usual base64; None when it holds none."""
    if not isinstance(value, str) or len(value) != (length + 2) // 3 * 4:
        return None
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if len(data) == length and base64.b64encode(data).decode() == value else None


def matching(pattern: Pattern[str]) -> Shape:
    """A text that the whole pattern matches."""
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def text(longest: int) -> Shape:
    """A text of 1 to `longest` characters."""
    return lambda value: isinstance(value, str) and 0 < len(value) <= longest


def one_of(*words: str) -> Shape:
    """One of these words."""
    return lambda value: isinstance(value, str) and value in words


def nullable(shape: Shape) -> Shape:
    """That shape, or null."""
    return lambda value: value is None or shape(value)


def is_flag(value: object) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_integer(value: object) -> bool:
    """An integer within ±(2^53-1)."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_INTEGER


def is_count(value: object) -> bool:
    """An integer from 0 to 2^53-1."""
    return isinstance(value, int) and is_integer(value) and value >= 0


def is_moment(value: object) -> bool:
    """A UTC moment, with or without milliseconds."""
    return moment_of(value) is not None


def is_key(value: object) -> bool:
    """An Ed25519 public key in base64."""
    return base64_of(value, KEY_LENGTH) is not None


def is_root(value: object) -> bool:
    """A Merkle root in base64."""
    return base64_of(value, HASH_LENGTH) is not None


def is_boxes(value: object) -> bool:
    """The boxes by name and whether each is ticked."""
    return isinstance(value, dict) and all(is_word(k) and is_flag(v) for k, v in value.items())


def is_texts(value: object) -> bool:
    """A list of short texts."""
    return isinstance(value, (list, tuple)) and all(map(text(200), value))


is_sha256 = matching(_SHA256)
is_uuid4 = matching(_UUID4)
is_word = matching(_WORD)
is_language = matching(_LANGUAGE)
