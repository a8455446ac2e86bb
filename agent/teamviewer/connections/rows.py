"""One row of TeamViewer's list of incoming connections: a connection, or why it is none.

Pure. Seven fields, separated by TABs, and an eighth that is empty or missing: the other's ID and
name, start and end (`dd-MM-yyyy HH:mm:ss`, UTC), the local user, the kind, `{GUID}`. Sources: lists
of TeamViewer 15 (log2timeline/plaso) and of earlier versions (fox-it/dissect.target).
"""

import enum
import hashlib
import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Optional, Sequence, Union

from agent.connections import ListedConnection

MAX_ROW_CHARACTERS = 4096
MAX_WORDS_CHARACTERS = 200
# TeamViewer is from 2005; a clock can be wrong, and not by centuries.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Reason(enum.Enum):
    """Why a row, or a whole list, says nothing certain."""

    FIELDS = "fields"
    PEER = "peer"
    TIME = "time"
    ORDER = "order"
    NUL = "nul"
    TOO_LONG = "too_long"
    TOO_FAR = "too_far"
    UNFINISHED = "unfinished"
    CONTRADICTS = "contradicts"
    LOCKED = "locked"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"


_HEX = "[0-9A-Fa-f]"
_MOMENT = "[0-9]{2}-[0-9]{2}-[0-9]{4} (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_GUID = rf"\{{{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}\}}"
_ANY = r"[^\t\0]*"
_ALL_BUT_SESSION = rf"[0-9]{{8,12}}\t{_ANY}\t{_MOMENT}\t{_MOMENT}\t{_ANY}\t{_ANY}\t"
_ROW = re.compile(rf"{_ALL_BUT_SESSION}{_GUID}\t?").fullmatch
_ROW_WITHOUT_SESSION = re.compile(rf"{_ALL_BUT_SESSION}{_ANY}\t?").fullmatch
_PEER = re.compile(r"[0-9]{8,12}").fullmatch
_NO_SESSION = "{00000000-0000-0000-0000-000000000000}"
# Controls, formatting such as a change of direction, surrogates, what has no picture that all agree
# on, ends of lines and paragraphs.
_NEVER_SHOWN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def read_row(text: str) -> Union[ListedConnection, Reason, None]:
    """The connection a line tells of, why it tells of none, or None for a blank line.

    `text` has no line end other than carriage returns. Names, users and kinds come without
    anything that is not shown, and bounded. A row without a valid `{GUID}` gets as `session` one
    made of the SHA-256 of its seven fields: the same row has the same one in every file.
    """
    row = text.rstrip("\r")
    if len(row) > MAX_ROW_CHARACTERS:
        return Reason.TOO_LONG if row.strip() else None
    if _ROW(row):
        return _connection(row, row.split("\t"))
    if _ROW_WITHOUT_SESSION(row):
        fields = row.split("\t")[:7]
        return _connection(row, [*fields[:6], _made_of(fields)])
    return _why_not(row) if row.strip() else None


def parse_row(text: str) -> Optional[ListedConnection]:
    """The connection of a row that says everything; None of any other."""
    row = read_row(text)
    return row if isinstance(row, ListedConnection) else None


def is_whole(text: str) -> bool:
    """Whether a line that has no end yet lacks nothing: its `{GUID}` is closed."""
    return _ROW(text.rstrip("\r")) is not None


def _connection(row: str, fields: Sequence[str]) -> Union[ListedConnection, Reason]:
    """The connection of a row whose fields have the right shape; the one slow step of a list."""
    peer, name, start, end, user, kind, session = fields[:7]
    try:
        started = datetime.fromisoformat(f"{_iso_day(start[:10])}T{start[11:]}+00:00")
        ended = datetime.fromisoformat(f"{_iso_day(end[:10])}T{end[11:]}+00:00")
    except ValueError:
        return Reason.TIME
    if ended < started:
        return Reason.ORDER
    if started.year < FIRST_YEAR or ended.year > LAST_YEAR:
        return Reason.TOO_FAR
    if len(row) > MAX_WORDS_CHARACTERS or not (name + user + kind).isprintable():
        name, user, kind = _shown(name), _shown(user), _shown(kind)
    session = session.lower()
    if session == _NO_SESSION:
        session = _made_of(row.split("\t")[:7])
    return ListedConnection(peer, name, started, ended, user, kind, session, row)


@lru_cache(maxsize=64)
def _iso_day(day: str) -> str:
    """`dd-MM-yyyy` as `yyyy-MM-dd`; most rows are of the same day as the row before."""
    return f"{day[6:]}-{day[3:5]}-{day[:2]}"


def _why_not(row: str) -> Reason:
    if "\0" in row:
        return Reason.NUL
    fields = row.split("\t")
    if len(fields) not in (7, 8) or any(fields[7:]):
        return Reason.FIELDS
    return Reason.TIME if _PEER(fields[0]) else Reason.PEER


def _shown(words: str) -> str:
    kept = [one for one in words if unicodedata.category(one) not in _NEVER_SHOWN]
    return "".join(" " if unicodedata.category(one) == "Zs" else one for one in kept)[
        :MAX_WORDS_CHARACTERS
    ]


def _made_of(fields: Sequence[str]) -> str:
    digits = hashlib.sha256("\t".join(fields).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}}}"
