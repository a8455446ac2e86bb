"""Values as people read them: moments, IDs, amounts, what is allowed.

Pure. A moment is Unix milliseconds or aware; what is not known is a dash.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.pages.words import Words
from desk.store.heads import milliseconds, moment
from desk.store.listing import MachineRow

NONE = "–"
_THIN = "\N{NARROW NO-BREAK SPACE}"
_LIGHTS = ("met", "unmet", "unknown")
_ACCESS = ("none", "ready", "live", "permanent", "paused", "moved")


@dataclass(frozen=True)
class Wording:
    """One language, on the shop's clock, at `now` (Unix ms)."""

    words: Words
    zone: ZoneInfo
    now: int

    def local(self, when: "int | datetime") -> datetime:
        """The moment on the shop's clock."""
        aware = moment(when) if isinstance(when, int) else when
        try:
            return aware.astimezone(self.zone)
        except OverflowError:
            # A client's line may name the calendar's last day.
            return aware

    def exact(self, when: "int | datetime | None") -> str:
        """Day and time, always whole."""
        return NONE if when is None else f"{self.local(when):%d/%m/%Y %H:%M}"

    def iso(self, when: "int | datetime") -> str:
        """The moment for machines."""
        return self.local(when).isoformat(timespec="seconds")

    def ms(self, when: datetime) -> int:
        """The moment as it stands in an address."""
        return milliseconds(when)

    def short(self, when: "int | datetime | None") -> str:
        """Only the time when it is today, and no year when it is this one."""
        if when is None:
            return NONE
        local, today = self.local(when), self.local(self.now)
        if local.date() == today.date():
            return f"{local:%H:%M}"
        return f"{local:%d/%m %H:%M}" if local.year == today.year else f"{local:%d/%m/%Y %H:%M}"

    def day(self, when: "int | datetime") -> str:
        """The day alone."""
        return f"{self.local(when):%d/%m/%Y}"

    def clock(self, when: "int | datetime") -> str:
        """The time alone."""
        return f"{self.local(when):%H:%M}"

    def money(self, cents: int) -> str:
        """An amount in euros."""
        units, rest = divmod(cents, 100)
        point = "," if self.words.language == "fr" else "."
        amount = f"{units}{point}{rest:02d}"
        return f"{amount}{_THIN}€" if self.words.language == "fr" else f"€{amount}"

    def light(self, row: MachineRow) -> str:
        """The light's word: met, unmet or unknown."""
        return row.outcome if row.outcome in _LIGHTS else "unknown"

    def access_state(self, row: MachineRow) -> str:
        """What is allowed now."""
        state = row.access_at(self.now)
        return state if state in _ACCESS else "unknown"

    def access(self, row: MachineRow) -> str:
        """What is allowed now, and until when by the shop's clock, in words."""
        state = self.access_state(row)
        if row.access_until is None or state not in ("ready", "live", "permanent"):
            return self.words(f"access.{state}")
        until = row.access_until - row.clock_ahead_ms
        end = self.day(until) if state == "permanent" else self.short(until)
        return self.words(f"access.{state}_until", end=end)


def grouped(identifier: str | None) -> str:
    """A TeamViewer ID in groups of three from the right, as TeamViewer itself shows it."""
    if not identifier:
        return ""
    first = len(identifier) % 3 or 3
    groups = [identifier[:first]]
    groups += [identifier[i : i + 3] for i in range(first, len(identifier), 3)]
    return _THIN.join(groups)


def teamviewer_link(identifier: str | None) -> str:
    """The address that opens TeamViewer with this ID; nothing unless it is digits only."""
    is_id = identifier is not None and identifier.isascii() and identifier.isdigit()
    return f"https://start.teamviewer.com/{identifier}" if is_id else ""
