"""One line of a journal: read with every field checked, and written.

Pure. Lines are given and returned without their line end; with it they have at most 8192 bytes.
What is inside `data` is checked when it is written and when it is used: a signed line whose data
makes no sense stays evidence, it only never means yes.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, FrozenSet, Iterator, Mapping, Optional, Tuple

from agent.consent.canonical import Json, decode, encode
from agent.consent.event_data import (
    ABOUT_A_CONSENT,
    EventType,
    event_type,
    unknown_fields,
    wrong_field,
)
from agent.consent.field_shapes import (
    Shape,
    is_count,
    is_integer,
    is_sha256,
    is_uuid4,
    matching,
    moment_of,
    moment_text,
)
from agent.consent.log_name import Sign, is_log_name
from agent.consent.refusals import Flaw, LineRefusedError

LINE_LIMIT = 8192
"""The longest line in bytes, its line end included."""

SIGNED_PREFIX = b"coupdemain/journal/v1\n"
FIRST_PREV = "0" * 64

_FIELDS = frozenset(("v", "log", "seq", "prev", "t", "off", "up", "run", "type", "d", "sig"))
_FIELDS_WITH_CID = _FIELDS | {"cid"}
_SIGNATURE_START = b',"sig":"'
_AFTER_SIGNATURE = b',"t":"'
_SIGNATURE_SIZE = len(_SIGNATURE_START) + 88 + len(b'"')
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Stamp:
    """When a line is written, by every clock there is.

    `t` is aware, in UTC, to the millisecond; `off` is the local offset from UTC in minutes; `up`
    counts milliseconds since the system started; `run` is 16 hex digits, new at each start.
    """

    t: datetime
    off: int
    up: int
    run: str


@dataclass(frozen=True)
class Record:
    """A line whose fields are all right. Whether it is signed and chained is said elsewhere.

    `data` is what the event says, as decoded JSON; `line` is the line itself.
    """

    log: str
    seq: int
    prev: str
    stamp: Stamp
    type: str
    cid: Optional[str]
    data: Mapping[str, Any]
    signature: bytes
    line: bytes

    @property
    def event(self) -> Optional[EventType]:
        """What happened; None for an event this version does not know."""
        return event_type(self.type)

    @property
    def wrong_field(self) -> Optional[str]:
        """The first field of a known event's data that makes no sense; None when all do."""
        return None if self.event is None else wrong_field(self.event, self.data)

    @property
    def signed(self) -> bytes:
        """The message that the signature covers."""
        # Nothing after the signature's field can hold its name: `parse` bounded all of it.
        start = self.line.rfind(_SIGNATURE_START)
        return SIGNED_PREFIX + self.line[:start] + self.line[start + _SIGNATURE_SIZE :]

    @property
    def blobs(self) -> FrozenSet[str]:
        """The blobs that the data names: SHA-256 in hex, safe as a file's name."""
        return frozenset(_blobs(self.data))


def parse(line: bytes) -> Record:
    """Read a line.

    Raises:
        LineRefusedError: when it is too long, not canonical, or a field is not as it should be.
    """
    if len(line) >= LINE_LIMIT:
        raise LineRefusedError(Flaw.TOO_LONG, f"{len(line) + 1} bytes")
    fields = decode(line)
    wrong = _wrong_field(fields)
    if wrong is not None:
        raise LineRefusedError(Flaw.BAD_FIELD, wrong)
    return Record(
        log=fields["log"],
        seq=fields["seq"],
        prev=fields["prev"],
        stamp=Stamp(_time_of(fields["t"]), fields["off"], fields["up"], fields["run"]),
        type=fields["type"],
        cid=fields.get("cid"),
        data=fields["d"],
        signature=base64.b64decode(fields["sig"]),
        line=line,
    )


@dataclass(frozen=True)
class Position:
    """Where a line stands: `prev` is the SHA-256 in hex of the line before."""

    log: str
    seq: int
    prev: str


def build(
    position: Position,
    stamp: Stamp,
    kind: EventType,
    data: Mapping[str, Json],
    sign: Sign,
    cid: Optional[str] = None,
) -> Record:
    """Write a line and read it back.

    Raises:
        LineRefusedError: when the event is not as the table says, or no reader would take it.
    """
    _check_event(kind, data, cid)
    fields: Dict[str, Json] = {
        "v": 1,
        "log": position.log,
        "seq": position.seq,
        "prev": position.prev,
        "t": moment_text(stamp.t),
        "off": stamp.off,
        "up": stamp.up,
        "run": stamp.run,
        "type": kind.value,
        "d": data,
    }
    if cid is not None:
        fields["cid"] = cid
    unsigned = encode(fields)
    # What comes after the time's field is bounded and can hold no name of a field.
    start = unsigned.rfind(_AFTER_SIGNATURE)
    signature = base64.b64encode(sign(SIGNED_PREFIX + unsigned))
    return parse(unsigned[:start] + _SIGNATURE_START + signature + b'"' + unsigned[start:])


def _check_event(kind: EventType, data: Mapping[str, Json], cid: Optional[str]) -> None:
    wrong = wrong_field(kind, data)
    if wrong is not None or unknown_fields(kind, data):
        raise LineRefusedError(Flaw.BAD_DATA, f"{kind.value}: {wrong or 'an unknown field'}")
    if cid is None and kind in ABOUT_A_CONSENT:
        raise LineRefusedError(Flaw.BAD_DATA, f"{kind.value}: no cid")


def _wrong_field(fields: Mapping[str, Any]) -> Optional[str]:
    """The first field that is missing, unknown or not as journal.md says; None when all are."""
    names = fields.keys()
    if names != _FIELDS and names != _FIELDS_WITH_CID:
        return "fields missing or unknown"
    for name, is_right in _CHECKS:
        if name in fields and not is_right(fields[name]):
            return name
    return None


def _time_of(value: object) -> datetime:
    """The moment of a `t` that has been checked."""
    moment = moment_of(value)
    if moment is None:
        raise LineRefusedError(Flaw.BAD_FIELD, "t")
    return moment


def _blobs(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _blobs(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("_sha256") and isinstance(inner, str) and is_sha256(inner):
                yield inner
            else:
                yield from _blobs(inner)


def _is_millisecond_text(value: object) -> bool:
    return isinstance(value, str) and len(value) == len("2026-11-23T13:02:31.002Z")


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and is_integer(value) and abs(value) < _DAY_MINUTES


_CHECKS: Tuple[Tuple[str, Shape], ...] = (
    ("v", lambda value: value == 1 and is_integer(value)),
    ("log", is_log_name),
    ("seq", is_count),
    ("prev", is_sha256),
    ("t", _is_millisecond_text),
    ("off", _is_offset),
    ("up", is_count),
    ("run", matching(re.compile(r"[0-9a-f]{16}"))),
    ("type", matching(re.compile(r"[a-z0-9_.]{1,64}"))),
    ("cid", is_uuid4),
    ("d", lambda value: isinstance(value, dict)),
    # The usual base64 of 64 bytes: the last digit's unused bits are zero.
    ("sig", matching(re.compile(r"[A-Za-z0-9+/]{85}[AQgw]=="))),
)
