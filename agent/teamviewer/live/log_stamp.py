"""The times in TeamViewer's log as they are written: local ones, in several formats.

Pure. Seen are `yyyy/MM/dd HH:mm:ss.fff`, a year of two digits or none, and `:` before the
milliseconds; the header's zone as `UTC`, `UTC+2:00` and `UTC-8:00`.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Optional, Tuple

STAMP = (
    r"(?:[0-9]{4}[/.-]|[0-9]{2}[/.-])?[0-9]{2}[/.-][0-9]{2}[ \tT]+"
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.:,][0-9]{1,6})?"
)
_STAMP = re.compile(
    r"(?:(?P<year>[0-9]{4}|[0-9]{2})[/.-])?(?P<month>[0-9]{2})[/.-](?P<day>[0-9]{2})[ \tT]+"
    r"(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.:,][0-9]{1,6})?(?=\s|\(|$)"
)
_ZONE = re.compile(r"UTC(?:(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?)?")
_LEAP_YEAR = 2000
_FIRST_YEAR, _LAST_YEAR = 2000, 2098
_LARGEST_OFFSET = timedelta(hours=15)


@dataclass(frozen=True)
class Stamp:
    """A local time to the second; with `has_year` False, its year is only a leap year."""

    local: datetime
    has_year: bool = True

    def before(self, end: datetime) -> datetime:
        """The local time itself; without a year, its last one that is not after `end`."""
        if self.has_year:
            return self.local
        for year in range(end.year, end.year - 9, -1):
            try:
                moment = self.local.replace(year=year)
            except ValueError:
                continue
            if moment <= end:
                return moment
        return self.local


def stamp_of(text: str) -> Tuple[Optional[Stamp], str]:
    """The time at the beginning of `text`, None when there is no valid one, and what follows."""
    found = _STAMP.match(text)
    if not found:
        return None, text
    year = found["year"]
    number = _LEAP_YEAR if year is None else int(year) if len(year) == 4 else 2000 + int(year)
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None, text
    hour, minute, second = (int(part) for part in found["time"].split(":"))
    try:
        local = datetime(number, int(found["month"]), int(found["day"]), hour, minute, second)
    except ValueError:
        return None, text
    return Stamp(local, year is not None), text[found.end() :]


def zone_of(text: str) -> Optional[timedelta]:
    """How far local time is ahead of UTC by a zone such as `UTC+2:00`; None when it says none."""
    found = _ZONE.fullmatch(text.strip())
    if not found:
        return None
    size = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    if size > _LARGEST_OFFSET:
        return None
    return -size if found["sign"] == "-" else size
