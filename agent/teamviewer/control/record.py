"""The start types that a cut has changed: what a restoration puts back, and nothing else.

Pure. One JSON object: `{"v": 1, "services": [{"name", "start": "automatic|manual", "running"}]}`.
"""

import json
from dataclasses import dataclass, replace
from typing import Any, Dict, Iterable, Optional, Tuple

from agent.errors import AgentError
from agent.texts import message
from agent.windows_facts import ServiceFacts, StartType

VERSION = 1
MAX_BYTES = 64 * 1024
RESTORABLE = (StartType.AUTOMATIC, StartType.MANUAL)

# Windows' own limit.
_MAX_NAME_CHARACTERS = 256


class RecordError(AgentError):
    """The start types cannot be read or kept."""

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(message(key), message(key + ".advice"), detail)


class RecordDamagedError(RecordError):
    """What is there is not a record of this program."""

    def __init__(self, detail: str) -> None:
        super().__init__("cut.record_damaged", detail)


@dataclass(frozen=True)
class Remembered:
    """A service as it was before a cut changed it."""

    name: str
    start: StartType
    running: bool


Record = Tuple[Remembered, ...]


def with_services(record: Record, services: Iterable[ServiceFacts]) -> Record:
    """`record` with what the services are now, before they are changed.

    A service that is disabled is left as it is remembered: an earlier cut may have disabled it.
    """
    entries = {one.name.lower(): one for one in record}
    for service in services:
        if service.start in RESTORABLE:
            known = entries.get(service.name.lower())
            entries[service.name.lower()] = _newer(known, service)
    return tuple(entries.values())


def _newer(known: Optional[Remembered], service: ServiceFacts) -> Remembered:
    fresh = Remembered(service.name, service.start, service.running)
    if known is not None and known.start is fresh.start:
        # A cut that could not disable it may have stopped it.
        return replace(fresh, running=fresh.running or known.running)
    return fresh


def encode(record: Record) -> bytes:
    """The record as the bytes of its file."""
    services = [
        {"name": one.name, "start": one.start.value, "running": one.running} for one in record
    ]
    text = json.dumps({"v": VERSION, "services": services}, ensure_ascii=False, indent=1)
    return text.encode("utf-8")


def decode(data: bytes) -> Record:
    """The record in a file.

    Raises:
        RecordDamagedError: the bytes are not a record, whole and of this version.
    """
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RecordDamagedError("not JSON") from error
    if not isinstance(value, dict) or set(value) != {"v", "services"} or value["v"] != VERSION:
        raise RecordDamagedError("not a record")
    if not isinstance(value["services"], list):
        raise RecordDamagedError("no list of services")
    entries = [_remembered(one) for one in value["services"]]
    if len({one.name.lower() for one in entries}) != len(entries):
        raise RecordDamagedError("a service twice")
    return tuple(entries)


def _remembered(value: Any) -> Remembered:  # noqa: ANN401 - out of a file: anything
    starts: Dict[str, StartType] = {start.value: start for start in RESTORABLE}
    is_entry = (
        isinstance(value, dict)
        and set(value) == {"name", "start", "running"}
        and isinstance(value["name"], str)
        and 0 < len(value["name"]) <= _MAX_NAME_CHARACTERS
        and isinstance(value["start"], str)
        and value["start"] in starts
        and isinstance(value["running"], bool)
    )
    if not is_entry:
        raise RecordDamagedError("not an entry")
    return Remembered(value["name"], starts[value["start"]], value["running"])
