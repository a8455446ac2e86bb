"""Clients' journals with real signatures, and the reports made of them."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from agent.consent.canonical import Json, encode
from agent.consent.chain import Head
from agent.consent.checkpoint import sign_checkpoint
from agent.consent.event_data import EventType
from agent.consent.record import Stamp
from desk import ed25519
from desk.api.signed_request import signed_text
from desk.store.heads import milliseconds, moment
from desk.witness.report import Report
from tests.unit.consent_journals import CID, RUN, Writer, yes

MORNING = milliseconds(datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc))
"""When these journals begin, in Unix milliseconds."""


def at(minutes: float) -> int:
    """So many minutes after the journals begin, in Unix milliseconds."""
    return MORNING + int(minutes * 60_000)


FIELDS: dict[str, Json] = {
    "teamviewer_id": "1234567890",
    "machine": "PC de Zoé",
    "windows": "Windows 10",
    "outcome": "met",
    "findings": '{"disk_space":"met","internet":"met"}',
    "contact": "Zoé Martin",
    "program": "2CLICKS Assistance 1.0",
}


@dataclass
class Client:
    """One account's program: writes its journal and makes reports of it."""

    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    blobs: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.writer = Writer(self.seed, sign=lambda message: ed25519.sign(self.seed, message))

    @property
    def log(self) -> str:
        return self.head.log

    @property
    def head(self) -> Head:
        return self.writer.head

    @property
    def lines(self) -> list[bytes]:
        return self.writer.lines

    @property
    def size(self) -> int:
        return len(self.writer.links)

    def copy(self) -> "Client":
        """The same account as it is now, going its own way from here."""
        other = Client(self.seed, dict(self.blobs))
        other.writer.links, other.writer.head = list(self.writer.links), self.writer.head
        return other

    def keep(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        self.blobs[name] = content
        return name

    def event(self, minutes: float, kind: EventType, data: Any = None, cid: Any = None) -> "Client":  # noqa: ANN401 - as the writer takes it
        self.writer.write(minutes, kind, data, cid)
        return self

    def send_fields(self, minutes: float = 1, **changes: Json) -> "Client":
        """Write what a report says of the machine."""
        data: dict[str, Json] = {**FIELDS, **changes}
        name = self.keep(encode({"data": data, "salt": secrets.token_hex(16)}))
        return self.event(minutes, EventType.REPORT_SENT, {"fields_sha256": name})

    def grant(self, minutes: float, **changes: Json) -> "Client":
        """Allow one takeover: asked, and yes a minute later."""
        self.writer.ask(minutes, CID)
        return self.event(minutes + 1, EventType.GIVEN, yes(**changes), CID)

    def head_at(self, size: int) -> Head:
        head: Head = self.writer.links[size - 1].head
        return head

    def checkpoint(self, size: int | None = None) -> str:
        head = self.head_at(self.size if size is None else size)
        return sign_checkpoint(head, self.writer.sign)

    def report(self, first: int = 0, size: int | None = None) -> Report:
        end = self.size if size is None else size
        records = self.writer.records[first:end]
        named = {name for record in records for name in record.blobs}
        blobs = {name: content for name, content in self.blobs.items() if name in named}
        lines = tuple(record.line for record in records)
        return Report(self.log, first, lines, self.checkpoint(end), blobs)

    def asks(self, first: int, seconds: int) -> dict[str, str]:
        """The headers of a signed request for lines."""
        text = signed_text(self.log, str(first), str(seconds))
        signature = base64.b64encode(ed25519.sign(self.seed, text)).decode()
        return {"Desk-Time": str(seconds), "Desk-Signature": signature}


def body_of(report: Report) -> bytes:
    """The report as it goes over the wire."""
    return json.dumps(fields_of(report), ensure_ascii=False).encode()


def fields_of(report: Report) -> dict[str, Any]:
    return {
        "log": report.log,
        "from": report.first,
        "lines": [line.decode() for line in report.lines],
        "checkpoint": report.checkpoint,
        "blobs": {n: base64.b64encode(c).decode() for n, c in report.blobs.items()},
    }


def stamp_at(unix_ms: int) -> Stamp:
    """The clocks of a computer whose wall clock says this."""
    return Stamp(moment(unix_ms), 60, 600_000, RUN)
