"""What can be set, all of it by environment variables; with none of them the desk works."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from agent.consent.time_limits import TimeLimits
from desk.errors import DeskError
from desk.tariff import Tariff

STORE_FILE = "desk.sqlite"
_MOST_DIGITS = 7


@dataclass(frozen=True)
class Rates:
    """How many reports a minute are taken for one journal, and from one address."""

    per_log: int = 600
    per_address: int = 3000


@dataclass(frozen=True)
class Quotas:
    """How much is kept; a day is UTC's.

    New journals a day from one address and in all; KB of one journal a day and in all. While less
    than `spare_mb` MB of SQLite's disk are free, only matched machines are taken; 0 for no bound.
    """

    new_per_address: int = 30
    new_in_all: int = 300
    day_kb: int = 4096
    journal_kb: int = 16384
    spare_mb: int = 1024


@dataclass(frozen=True)
class Settings:
    """How this desk runs.

    `data` is the folder of key and SQLite file; `database_url` names another store, None for that
    file; `limits` say when a yes ends, as in the clients' brand file; `retention_days` is how long
    a machine that no longer reports is kept; `alerts` are apprise URLs; `head_seconds` and
    `body_seconds` are how long a request's head and a report may take to arrive; `shop` is the name
    on the pages and on statements, `shop_lines` what stands below it; `zone` is the clock of the
    pages; `behind_proxy` says that what a proxy on this machine tells of its clients (address, TLS)
    is believed.
    """

    data: Path
    database_url: str | None = None
    name: str = "coupdemain/desk"
    rates: Rates = field(default_factory=Rates)
    quotas: Quotas = field(default_factory=Quotas)
    limits: TimeLimits = field(default_factory=lambda: TimeLimits(4, 10, 12))
    retention_days: int = 5 * 365 + 1
    alerts: tuple[str, ...] = ()
    head_seconds: float = 20.0
    body_seconds: float = 30.0
    shop: str = ""
    shop_lines: tuple[str, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))
    tariff: Tariff = field(default_factory=Tariff)
    behind_proxy: bool = False

    @property
    def url(self) -> str:
        """The store's address, as SQLAlchemy takes it."""
        return self.database_url or f"sqlite:///{self.data / STORE_FILE}"


def from_environment(data: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `DESK_…`; `data` is the folder named on the command line, if one was.

    Raises:
        DeskError: a variable holds what it cannot.
    """
    number = _numbers(environment)

    def text(name: str, usual: str) -> str:
        return environment.get(name, "").strip() or usual

    return Settings(
        data=(data or Path(text("DESK_DATA", "desk-data"))).absolute(),
        database_url=_database_url(environment.get("DESK_DATABASE_URL", "")),
        name=text("DESK_NAME", "coupdemain/desk"),
        rates=Rates(number("DESK_RATE_LOG", 600), number("DESK_RATE_ADDRESS", 3000)),
        quotas=_quotas(number),
        limits=TimeLimits(
            number("DESK_ONEOFF_HOURS", 4),
            number("DESK_GRACE_MINUTES", 10),
            number("DESK_PERMANENT_MONTHS", 12),
        ),
        retention_days=number("DESK_RETENTION_DAYS", 5 * 365 + 1),
        alerts=tuple(environment.get("DESK_ALERTS", "").split()),
        head_seconds=float(number("DESK_HEAD_SECONDS", 20)),
        body_seconds=float(number("DESK_BODY_SECONDS", 30)),
        shop=environment.get("DESK_SHOP", "").strip(),
        shop_lines=_lines(environment.get("DESK_SHOP_LINES", "")),
        zone=_zone(environment.get("DESK_TIME_ZONE", "")),
        tariff=_tariff(number),
        behind_proxy=_is_yes("DESK_BEHIND_PROXY", text("DESK_BEHIND_PROXY", "0")),
    )


def _is_yes(name: str, text: str) -> bool:
    """No other word passes for a no: the technicians' cookies would go without TLS."""
    if text not in ("0", "1"):
        raise DeskError(f"{name} is neither 0 nor 1: {text[:40]!r}")
    return text == "1"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("|") if line.strip())


def _quotas(number: "_Number") -> Quotas:
    usual = Quotas()
    return Quotas(
        number("DESK_NEW_ADDRESS", usual.new_per_address),
        number("DESK_NEW_DAY", usual.new_in_all),
        number("DESK_DAY_KB", usual.day_kb),
        number("DESK_JOURNAL_KB", usual.journal_kb),
        number("DESK_SPARE_MB", usual.spare_mb, least=0),
    )


def _tariff(number: "_Number") -> Tariff:
    usual = Tariff()
    return Tariff(
        number("DESK_FIRST_SLICE_MINUTES", usual.first_slice_minutes),
        number("DESK_FIRST_SLICE_CENTS", usual.first_slice_cents),
        number("DESK_NEXT_SLICE_MINUTES", usual.next_slice_minutes),
        number("DESK_NEXT_SLICE_CENTS", usual.next_slice_cents),
        number("DESK_SAME_VISIT_GAP_MINUTES", usual.same_visit_gap_minutes),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "Europe/Paris")
    except (KeyError, ValueError, OSError) as error:
        raise DeskError(f"DESK_TIME_ZONE is no time zone: {name[:40]!r}", "Europe/Paris") from error


class _Number(Protocol):
    """A whole number by its variable's name, the usual one where it is not set."""

    def __call__(self, name: str, usual: int, least: int = 1) -> int: ...


def _numbers(environment: Mapping[str, str]) -> _Number:
    def number(name: str, usual: int, least: int = 1) -> int:
        text = environment.get(name, "").strip()
        if not text:
            return usual
        is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
        if not is_number or int(text) < least:
            raise DeskError(f"{name} is no whole number from {least} on: {text[:40]!r}")
        return int(text)

    return number


def _database_url(text: str) -> str | None:
    for short in ("postgresql://", "postgres://"):
        if text.startswith(short):
            return "postgresql+psycopg://" + text[len(short) :]
    return text or None
