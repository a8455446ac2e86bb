"""What can be set, all of it by environment variables; with none of them the desk works."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agent.consent.time_limits import TimeLimits
from desk.errors import DeskError


@dataclass(frozen=True)
class Rates:
    """How many reports a minute are taken for one journal, and from one address."""

    per_log: int = 600
    per_address: int = 3000


@dataclass(frozen=True)
class Settings:
    """How this desk runs.

    `data` is the folder of key and SQLite file; `database_url` names another store, None for that
    file; `limits` say when a yes ends, as in the clients' brand file; `retention_days` is how long
    a machine that no longer reports is kept; `alerts` are apprise URLs; `body_seconds` is how long
    a report may take to arrive.
    """

    data: Path
    database_url: str | None = None
    name: str = "coupdemain/desk"
    rates: Rates = field(default_factory=Rates)
    limits: TimeLimits = field(default_factory=lambda: TimeLimits(4, 10, 12))
    retention_days: int = 5 * 365 + 1
    alerts: tuple[str, ...] = ()
    body_seconds: float = 30.0

    @property
    def url(self) -> str:
        """The store's address, as SQLAlchemy takes it."""
        return self.database_url or f"sqlite:///{self.data / 'desk.sqlite'}"


def from_environment(data: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `DESK_…`; `data` is the folder named on the command line, if one was.

    Raises:
        DeskError: a variable holds what it cannot.
    """
    number = _numbers(environment)
    return Settings(
        data=(data or Path(environment.get("DESK_DATA", "desk-data"))).absolute(),
        database_url=_database_url(environment.get("DESK_DATABASE_URL", "")),
        name=environment.get("DESK_NAME", "coupdemain/desk"),
        rates=Rates(number("DESK_RATE_LOG", 600), number("DESK_RATE_ADDRESS", 3000)),
        limits=TimeLimits(
            number("DESK_ONEOFF_HOURS", 4),
            number("DESK_GRACE_MINUTES", 10),
            number("DESK_PERMANENT_MONTHS", 12),
        ),
        retention_days=number("DESK_RETENTION_DAYS", 5 * 365 + 1),
        alerts=tuple(environment.get("DESK_ALERTS", "").split()),
        body_seconds=float(number("DESK_BODY_SECONDS", 30)),
    )


def _numbers(environment: Mapping[str, str]) -> Callable[[str, int], int]:
    def number(name: str, usual: int) -> int:
        text = environment.get(name, "").strip()
        if not text:
            return usual
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**7):
            raise DeskError(f"{name} is no whole number above zero: {text[:40]!r}")
        return int(text)

    return number


def _database_url(text: str) -> str | None:
    for short in ("postgresql://", "postgres://"):
        if text.startswith(short):
            return "postgresql+psycopg://" + text[len(short) :]
    return text or None
