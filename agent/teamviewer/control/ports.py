"""What cutting and restoring need from the computer, so that each of it can fail in a test. Pure.

Refusals are values. Anything else that goes wrong in here is caught by whoever calls, so that one
step that breaks never keeps the next one from being tried.
"""

from dataclasses import dataclass
from typing import Callable, ContextManager, Optional, Protocol, Tuple, Union

from agent.teamviewer.control.record import Record
from agent.teamviewer.control.targets import Target
from agent.windows_facts import ProcessFacts, Refused, ServicesReading, StartType, Unreadable

Services = Union[ServicesReading, Unreadable]
Targets = Union[Tuple[Target, ...], Unreadable]


class Computer(Protocol):
    """Services and programs of this computer; each look is a fresh one."""

    def services(self) -> Services:
        """The services whose program is TeamViewer's."""

    def targets(self, services: Services) -> Targets:
        """The programs of every session that are, or look like, TeamViewer's."""

    def change_start(self, name: str, start: StartType) -> Optional[Refused]:
        """Set when Windows starts the service; None when Windows agreed."""

    def stop(self, name: str) -> Optional[Refused]:
        """Stop the service, within a bounded time; None when Windows agreed."""

    def start(self, name: str) -> Optional[Refused]:
        """Start the service, within a bounded time; None when Windows agreed."""

    def end(self, process: ProcessFacts) -> Optional[Refused]:
        """End the process if it still is that program; None when Windows agreed."""


class Memory(Protocol):
    """Where start types are kept. Each raises RecordError; `load` RecordDamagedError as well."""

    def load(self) -> Record:
        """What earlier cuts changed and nobody put back; empty when there is nothing."""

    def save(self, record: Record) -> None:
        """Keep this and nothing else, on disk before it returns."""

    def set_aside(self) -> None:
        """Keep what is damaged under another name, to begin anew."""


@dataclass(frozen=True)
class Ports:
    """Everything a cut touches.

    `alone` waits, within bounds, for another cut to end, and lets this one go on in any case.
    `now` is a clock in seconds that is never set back; `pause` lasts as long as a program that is
    started again needs to show itself.
    """

    computer: Computer
    memory: Memory
    alone: Callable[[], ContextManager[bool]]
    now: Callable[[], float]
    pause: Callable[[], None]
