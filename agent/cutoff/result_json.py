"""The cutoff's result as the bytes of its file. Pure.

One JSON object; whatever differs in the least from what `encode` writes is not a result.
"""

import json
import re
from datetime import datetime, timezone
from typing import Any, Dict, List, Optional, Tuple, Union

from agent.cutoff.result import Fault, Result
from agent.cutoff.words import Word
from agent.teamviewer.control.outcome import Left, Outcome, ServiceOutcome, Why
from agent.teamviewer.removal import LeftValue, Removal
from agent.texts import Message
from agent.windows_facts import StartType, Unreadable

VERSION = 1
MAX_BYTES = 256 * 1024
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_START = re.compile(r"[0-9a-f]{32}")
_TROUBLE = re.compile(r"cut\.[a-z_]{1,40}")
_MAX_MILLISECONDS = 24 * 60 * 60 * 1000


class _NotAResultError(Exception):
    """Stays in this module."""


def encode(result: Result) -> bytes:
    """The result as its file holds it; values that were removed by their place and name."""
    outcome, removal = result.outcome, result.removal
    value = {
        "v": VERSION,
        "word": result.word.value if result.word else None,
        "start": result.start,
        "time": result.time.astimezone(timezone.utc).strftime(_TIME),
        "ok": result.ok,
        "fault": result.fault.value if result.fault else None,
        "ms": outcome.milliseconds,
        "services": [_service_json(one) for one in outcome.services],
        "processes_ended": list(outcome.processes_ended),
        "left": [[one.what, one.why.value, one.detail] for one in outcome.left],
        "troubles": [trouble.key for trouble in outcome.troubles],
        "removed": None if removal is None else [list(pair) for pair in removal.removed],
        "values_left": None if removal is None else _values_json(removal),
    }
    return json.dumps(value, ensure_ascii=True, indent=1).encode("ascii")


def decode(data: bytes) -> Union[Result, Unreadable]:
    """The result in a file's bytes."""
    try:
        result = _result(json.loads(data.decode("ascii")))
    except (ValueError, RecursionError, TypeError, KeyError, _NotAResultError):
        return Unreadable("not a result")
    # Says `ok` and everything else in the one way this program says it.
    return result if encode(result) == data else Unreadable("not a result of this program")


def _service_json(one: ServiceOutcome) -> List[Any]:
    return [one.name, one.was.value, one.now.value if one.now else None, one.running]


def _values_json(removal: Removal) -> List[List[str]]:
    return [[one.source, one.name, one.why] for one in removal.left]


def _result(value: Dict[str, Any]) -> Result:
    if value["v"] != VERSION or not _START.fullmatch(value["start"]):
        raise _NotAResultError
    return Result(
        word=Word(value["word"]) if value["word"] is not None else None,
        start=value["start"],
        time=datetime.strptime(value["time"], _TIME).replace(tzinfo=timezone.utc),
        outcome=_outcome(value),
        removal=_removal(value),
        fault=Fault(value["fault"]) if value["fault"] is not None else None,
    )


def _outcome(value: Dict[str, Any]) -> Outcome:
    milliseconds = value["ms"]
    if type(milliseconds) is not int or not 0 <= milliseconds <= _MAX_MILLISECONDS:
        raise _NotAResultError
    left = [_texts(one, 3) for one in value["left"]]
    return Outcome(
        milliseconds=milliseconds,
        services=tuple(_service(one) for one in value["services"]),
        processes_ended=_texts(value["processes_ended"]),
        left=tuple(Left(what, Why(why), detail) for what, why, detail in left),
        troubles=tuple(_trouble(one) for one in _texts(value["troubles"])),
    )


def _service(value: List[Any]) -> ServiceOutcome:
    name, was, now, running = value
    if not isinstance(name, str) or not isinstance(running, bool):
        raise _NotAResultError
    known: Optional[StartType] = None if now is None else StartType(now)
    return ServiceOutcome(name, StartType(was), known, running)


def _removal(value: Dict[str, Any]) -> Optional[Removal]:
    if value["removed"] is None:
        return None
    pairs = [_texts(one, 2) for one in value["removed"]]
    left = [_texts(one, 3) for one in value["values_left"]]
    return Removal(tuple((a, b) for a, b in pairs), tuple(LeftValue(*one) for one in left))


def _trouble(key: str) -> Message:
    if not _TROUBLE.fullmatch(key):
        raise _NotAResultError
    return Message(key)


def _texts(value: Any, count: Optional[int] = None) -> Tuple[str, ...]:  # noqa: ANN401
    is_right = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not is_right or (count is not None and len(value) != count):
        raise _NotAResultError
    return tuple(value)
