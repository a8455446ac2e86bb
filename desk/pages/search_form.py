"""What somebody looks for in the list, as it stands in the page's address.

Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.store.heads import milliseconds
from desk.store.listing import MachineRow, Place, Wanted

LONGEST_TEXT = 200
_PLACE = re.compile(r"([0-9]{1,15})-([0-9]{1,15})", re.ASCII)


@dataclass(frozen=True)
class Search:
    """The fields as they were typed; what makes no sense counts as not typed."""

    text: str = ""
    since: str = ""
    until: str = ""
    only_new: bool = False
    after: str = ""

    @property
    def is_anything(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.text or self.since or self.until or self.only_new)

    def wanted(self, zone: ZoneInfo) -> Wanted:
        """Which machines; both days are whole days on the shop's clock."""
        since, until = _day(self.since), _day(self.until)
        return Wanted(
            self.text,
            self.only_new,
            None if since is None else _midnight(since, zone),
            None if until is None else _midnight(until + timedelta(days=1), zone),
        )

    @property
    def place(self) -> Place | None:
        """After which row the page begins."""
        found = _PLACE.fullmatch(self.after)
        return None if found is None else Place(int(found[1]), int(found[2]))

    @property
    def fields(self) -> dict[str, str]:
        """The fields that are not empty, without the place."""
        new = "1" if self.only_new else ""
        every = {"q": self.text, "since": self.since, "until": self.until, "new": new}
        return {name: value for name, value in every.items() if value}

    def fields_after(self, row: MachineRow) -> dict[str, str]:
        """The address of the page that begins after this row."""
        return {**self.fields, "after": f"{row.last_seen}-{row.id}"}


def search_of(fields: Mapping[str, str]) -> Search:
    """What an address asks for."""
    return Search(
        fields.get("q", "")[:LONGEST_TEXT].strip(),
        _day_text(fields.get("since", "")),
        _day_text(fields.get("until", "")),
        fields.get("new", "") == "1",
        fields.get("after", "")[:40],
    )


def _day_text(text: str) -> str:
    day = _day(text)
    return "" if day is None else day.isoformat()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if 1970 < day.year < 9000 else None


def _midnight(day: date, zone: ZoneInfo) -> int:
    return milliseconds(datetime.combine(day, time(0), zone))
