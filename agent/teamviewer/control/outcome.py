"""What a cut or a restoration did, as far as it was read back.

Pure. Nothing in here is a hope: `ok` follows from what was still there when it was looked at last.
"""

import enum
from dataclasses import dataclass
from typing import Optional, Tuple

from agent.texts import Message, message
from agent.windows_facts import StartType


class Why(enum.Enum):
    """Why something is still there. Each has a sentence, which also says what to do."""

    NO_SERVICES = "no_services"
    NO_PROCESSES = "no_processes"
    UNREADABLE = "unreadable"
    ENABLED = "enabled"
    RUNNING = "running"
    DENIED = "denied"
    IGNORED = "ignored"
    FAILED = "failed"
    CAME_BACK = "came_back"
    STRANGER = "stranger"
    UNVERIFIED = "unverified"
    SETUP = "setup"
    NOT_BACK = "not_back"
    NOT_STARTED = "not_started"


@dataclass(frozen=True)
class Left:
    """What is still there: a service's name, a program's path, or a whole list; and why.

    `detail` is technical, for the log.
    """

    what: str
    why: Why
    detail: str = ""

    @property
    def sentence(self) -> Message:
        """What is still there, and what the person can do."""
        return message(f"cut.left.{self.why.value}", what=self.what)


@dataclass(frozen=True)
class ServiceOutcome:
    """A service before and after; `now` is None when it is no longer there."""

    name: str
    was: StartType
    now: Optional[StartType]
    running: bool


@dataclass(frozen=True)
class Outcome:
    """What was done, and what was still there at the last look.

    `troubles` did not keep anything open, and yet have to be told.
    """

    milliseconds: int
    services: Tuple[ServiceOutcome, ...] = ()
    processes_ended: Tuple[str, ...] = ()
    left: Tuple[Left, ...] = ()
    troubles: Tuple[Message, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was left, and all of it could be looked at."""
        return not self.left
