"""When a consent ends by itself: never later than the shop's limits, whatever its line says.

Pure. One takeover: some hours after the click and never past 23:59 where the client is; lasting
access: some months.
"""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from agent.consent.record import Stamp


@dataclass(frozen=True)
class TimeLimits:
    """How long a yes lasts at most; `grace_minutes` is what a closed session may take to return."""

    oneoff_hours: int
    grace_minutes: int
    permanent_months: int


def latest_end(scope: str, given: Stamp, limits: TimeLimits) -> datetime:
    """When a yes given then ends at the latest: aware, in UTC. `scope` is oneoff or permanent.

    A time that the calendar cannot go beyond ends at once.
    """
    try:
        local = given.t.astimezone(timezone(timedelta(minutes=given.off)))
        return _local_end(scope, local, limits).astimezone(timezone.utc)
    except (OverflowError, ValueError):
        return given.t


def _local_end(scope: str, local: datetime, limits: TimeLimits) -> datetime:
    if scope == "permanent":
        return _months_later(local, limits.permanent_months)
    last_minute = local.replace(hour=23, minute=59, second=0, microsecond=0)
    return min(last_minute, local + timedelta(hours=limits.oneoff_hours))


def _months_later(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
