"""The ways into this computer, as window, command line and report show them.

Pure. A door is open, shut, or cannot be told (None); what cannot be told never counts as shut.
"""

import enum
from dataclasses import dataclass
from typing import Iterable, Optional, Tuple

from agent.texts import Message, message

NOTHING_TO_SAY = Message("")


class DoorName(enum.Enum):
    """The kinds of doors, in the order in which they are shown."""

    TEAMVIEWER_RUNNING = "teamviewer_running"
    PERMANENT_PASSWORD = "permanent_password"  # noqa: S105 - the door's name
    EASY_ACCESS = "easy_access"
    WINDOWS_LOGON = "windows_logon"
    STARTS_WITH_WINDOWS = "starts_with_windows"
    OTHER_REMOTE_TOOL = "other_remote_tool"


@dataclass(frozen=True)
class Door:
    """One door. `says` is what it is and whether it is open, `shut` how to shut it.

    `tool` is the name of the other remote tool that is meant, empty for TeamViewer's own doors.
    """

    name: DoorName
    open: Optional[bool]
    says: Message
    shut: Message = NOTHING_TO_SAY
    tool: str = ""


@dataclass(frozen=True)
class Doors:
    """Every door that was looked at."""

    doors: Tuple[Door, ...]

    @property
    def open(self) -> bool:
        """Whether any door is open for certain; False does not mean that all are shut."""
        return any(door.open is True for door in self.doors)

    @property
    def all_shut(self) -> bool:
        """Whether every door was looked at and is shut."""
        return bool(self.doors) and all(door.open is False for door in self.doors)

    @property
    def summary(self) -> Message:
        """One sentence on all doors, which says "shut" only when all are."""
        if self.open:
            return message("doors.summary.open")
        return message("doors.summary.shut" if self.all_shut else "doors.summary.unknown")

    def is_open(self, name: DoorName) -> Optional[bool]:
        """Whether a door of this kind is open; None when it was not looked at."""
        found = [door.open for door in self.doors if door.name is name]
        return any_true(found) if found else None


def any_true(states: Iterable[Optional[bool]]) -> Optional[bool]:
    """True if one is, else None if one cannot be told, else False."""
    known = tuple(states)
    if True in known:
        return True
    return None if None in known else False
