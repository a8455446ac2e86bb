"""Who the shop is, as values: what the rest of the program needs to know of a brand.

Pure. `agent.brand` builds these from a shop's folder and has validated every field by then.
"""

import datetime
from dataclasses import dataclass
from typing import Tuple

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week in the order of `datetime.date.weekday`."""


@dataclass(frozen=True)
class Names:
    """What the shop and the program are called, on screen and inside Windows.

    `folder` is the name under ProgramData; `identifier` is the part of Windows object names
    (lower-case ASCII letters, digits, hyphens); `domain` is the shop's own, which names
    its consent journals.
    """

    shop: str
    program: str
    folder: str
    identifier: str
    domain: str


@dataclass(frozen=True)
class Phone:
    """A phone number as it is read out: French (`04 67 70 38 44`) or international (`+32 ...`)."""

    display: str

    @property
    def link(self) -> str:
        """The number as a link: `tel:+33467703844`."""
        digits = self.display.replace(" ", "")
        return "tel:" + (digits if digits.startswith("+") else "+33" + digits[1:])


@dataclass(frozen=True)
class Contact:
    """How the shop is reached; it answers within `response_hours` when nobody is free at once."""

    phones: Tuple[Phone, ...]
    email: str
    website: str
    response_hours: int

    @property
    def email_link(self) -> str:
        """The address as a link: `mailto:info@2clicks.fr`."""
        return "mailto:" + self.email

    @property
    def website_display(self) -> str:
        """The site as people write it: `www.2clicks.fr`."""
        return self.website.split("://", 1)[1].rstrip("/")


@dataclass(frozen=True)
class Slot:
    """One stretch of a day: open at `opens`, shut again at `closes`, in the shop's wall time."""

    opens: datetime.time
    closes: datetime.time


@dataclass(frozen=True)
class WeeklyHours:
    """The same hours every week: seven days from Monday, each with its slots in order.

    `time_zone` is an IANA name that pytz knows. The slots of a day neither overlap nor touch.
    """

    time_zone: str
    days: Tuple[Tuple[Slot, ...], ...]


@dataclass(frozen=True)
class Tariff:
    """What a visit costs, per computer: cents of `currency` (ISO 4217), VAT included.

    Connections less than `same_visit_gap_minutes` apart are one visit.
    """

    currency: str
    first_slice_minutes: int
    first_slice_cents: int
    next_slice_minutes: int
    next_slice_cents: int
    same_visit_gap_minutes: int


@dataclass(frozen=True)
class Links:
    """Addresses the program opens or measures with, all https.

    `speed_download` holds `{bytes}` once, for the number of bytes wanted; the answer of
    `internet_check` carries a Date header; `teamviewer_hosts` are host names without a port.
    """

    get_teamviewer: str
    speed_download: str
    speed_upload: str
    internet_check: str
    teamviewer_hosts: Tuple[str, ...]


@dataclass(frozen=True)
class Thresholds:
    """What a computer needs: at least the speeds, space and battery; at most the rest.

    A megabyte is 1 000 000 bytes; `latency_ms` is a round trip.
    """

    download_mbit_per_second: float
    upload_mbit_per_second: float
    latency_ms: int
    clock_skew_seconds: int
    disk_free_mb: int
    battery_percent: int


@dataclass(frozen=True)
class AccessLimits:
    """How long an authorisation lasts at most.

    One takeover: `oneoff_hours` and never past midnight; after the technician has left he may come
    back for `grace_minutes`. Lasting access: `permanent_months`, then it waits for a new yes.
    `warning_minutes` before the end of a takeover the client is told. `shuts_after_takeover` is
    what is done with TeamViewer when the client, asked after a takeover, does not answer.
    """

    oneoff_hours: int
    grace_minutes: int
    permanent_months: int
    warning_minutes: int
    shuts_after_takeover: bool


@dataclass(frozen=True)
class Desk:
    """The shop's desk: the key it signs receipts with, as a vkey, and where it is reached.

    `address` is https without a slash at its end. Both are empty while there is no desk.
    """

    key: str
    address: str = ""


@dataclass(frozen=True)
class Icon:
    """The letters of the icon, their colour and the colour behind them (`#RRGGBB`)."""

    letters: str
    foreground: str
    background: str


@dataclass(frozen=True)
class Colours:
    """Colours by meaning (`#RRGGBB`), each readable as text on white."""

    accent: str
    ok: str
    warning: str
    stop: str
    neutral: str


@dataclass(frozen=True)
class Brand:
    """Everything that tells one shop from another."""

    names: Names
    contact: Contact
    hours: WeeklyHours
    tariff: Tariff
    links: Links
    thresholds: Thresholds
    access: AccessLimits
    desk: Desk
    icon: Icon
    colours: Colours
