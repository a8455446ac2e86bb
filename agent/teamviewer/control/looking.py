"""A look at the whole computer, and what in it is still open. Pure."""

from dataclasses import dataclass
from typing import Dict, Iterator, Optional, Tuple

from agent.teamviewer.control.outcome import Left, Why
from agent.teamviewer.control.ports import Computer, Services, Targets
from agent.teamviewer.control.targets import Belonging, Target
from agent.teamviewer.places import is_service_name
from agent.windows_facts import (
    Refusal,
    Refused,
    ServiceFacts,
    StartType,
    Unreadable,
)

_REFUSALS = {
    Refusal.DENIED: Why.DENIED,
    Refusal.IGNORED: Why.IGNORED,
    Refusal.FAILED: Why.FAILED,
}
_BELONGINGS = {
    Belonging.STRANGER: Why.STRANGER,
    Belonging.UNVERIFIED: Why.UNVERIFIED,
    Belonging.UNREADABLE: Why.UNREADABLE,
    Belonging.SETUP: Why.SETUP,
}


@dataclass(frozen=True)
class Look:
    """Services and programs as they were at one moment."""

    services: Services
    targets: Targets

    @property
    def known_services(self) -> Tuple[ServiceFacts, ...]:
        """The services that could be looked into."""
        return () if isinstance(self.services, Unreadable) else self.services.services

    @property
    def known_targets(self) -> Tuple[Target, ...]:
        """The programs that could be listed."""
        return () if isinstance(self.targets, Unreadable) else self.targets

    @property
    def teamviewers(self) -> Tuple[Target, ...]:
        """The programs that are TeamViewer's without doubt."""
        return tuple(t for t in self.known_targets if t.belonging is Belonging.TEAMVIEWER)


@dataclass(frozen=True)
class Seen:
    """What one look says: what is open or may be, and whether every service is known stopped."""

    left: Tuple[Left, ...]
    services_stopped: bool


class Answers:
    """What Windows last refused, step by step, to say why something is still there."""

    def __init__(self) -> None:
        self._refused: Dict[Tuple[str, object], Refused] = {}

    def keep(self, step: str, of: object, answer: Optional[Refused]) -> None:
        """Remember the latest answer; an agreement takes an earlier refusal back."""
        self._refused.pop((step, of), None)
        if answer is not None:
            self._refused[(step, of)] = answer

    def left(self, what: str, step: str, of: object, otherwise: Why) -> Left:
        """`what` is still there, for the reason Windows gave, or `otherwise` when it gave none."""
        answer = self._refused.get((step, of))
        if answer is None:
            return Left(what, otherwise)
        return Left(what, _REFUSALS.get(answer.refusal, otherwise), answer.why)


def look_at(computer: Computer) -> Look:
    """Services and programs now; what breaks on the way is unreadable."""
    services = _services(computer)
    try:
        return Look(services, computer.targets(services))
    except Exception as error:  # noqa: BLE001 - what cannot be looked at is a state, told as such
        return Look(services, Unreadable(repr(error)))


def what_is_left(look: Look, answers: Answers, ended: Tuple[Target, ...]) -> Tuple[Left, ...]:
    """Everything that is still open, or may be. `ended` are the programs that were ended before."""
    return tuple(
        dict.fromkeys((*_left_services(look, answers), *_left_programs(look, answers, ended)))
    )


def is_known_stopped(services: Services) -> bool:
    """Whether no service of TeamViewer runs; no when one of them cannot be looked into."""
    if isinstance(services, Unreadable) or any(map(is_service_name, services.unreadable)):
        return False
    return not any(one.running for one in services.services)


def _services(computer: Computer) -> Services:
    try:
        return computer.services()
    except Exception as error:  # noqa: BLE001 - as above
        return Unreadable(repr(error))


def _left_services(look: Look, answers: Answers) -> Iterator[Left]:
    if isinstance(look.services, Unreadable):
        yield Left("services", Why.NO_SERVICES, look.services.why)
        return
    for name in filter(is_service_name, look.services.unreadable):
        yield Left(name, Why.UNREADABLE)
    for service in look.services.services:
        if service.start is StartType.UNKNOWN:
            yield Left(service.name, Why.UNREADABLE)
        elif service.start is not StartType.DISABLED:
            yield answers.left(service.name, "disable", service.name, Why.ENABLED)
        if service.running:
            yield answers.left(service.name, "stop", service.name, Why.RUNNING)


def _left_programs(look: Look, answers: Answers, ended: Tuple[Target, ...]) -> Iterator[Left]:
    if isinstance(look.targets, Unreadable):
        yield Left("processes", Why.NO_PROCESSES, look.targets.why)
        return
    paths = {one.what.lower() for one in ended}
    for target in look.targets:
        if target.belonging is not Belonging.TEAMVIEWER:
            yield Left(target.what, _BELONGINGS[target.belonging])
        else:
            came_back = target.what.lower() in paths
            otherwise = Why.CAME_BACK if came_back else Why.RUNNING
            yield answers.left(target.what, "end", target.process.pid, otherwise)
