"""What the desk answers, read within bounds.

Pure. Nothing in an answer is believed: a receipt is checked elsewhere, and so are lines.
"""

import enum
import json
from dataclasses import dataclass
from typing import Dict, Optional, Tuple, Union

from agent.consent.canonical import LARGEST_INTEGER
from agent.consent.record import LINE_LIMIT

ANSWER_LIMIT = 16 * 1024
LINES_ANSWER_LIMIT = 512 * 1024
"""Bytes. The last is for lines asked back: the desk gives at most 192 KiB of them at a time."""

_LONGEST_WHY = 200
_LONGEST_PAUSE = 3600
_LONGEST_NUMBER = 16


class Disagreement(enum.Enum):
    """Why the desk does not go on from where a report began."""

    BEHIND = "behind"
    AHEAD = "ahead"
    FORK = "fork"


@dataclass(frozen=True)
class Received:
    """What says to be a receipt, unchecked; the desk says that it holds `known_size` lines."""

    receipt: bytes
    known_size: int = 0


@dataclass(frozen=True)
class Conflict:
    """The desk holds another number of lines, or other lines."""

    known_size: int
    why: Disagreement


@dataclass(frozen=True)
class Refused:
    """The desk does not take this report, now or later."""

    status: int
    why: str


@dataclass(frozen=True)
class NotNow:
    """No answer of a desk's, or one that says to come back, after so many seconds if it says."""

    why: str
    seconds: Optional[int] = None


Answer = Union[Received, Conflict, Refused, NotNow]


def read_answer(
    status: int, body: Optional[bytes], known_size: Optional[str], retry_after: Optional[str]
) -> Answer:
    """What the desk answered a report; `body` is None when it was too long or cut off.

    `known_size` and `retry_after` are the headers `Desk-Known-Size` and `Retry-After`.
    """
    if body is None:
        return NotNow(f"{status}: no whole answer")
    if status == 200:
        return Received(body, _number(known_size) or 0)
    if status == 409:
        return _conflict(body)
    if status in (400, 401, 413):
        return Refused(status, _why(_members(body)))
    return NotNow(f"status {status}", _pause(retry_after))


@dataclass(frozen=True)
class KeptLines:
    """Lines the desk has kept, from number `start` on, and how many it holds in all."""

    start: int
    size: int
    lines: Tuple[bytes, ...]


def read_kept_lines(body: bytes) -> Optional[KeptLines]:
    """The desk's answer to a question for lines; None when it is none."""
    said = _members(body)
    start, size, lines = _count(said.get("from")), _count(said.get("size")), said.get("lines")
    if start is None or size is None or not isinstance(lines, list):
        return None
    if not all(isinstance(line, str) and 0 < len(line) < LINE_LIMIT for line in lines):
        return None
    try:
        return KeptLines(start, size, tuple(line.encode() for line in lines))
    except UnicodeEncodeError:
        return None


def _conflict(body: bytes) -> Answer:
    said = _members(body)
    size, why = _count(said.get("known_size")), said.get("why")
    known = {disagreement.value: disagreement for disagreement in Disagreement}
    if size is None or not isinstance(why, str) or why not in known:
        return NotNow("409 without a reason")
    return Conflict(size, known[why])


def _members(body: bytes) -> Dict[str, object]:
    """The members of a JSON object; none when it is no such thing."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _why(said: Dict[str, object]) -> str:
    """The desk's own words, for the log: on one line, and no longer than is useful."""
    return ascii(str(said.get("why", ""))[:_LONGEST_WHY])


def _count(value: object) -> Optional[int]:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= LARGEST_INTEGER else None


def _number(text: Optional[str]) -> Optional[int]:
    is_number = text is not None and text.isascii() and text.isdecimal()
    return int(text) if text and is_number and len(text) <= _LONGEST_NUMBER else None


def _pause(text: Optional[str]) -> Optional[int]:
    seconds = _number(text)
    return None if seconds is None else min(seconds, _LONGEST_PAUSE)
