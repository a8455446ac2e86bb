"""A computer in memory with TeamViewer on it, which can refuse or break at every step.

It knows nothing of cuts: services start windows, ended programs are gone, files keep what they got.
"""

import contextlib
import enum
from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Optional, Set

from agent.teamviewer.control.ports import Ports, Services, Targets
from agent.teamviewer.control.record import Record, RecordDamagedError, RecordError
from agent.teamviewer.control.targets import Belonging, Target
from agent.windows_facts import (
    ProcessFacts,
    Refusal,
    Refused,
    ServiceFacts,
    ServicesReading,
    StartType,
    Unreadable,
)

FOLDER = "C:\\Program Files\\TeamViewer"
WINDOW = f"{FOLDER}\\TeamViewer.exe"
SERVICE = f"{FOLDER}\\TeamViewer_Service.exe"


class Step(enum.Enum):
    """What can fail."""

    RECORD = "record"
    DISABLE = "disable"
    STOP = "stop"
    END = "end"
    SERVICES = "services"
    PROCESSES = "processes"


class Killed(BaseException):
    """The program was ended from outside."""


@dataclass
class PretendComputer:
    """Services by name, programs by process id; a running service keeps a window open.

    Each step in `failing` refuses, or raises when `breaks`; it recovers after `failures` times.
    Stopping a service opens the program at `opens_at_stop`. The cut is killed at step number
    `killed_at`, `after` or before it took effect.
    """

    starts: Dict[str, StartType] = field(
        default_factory=lambda: {"TeamViewer": StartType.AUTOMATIC}
    )
    running: Set[str] = field(default_factory=lambda: {"TeamViewer"})
    programs: Dict[int, Target] = field(default_factory=dict)
    hidden: Set[str] = field(default_factory=set)
    failing: Set[Step] = field(default_factory=set)
    failures: int = 1000
    breaks: bool = False
    killed_at: Optional[int] = None
    after: bool = False
    record: Record = ()
    damaged: bool = False
    opens_at_stop: Optional[str] = None
    steps: List[str] = field(default_factory=list)
    pauses: int = 0
    reopening: Set[str] = field(default_factory=set)
    services_of: Dict[int, str] = field(default_factory=dict)
    _next: int = 100

    def __post_init__(self) -> None:
        for name in sorted(self.running):
            self.open(SERVICE, name)
            self.open(WINDOW)

    @property
    def ports(self) -> Ports:
        return Ports(self, self, lambda: contextlib.nullcontext(True), lambda: 0.0, self.pause)

    def open(
        self,
        path: str,
        service: str = "",
        belonging: Belonging = Belonging.TEAMVIEWER,
        *,
        reopens: bool = False,
    ) -> int:
        """Start a program, as a service or not; one that `reopens` cannot be ended for good."""
        self._next += 1
        name = path.rpartition("\\")[2]
        process = ProcessFacts(self._next, name, path, 1)
        self.programs[self._next] = Target(process, belonging)
        self.services_of[self._next] = service
        if reopens:
            self.reopening.add(path)
        return self._next

    def is_open(self) -> bool:
        """Whether anybody could come in now or after a restart: the truth of this computer."""
        is_enabled = any(start is not StartType.DISABLED for start in self.starts.values())
        return is_enabled or bool(self.running or self.programs)

    def services(self) -> Services:
        with self._step(Step.SERVICES, "look") as refused:
            if refused:
                return Unreadable("no services")
            facts = (
                ServiceFacts(name, SERVICE, start, name in self.running)
                for name, start in self.starts.items()
                if name not in self.hidden
            )
            return ServicesReading(tuple(facts), tuple(sorted(self.hidden)))

    def targets(self, services: Services) -> Targets:
        del services
        with self._step(Step.PROCESSES, "look") as refused:
            return Unreadable("no processes") if refused else tuple(self.programs.values())

    def change_start(self, name: str, start: StartType) -> Optional[Refused]:
        with self._step(Step.DISABLE, f"{start.value} {name}") as refused:
            if refused:
                return Refused(Refusal.DENIED, "access")
            if name not in self.starts:
                return Refused(Refusal.GONE, "no such service")
            self.starts[name] = start
            return None

    def stop(self, name: str) -> Optional[Refused]:
        with self._step(Step.STOP, f"stop {name}") as refused:
            if refused:
                return Refused(Refusal.IGNORED, "does not stop")
            self._is_stopped(name)
            if self.opens_at_stop:
                self.open(self.opens_at_stop)
            return None

    def start(self, name: str) -> Optional[Refused]:
        self.steps.append(f"start {name}")
        self.running.add(name)
        return None

    def end(self, process: ProcessFacts) -> Optional[Refused]:
        with self._step(Step.END, f"end {process.name}") as refused:
            if refused:
                return Refused(Refusal.DENIED, "access")
            if self.programs.pop(process.pid, None) is None:
                return Refused(Refusal.GONE, "no such process")
            service = self.services_of[process.pid]
            if service:
                self._is_stopped(service)
            elif process.path in self.reopening or (self.running and process.path == WINDOW):
                self.open(process.path or "")
            return None

    def load(self) -> Record:
        with self._step(Step.RECORD, "load") as refused:
            if refused:
                raise RecordError("cut.record_unreadable", "disk")
            if self.damaged:
                raise RecordDamagedError("not JSON")
            return self.record

    def save(self, record: Record) -> None:
        with self._step(Step.RECORD, "save") as refused:
            if refused:
                raise RecordError("cut.record_refused", "disk")
            assert not self.damaged
            self.record = record

    def set_aside(self) -> None:
        with self._step(Step.RECORD, "set aside"):
            self.damaged = False

    def pause(self) -> None:
        self.pauses += 1

    def _is_stopped(self, name: str) -> None:
        self.running.discard(name)
        own = [pid for pid, what in self.services_of.items() if what == name]
        for pid in own:
            self.programs.pop(pid, None)

    @contextlib.contextmanager
    def _step(self, step: Step, what: str) -> Iterator[bool]:
        self.steps.append(what)
        is_last = self.killed_at == len(self.steps)
        if is_last and not self.after:
            raise Killed
        refused = step in self.failing and self.failures > 0
        if refused:
            self.failures -= 1
            if self.breaks:
                raise RuntimeError(what)
        yield refused
        if is_last:
            raise Killed
