"""Putting back the start types that cuts have changed, and nothing else.

Pure. A service that somebody enabled since is no longer as the cut left it, and is left alone; one
that was removed is forgotten.
"""

import logging
from typing import Callable, Iterator, Optional, Sequence, Tuple

from agent.errors import AgentError
from agent.teamviewer.control.looking import Answers, Look, look_at
from agent.teamviewer.control.outcome import Left, Outcome, ServiceOutcome, Why
from agent.teamviewer.control.ports import Ports
from agent.teamviewer.control.record import Record, RecordError, Remembered
from agent.texts import Message, message
from agent.windows_facts import Refusal, Refused, ServiceFacts, StartType, Unreadable

_log = logging.getLogger(__name__)


class RestoreRefusedError(AgentError):
    """Nothing was put back; the title says why."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(message(key), message(key + ".advice"), detail or key)


def restore(ports: Ports, is_administrator: Callable[[], bool]) -> Outcome:
    """Put back what cuts changed, and start again what ran by itself.

    Raises:
        RestoreRefusedError: without an administrator's rights; nothing was recorded; another cut
            or restoration does not end; the services cannot be listed.
        RecordError: what was recorded cannot be read.
    """
    began = ports.now()
    if not is_administrator():
        raise RestoreRefusedError("cut.not_administrator")
    with ports.alone() as is_alone:
        if not is_alone:
            raise RestoreRefusedError("cut.busy")
        return _restore(ports, began)


def _restore(ports: Ports, began: float) -> Outcome:
    record = ports.memory.load()
    if not record:
        raise RestoreRefusedError("cut.nothing_recorded")
    before = look_at(ports.computer)
    if isinstance(before.services, Unreadable):
        raise RestoreRefusedError("cut.services_unreadable", before.services.why)
    answers = Answers()
    ours = [one for one in record if _is_as_cut(one, before)]
    for one in ours:
        answers.keep("enable", one.name, _tried(_enable, ports, one))
    for one in ours:
        if _should_run(one):
            answers.keep("start", one.name, _tried(_start, ports, one))
    after = look_at(ports.computer)
    left = [trouble for one in record for trouble in _left(one, after, answers, ours)]
    return Outcome(
        milliseconds=int((ports.now() - began) * 1000),
        services=tuple(_service(one, before, after) for one in record),
        left=tuple(left),
        troubles=_forget(ports, record, after),
    )


def _tried(
    action: Callable[[Ports, Remembered], Optional[Refused]], ports: Ports, one: Remembered
) -> Optional[Refused]:
    try:
        return action(ports, one)
    except Exception as error:  # noqa: BLE001 - told as left; the others are still put back
        _log.exception("restore")
        return Refused(Refusal.FAILED, repr(error))


def _enable(ports: Ports, one: Remembered) -> Optional[Refused]:
    return ports.computer.change_start(one.name, one.start)


def _start(ports: Ports, one: Remembered) -> Optional[Refused]:
    return ports.computer.start(one.name)


def _find(name: str, look: Look) -> Optional[ServiceFacts]:
    return next((s for s in look.known_services if s.name.lower() == name.lower()), None)


def _is_as_cut(one: Remembered, look: Look) -> bool:
    service = _find(one.name, look)
    return service is not None and service.start is StartType.DISABLED


def _is_hidden(name: str, look: Look) -> bool:
    """Whether the service may be there although it could not be looked into."""
    if isinstance(look.services, Unreadable):
        return True
    return name.lower() in [hidden.lower() for hidden in look.services.unreadable]


def _left(
    one: Remembered, after: Look, answers: Answers, ours: Sequence[Remembered]
) -> Iterator[Left]:
    """What of a service could not be put back; of one that is not as it was left, nothing."""
    now = _find(one.name, after)
    if now is None:
        if _is_hidden(one.name, after):
            yield Left(one.name, Why.UNREADABLE)
    elif one in ours and now.start is not one.start:
        yield answers.left(one.name, "enable", one.name, Why.NOT_BACK)
    elif one in ours and _should_run(one) and not now.running:
        yield Left(one.name, Why.NOT_STARTED)


def _should_run(one: Remembered) -> bool:
    return one.running and one.start is StartType.AUTOMATIC


def _service(one: Remembered, before: Look, after: Look) -> ServiceOutcome:
    was, now = _find(one.name, before), _find(one.name, after)
    start = was.start if was else StartType.UNKNOWN
    if now is not None:
        return ServiceOutcome(one.name, start, now.start, now.running)
    hidden = _is_hidden(one.name, after)
    return ServiceOutcome(one.name, start, StartType.UNKNOWN if hidden else None, running=False)


def _forget(ports: Ports, record: Record, after: Look) -> Tuple[Message, ...]:
    """Keep only what could not be put back yet; what is back or gone is done with."""
    kept = tuple(one for one in record if _is_as_cut(one, after) or _is_hidden(one.name, after))
    gone = [one.name for one in record if one not in kept and _find(one.name, after) is None]
    told = [message("cut.service_gone", what=name) for name in gone]
    try:
        if kept != record:
            ports.memory.save(kept)
    except RecordError as error:
        _log.warning("the record is out of date: %s", error)
        told.append(error.title)
    return tuple(told)
