"""Reports and questions to the desk as bytes, as `desk.md` says. Pure."""

import base64
from dataclasses import dataclass, field
from typing import Callable, Dict, Mapping, Optional, Sequence, Tuple

from agent.consent.canonical import encode
from agent.consent.chain import Head, Link
from agent.consent.log_name import Sign
from agent.reporting.fields import SENT_BLOBS

REPORT_LIMIT = 256 * 1024
"""Bytes of a report."""

_AROUND = 2048
"""Bytes for a journal's name, numbers, checkpoint and punctuation."""

_REQUEST_PREFIX = "coupdemain/request/v1"


@dataclass(frozen=True)
class Report:
    """So many lines from number `start` on, and a checkpoint of all lines up to the last of them.

    `head` is that of the last line; `blobs` are contents by their SHA-256.
    """

    start: int
    lines: Tuple[bytes, ...]
    head: Head
    blobs: Mapping[str, bytes] = field(default_factory=dict)

    def body(self, checkpoint: str) -> bytes:
        """The report as it is sent."""
        return encode(
            {
                "log": self.head.log,
                "from": self.start,
                "lines": [line.decode() for line in self.lines],
                "checkpoint": checkpoint,
                "blobs": {name: _text(data) for name, data in self.blobs.items()},
            }
        )


def next_report(links: Sequence[Link], blob: Callable[[str], Optional[bytes]]) -> Report:
    """As many of these lines, from the first on, as one report holds; there is at least one.

    `blob` gives a content by its SHA-256, None where there is none. A content that does not fit
    beside its own line is left out.
    """
    room, taken = REPORT_LIMIT - _AROUND, 0
    blobs: Dict[str, bytes] = {}
    for link in links:
        line = len(encode(link.record.line.decode())) + 1
        more = _named(link, blobs, blob)
        size = line + sum(map(_blob_size, more.values()))
        if size > room:
            if taken:
                break
            more, size = {}, line
        blobs.update(more)
        room, taken = room - size, taken + 1
    lines = tuple(link.record.line for link in links[:taken])
    return Report(links[0].record.seq, lines, links[taken - 1].head, blobs)


def _named(
    link: Link, there: Mapping[str, bytes], blob: Callable[[str], Optional[bytes]]
) -> Dict[str, bytes]:
    """The contents that go with a line and are not in the report yet."""
    data, allowed = link.record.data, link.record.blobs
    names = {str(data[key]) for key in SENT_BLOBS if key in data} & allowed
    found = {name: blob(name) for name in sorted(names - there.keys())}
    return {name: content for name, content in found.items() if content is not None}


def _blob_size(content: bytes) -> int:
    """Name, base64, quotes, colon and comma."""
    return 64 + (len(content) + 2) // 3 * 4 + 6


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def lines_path(log: str) -> str:
    """Where a journal's lines are asked for."""
    return f"/v1/logs/{log}/lines"


def request_headers(log: str, start: int, seconds: int, sign: Sign) -> Dict[str, str]:
    """What shows that whoever asks for a journal's lines has its key; `seconds` is Unix time."""
    text = f"{_REQUEST_PREFIX}\nGET\n{lines_path(log)}\nfrom={start}\ntime={seconds}\n"
    return {"Desk-Time": str(seconds), "Desk-Signature": _text(sign(text.encode()))}
