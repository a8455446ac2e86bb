"""What a removal of permanent passwords did, as far as it was read back. Pure."""

from dataclasses import dataclass
from typing import Tuple

from agent.errors import AgentError
from agent.texts import message


class ServiceNotStoppedError(AgentError):
    """Nothing was touched: TeamViewer's service would write the values back."""

    def __init__(self) -> None:
        title, advice = message("doors.not_stopped"), message("doors.not_stopped.advice")
        super().__init__(title, advice, "the service is not said to be stopped")


@dataclass(frozen=True)
class LeftValue:
    """A value that may still be there; `name` is empty when its key could not be looked into."""

    source: str
    name: str
    why: str


@dataclass(frozen=True)
class Removal:
    """What was removed, by its place and name, and what may still be there as read back."""

    removed: Tuple[Tuple[str, str], ...] = ()
    left: Tuple[LeftValue, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no permanent password is left anywhere; also when there never was one."""
        return not self.left


def together(first: Removal, then: Removal) -> Removal:
    """Two removals as one: what either left may still be there."""
    return Removal(
        tuple(dict.fromkeys((*first.removed, *then.removed))),
        tuple(dict.fromkeys((*first.left, *then.left))),
    )
