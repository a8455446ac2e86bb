"""What a report says of the machine: the columns of the list.

Pure. Whatever has not its shape is left out; what is left out is unknown.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.consent.canonical import decode
from agent.consent.event_data import EventType
from agent.consent.record import Record
from agent.consent.refusals import LineRefusedError

LONGEST_TEXT = 200
OUTCOMES = ("met", "unmet", "unknown")
_ID = re.compile(r"[0-9]{6,12}", re.ASCII)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True)
class MachineFacts:
    """What a machine said of itself; None where it said nothing usable.

    `teamviewer_id` is digits only; `findings` is each requirement's outcome.
    """

    teamviewer_id: str | None
    machine: str | None
    windows: str | None
    outcome: str
    findings: str | None
    contact: str | None
    program: str | None


def facts_in(records: Sequence[Record], blobs: Mapping[str, bytes]) -> MachineFacts | None:
    """The newest of these lines that says anything of the machine; None when none does."""
    for record in reversed(records):
        if record.event is EventType.REPORT_SENT:
            facts = read_facts(blobs.get(str(record.data.get("fields_sha256"))))
            if facts is not None:
                return facts
    return None


def read_facts(blob: bytes | None) -> MachineFacts | None:
    """What a blob of `report.sent` says; None when it is not one."""
    data = (_object(blob) or {}).get("data")
    if not isinstance(data, dict):
        return None
    identifier = _text(data, "teamviewer_id")
    outcome = data.get("outcome")
    return MachineFacts(
        identifier if identifier is not None and _ID.fullmatch(identifier) else None,
        _text(data, "machine"),
        _text(data, "windows"),
        outcome if isinstance(outcome, str) and outcome in OUTCOMES else "unknown",
        _findings(data),
        _text(data, "contact"),
        _text(data, "program"),
    )


def _object(content: bytes | None) -> "dict[str, object] | None":
    try:
        return None if content is None else decode(content)
    except LineRefusedError:
        return None


def _text(data: Mapping[str, object], name: str) -> str | None:
    value = data.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        return None
    # What cannot be seen could make one machine look like another.
    shown = "".join(c for c in value if unicodedata.category(c) not in _UNSEEN).strip()
    return shown or None


def _findings(data: Mapping[str, object]) -> str | None:
    text = data.get("findings")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT * 20:
        return None
    outcomes = _object(text.encode("utf-8", "replace"))
    if outcomes is None or not all(value in OUTCOMES for value in outcomes.values()):
        return None
    return text
