"""What a cut or a restoration tells: its command's JSON, its journal line's data. Pure."""

from typing import Any, Callable, Dict, Optional

from agent.teamviewer.control.outcome import Outcome, ServiceOutcome
from agent.texts import Message
from agent.windows_facts import StartType

_STARTS = {
    StartType.AUTOMATIC: "auto",
    StartType.MANUAL: "manual",
    StartType.DISABLED: "disabled",
    StartType.UNKNOWN: "unknown",
}
GONE = "gone"
# The journal's own limit for a text.
_LONGEST_LEFT = 200


def outcome_json(outcome: Outcome, translate: Callable[[Message], str]) -> Dict[str, Any]:
    """The object of both commands; `now` is `gone` for a service that is no longer there."""
    return {
        "ok": outcome.ok,
        "ms": outcome.milliseconds,
        "services": [_service(service) for service in outcome.services],
        "processes_ended": list(outcome.processes_ended),
        "left": [translate(left.sentence) for left in outcome.left],
    }


def outcome_event(outcome: Outcome, by: str, method: str) -> Dict[str, Any]:
    """The data of `access.cut` and `access.restored`; `method` is `service` or `elevated`."""
    return {
        "by": by,
        "ok": outcome.ok,
        "method": method,
        "ms": outcome.milliseconds,
        "left": [f"{one.why.value}: {one.what}"[:_LONGEST_LEFT] for one in outcome.left],
    }


def _service(service: ServiceOutcome) -> Dict[str, Any]:
    return {
        "name": service.name,
        "was": _text(service.was),
        "now": _text(service.now),
        "running": service.running,
    }


def _text(start: Optional[StartType]) -> str:
    return GONE if start is None else _STARTS[start]
