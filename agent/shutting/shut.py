"""What came of shutting, told the same to icon, window, banner and command line. Pure."""

import enum
from dataclasses import dataclass
from typing import Optional

from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.removal import Removal
from agent.texts import Message, message


class Method(enum.Enum):
    """Who shut it: the service, a program the person agreed to, or this program itself."""

    SERVICE = "service"
    ELEVATED = "elevated"
    DIRECT = "direct"

    @property
    def in_journal(self) -> str:
        """The journal's word: `service` or `elevated`."""
        return "service" if self is Method.SERVICE else "elevated"


class Failure(enum.Enum):
    """Why the rights to shut everything were not had. Each has a sentence and an advice."""

    REFUSED_BY_PERSON = "refused_by_person"
    MISSING = "missing"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    NOT_BELIEVED = "not_believed"
    UNKNOWN = "unknown"

    @property
    def title(self) -> Message:
        """What happened."""
        return message(f"cut.failure.{self.value}")

    @property
    def advice(self) -> Message:
        """What the person can do, also without this program."""
        return message(f"cut.failure.{self.value}.advice")


@dataclass(frozen=True)
class Shut:
    """What was read back at the end, and how it came to that.

    `removal` is there exactly when permanent passwords were to be removed. `failure` is there only
    when something is left or in doubt.
    """

    outcome: Outcome
    removal: Optional[Removal]
    method: Method
    failure: Optional[Failure] = None

    @property
    def ok(self) -> bool:
        """Whether everything asked is done, as this program itself has read it back."""
        is_removed = self.removal is None or self.removal.ok
        return self.failure is None and self.outcome.ok and is_removed
