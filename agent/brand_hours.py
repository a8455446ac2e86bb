"""The opening hours of a brand file, so that no impossible day is ever shown to a client.

Pure. `[hours]` holds a time zone and, for each day, a list of `"HH:MM-HH:MM"`.
"""

import datetime
import re
from typing import Tuple

import pytz

from agent.brand_fields import several, text
from agent.brand_table import refuse, table
from agent.brand_values import DAYS, Slot, WeeklyHours

_SLOT = re.compile(r"([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})")
_SLOTS_A_DAY = 4


def weekly_hours(path: str, value: object) -> WeeklyHours:
    """The week's hours: every day named, even when it has no slot."""
    hours = table(path, value, ("time_zone", *DAYS))
    return WeeklyHours(
        hours.read("time_zone", _time_zone), tuple(hours.read(day, _day) for day in DAYS)
    )


def _time_zone(path: str, value: object) -> str:
    zone = text(path, value, 64)
    try:
        known = pytz.timezone(zone).zone
    except (pytz.UnknownTimeZoneError, OSError) as error:
        raise refuse(path, value, "is not a known time zone") from error
    if known != zone:
        raise refuse(path, value, f"is not how {known} is written")
    return zone


def _day(path: str, value: object) -> Tuple[Slot, ...]:
    slots = several(_slot, 0, _SLOTS_A_DAY)(path, value)
    for index in range(1, len(slots)):
        # Two slots that touch are one: at the moment between them nothing would change.
        if slots[index].opens <= slots[index - 1].closes:
            shown = f"{slots[index].opens:%H:%M}"
            raise refuse(f"{path}[{index}]", shown, "is not after the end of the slot before")
    return slots


def _slot(path: str, value: object) -> Slot:
    parts = _SLOT.fullmatch(text(path, value, 11))
    if parts is None:
        raise refuse(path, value, 'is not "HH:MM-HH:MM"')
    slot = Slot(_time(path, parts.group(1)), _time(path, parts.group(2)))
    if slot.closes <= slot.opens:
        raise refuse(path, value, "does not end after it starts")
    return slot


def _time(path: str, shown: str) -> datetime.time:
    try:
        return datetime.time(int(shown[:2]), int(shown[3:]))
    except ValueError as error:
        raise refuse(path, shown, "is not a time") from error
