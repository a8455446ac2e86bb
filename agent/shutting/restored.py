"""What came of putting TeamViewer back, as it was read back. Pure."""

import enum
from typing import Optional

from agent.texts import Message, message
from agent.windows_facts import Ran


class Restored(enum.Enum):
    """Whether TeamViewer can run again; each has a title and an advice."""

    DONE = "done"
    REFUSED_BY_PERSON = "refused_by_person"
    NOT_DONE = "not_done"
    UNKNOWN = "unknown"

    @property
    def title(self) -> Message:
        """What happened."""
        return message(f"stop.restored.{self.value}")

    @property
    def advice(self) -> Message:
        """What the person can do next."""
        return message(f"stop.restored.{self.value}.advice")


def restored(ran: Ran, *, is_blocked: Optional[bool]) -> Restored:
    """What to tell; `is_blocked` was read afterwards, None when that could not be told."""
    if ran is Ran.REFUSED_BY_PERSON:
        return Restored.REFUSED_BY_PERSON
    if is_blocked is None:
        return Restored.UNKNOWN
    return Restored.NOT_DONE if is_blocked else Restored.DONE
