"""The cut: remember, disable, stop, end, read back, wait, and read back again.

Pure. No step waits for another one to succeed; what one of them could not do is tried again and
then told. Only what was read back at the end counts.
"""

import contextlib
import logging
from typing import Callable, Dict, List, Optional, Tuple, TypeVar

from agent.errors import AgentError
from agent.teamviewer.control.looking import Answers, Look, look_at, what_is_left
from agent.teamviewer.control.outcome import Outcome, ServiceOutcome, Why
from agent.teamviewer.control.ports import Memory, Ports
from agent.teamviewer.control.record import RESTORABLE, RecordDamagedError, with_services
from agent.teamviewer.control.targets import Target
from agent.texts import Message, message
from agent.windows_facts import Refusal, Refused, ServiceFacts, StartType, Unreadable

SWEEPS = 3
# What is left alone stays as it is, however often it is met.
NOT_OURS = (Why.STRANGER, Why.UNVERIFIED, Why.SETUP)

T = TypeVar("T")

_log = logging.getLogger(__name__)


def cut(ports: Ports) -> Outcome:
    """Shut TeamViewer and say what was read back. Never raises.

    Nothing open was seen twice, with a pause between, when the outcome is ok.
    """
    began = ports.now()
    with contextlib.ExitStack() as stack:
        if not _is_alone(ports, stack):
            _log.warning("another cut is under way, or its lock is refused")
        return _Cut(ports).run(began)


def _is_alone(ports: Ports, stack: contextlib.ExitStack) -> bool:
    """Wait for another cut to end; a lock that breaks keeps nothing from being shut."""
    try:
        return stack.enter_context(ports.alone())
    except Exception:  # noqa: BLE001 - the cut is made in any case
        _log.exception("no lock")
        return False


class _Cut:
    """One cut under way."""

    def __init__(self, ports: Ports) -> None:
        self._ports, self._computer = ports, ports.computer
        self._answers = Answers()
        self._before: Dict[str, ServiceFacts] = {}
        self._met: Dict[Tuple[int, str], Target] = {}
        self._troubles: List[Message] = []

    def run(self, began: float) -> Outcome:
        look = self._look()
        for _ in range(SWEEPS):
            self._sweep(look)
            first = self._look()
            look = self._second_look()
            if self._is_settled(first) and self._is_settled(look):
                break
        if self._is_settled(look) and not self._is_settled(first):
            look = self._second_look()
        return self._outcome(look, began)

    def _second_look(self) -> Look:
        self._ports.pause()
        return self._look()

    def _is_settled(self, look: Look) -> bool:
        """Whether another sweep would change nothing."""
        return all(left.why in NOT_OURS for left in what_is_left(look, self._answers, ()))

    def _look(self) -> Look:
        look = look_at(self._computer)
        for service in look.known_services:
            self._before.setdefault(service.name, service)
        for target in look.teamviewers:
            self._met.setdefault((target.process.pid, target.what), target)
        return look

    def _sweep(self, look: Look) -> None:
        services = look.known_services
        enabled = [one for one in services if one.start is not StartType.DISABLED]
        self._remember(enabled)
        for service in enabled:
            self._try("disable", service.name, self._disable, service.name)
        for service in services:
            if service.running:
                self._try("stop", service.name, self._computer.stop, service.name)
        for target in self._still_running(look):
            self._try("end", target.process.pid, self._computer.end, target.process)

    def _disable(self, name: str) -> Optional[Refused]:
        return self._computer.change_start(name, StartType.DISABLED)

    def _still_running(self, before: Look) -> Tuple[Target, ...]:
        """Once services are stopped other programs run than before; without a list, the old one."""
        now = self._look()
        return before.teamviewers if isinstance(now.targets, Unreadable) else now.teamviewers

    def _try(self, step: str, of: object, action: Callable[[T], Optional[Refused]], on: T) -> None:
        try:
            answer = action(on)
        except Exception as error:  # noqa: BLE001 - the next step is tried in any case
            _log.exception("cut: %s", step)
            answer = Refused(Refusal.FAILED, repr(error))
        self._answers.keep(step, of, answer)

    def _remember(self, changing: List[ServiceFacts]) -> None:
        if not changing:
            return
        try:
            trouble = _remember(self._ports.memory, changing)
        except AgentError as error:
            _log.warning("start types are not kept: %s", error)
            trouble = error.title
        except Exception:  # noqa: BLE001 - as above
            _log.exception("start types are not kept")
            trouble = message("cut.record_refused")
        if trouble is not None and trouble not in self._troubles:
            self._troubles.append(trouble)

    def _ended(self, look: Look) -> Tuple[Target, ...]:
        """The programs that were met and are no longer there; none when that cannot be told."""
        if isinstance(look.targets, Unreadable):
            return ()
        present = {(one.process.pid, one.what) for one in look.known_targets}
        return tuple(target for key, target in self._met.items() if key not in present)

    def _outcome(self, look: Look, began: float) -> Outcome:
        ended = self._ended(look)
        return Outcome(
            milliseconds=int((self._ports.now() - began) * 1000),
            services=tuple(_service(one, look) for one in self._before.values()),
            processes_ended=tuple(target.process.name for target in ended),
            left=what_is_left(look, self._answers, ended),
            troubles=tuple(self._troubles),
        )


def _remember(memory: Memory, services: List[ServiceFacts]) -> Optional[Message]:
    """Keep the start types before they change; the trouble that remains, None without any."""
    trouble = None
    try:
        known = memory.load()
    except RecordDamagedError as error:
        memory.set_aside()
        known, trouble = (), error.title
    remembered = with_services(known, services)
    if remembered != known:
        memory.save(remembered)
    if any(one.start not in RESTORABLE for one in services):
        return message("cut.start_unknown")
    return trouble


def _service(before: ServiceFacts, look: Look) -> ServiceOutcome:
    """What was read last of a service; without a list it may be as it was before."""
    if isinstance(look.services, Unreadable) or before.name in look.services.unreadable:
        return ServiceOutcome(before.name, before.start, StartType.UNKNOWN, before.running)
    now = next((one for one in look.services.services if one.name == before.name), None)
    if now is None:
        return ServiceOutcome(before.name, before.start, None, running=False)
    return ServiceOutcome(before.name, before.start, now.start, now.running)
