"""Moments in a zone, and the zone in words. Pure but for the zone of this computer.

A zone of None is this computer's own, with its summer time as Windows knows it.
"""

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Optional

Zone = Optional[tzinfo]


def local(moment: datetime, zone: Zone) -> datetime:
    """The aware moment in the zone; in UTC where the zone has no answer for such a year."""
    try:
        return moment.astimezone(zone)
    except (OSError, OverflowError, ValueError):
        return moment.astimezone(timezone.utc)


def offset_text(moment: datetime) -> str:
    """How far the moment's zone is from universal time: `UTC+01:00`."""
    minutes = (moment.utcoffset() or timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
