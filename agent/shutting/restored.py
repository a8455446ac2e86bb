"""What came of putting TeamViewer back, as it was read back. Pure."""

import enum
from typing import Optional, Union

from agent.doors import any_true
from agent.teamviewer.places import is_service_name
from agent.texts import Message, message
from agent.windows_facts import Ran, ServicesReading, StartType, Unreadable


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


def is_blocked(services: Union[ServicesReading, Unreadable]) -> Optional[bool]:
    """Whether a service of TeamViewer is disabled; None where one may be that was not shown."""
    if isinstance(services, Unreadable):
        return None
    starts = (one.start for one in services.services)
    withheld = (None for name in services.unreadable if is_service_name(name))
    return any_true((*(_is_disabled(start) for start in starts), *withheld))


def _is_disabled(start: StartType) -> Optional[bool]:
    return None if start is StartType.UNKNOWN else start is StartType.DISABLED


def restored(ran: Ran, *, is_blocked: Optional[bool]) -> Restored:
    """What to tell; `is_blocked` was read afterwards, None when that could not be told."""
    if ran is Ran.REFUSED_BY_PERSON:
        return Restored.REFUSED_BY_PERSON
    if is_blocked is None:
        return Restored.UNKNOWN
    return Restored.NOT_DONE if is_blocked else Restored.DONE
