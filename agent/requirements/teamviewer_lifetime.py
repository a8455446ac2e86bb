"""Which TeamViewer versions still connect, and which run on which Windows.

Pure. Sources: TeamViewer community 141015 and 143746 (11 and 12 end on 2025-12-31, 13 and 14 on
2026-10-31) and 140714 (Windows 7, 8 and 8.1 stay on 15.64).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Optional

from agent.windows_version import WindowsVersion

OLDEST_LASTING_MAJOR = 15
LAST_FOR_OLD_WINDOWS = "15.64"

_LAST_FOR_OLD_WINDOWS = (15, 64)
_FIRST_WINDOWS_WITH_NEW_VERSIONS = (10, 0)
_ENDS = {
    11: date(2025, 12, 31),
    12: date(2025, 12, 31),
    13: date(2026, 10, 31),
    14: date(2026, 10, 31),
}
_VERSION = re.compile(r"\s*(([0-9]{1,3})\.([0-9]{1,6})(?:\.[0-9]{1,9}){0,2})(?![0-9])")


@dataclass(frozen=True, order=True)
class TeamViewerVersion:
    """The numbers that decide, and `text`, the whole number as a person reads it."""

    major: int
    minor: int
    text: str


def parse_version(text: str) -> Optional[TeamViewerVersion]:
    """The number at the start of `text`; None when there is none.

    TeamViewer writes `14.1.3399 HC` and `15.27.3 ` (with the blank) into the registry.
    """
    found = _VERSION.match(text)
    return found and TeamViewerVersion(int(found[2]), int(found[3]), found[1])


def end_of(version: TeamViewerVersion) -> Optional[date]:
    """The first day on which a version is refused, where that day is known."""
    return _ENDS.get(version.major)


def has_ended(version: TeamViewerVersion, day: date) -> bool:
    """Whether a version is refused on `day`; versions before 11 ended long ago."""
    end = end_of(version)
    return version.major < OLDEST_LASTING_MAJOR if end is None else day >= end


def oldest_accepted(day: date) -> int:
    """The lowest major version that still connects on `day`."""
    lasting = [major for major, end in _ENDS.items() if day < end]
    return min([*lasting, OLDEST_LASTING_MAJOR])


def is_old_windows(windows: WindowsVersion) -> bool:
    """Whether new TeamViewer versions are not made for this Windows any more."""
    return (windows.major, windows.minor) < _FIRST_WINDOWS_WITH_NEW_VERSIONS


def is_for_every_windows(version: TeamViewerVersion) -> bool:
    """Whether a version still belongs to the line that Windows 7, 8 and 8.1 may use."""
    return (version.major, version.minor) <= _LAST_FOR_OLD_WINDOWS
