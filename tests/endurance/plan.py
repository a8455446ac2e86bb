"""What happens on which day of a simulated year, from a seed. Pure.

Each day is drawn by itself from the seed and its number, so that one day can be played again.
"""

import enum
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import List, Tuple

FIRST_DAY = date(2027, 1, 15)
MORNING, EVENING = 8 * 60, 20 * 60
OFFLINE_WEEKS = (9, 10, 30, 44)
_STRETCH_BEGINS, _STRETCH_LASTS = 0.3, 0.25


class Morning(enum.Enum):
    """How the day begins."""

    BOOT = "boot"
    LOG_ON = "log-on"
    WAKE = "wake"


class Deed(enum.Enum):
    """What happens, in the order of their chances."""

    DOUBLE_CLICK = "double click"
    CHECK = "check"
    REFUSE = "no"
    TAKEOVER = "takeover allowed"
    VISIT = "visit"
    STRANGER = "visit nobody allowed"
    LASTING = "lasting access allowed"
    WITHDRAW = "lasting access withdrawn in the list"
    STOP = "stop"
    CLOCK = "clock changed"
    UPDATE = "update"
    KILL = "kill"


@dataclass(frozen=True)
class Event:
    """A deed at a minute of the day; `number` is what it needs: minutes, or seconds of the clock.

    With `killed_after`, the program is ended from outside so many seconds after the deed began.
    """

    minute: int
    deed: Deed
    number: int = 0
    killed_after: float = 0.0


@dataclass(frozen=True)
class Day:
    """One day: how it begins, what happens, and how it ends."""

    number: int
    morning: Morning
    events: Tuple[Event, ...]
    is_online: bool
    logs_off: bool
    is_in_stretch: bool = False

    @property
    def date(self) -> date:
        """The day in the calendar."""
        return FIRST_DAY + timedelta(days=self.number)


# In a hundred days.
CHANCES = (
    (Deed.DOUBLE_CLICK, 22),
    (Deed.CHECK, 4),
    (Deed.REFUSE, 2),
    (Deed.TAKEOVER, 7),
    (Deed.STRANGER, 3),
    (Deed.LASTING, 3),
    (Deed.WITHDRAW, 3),
    (Deed.STOP, 3),
    (Deed.CLOCK, 4),
    (Deed.UPDATE, 2),
    (Deed.KILL, 5),
)
CLOCK_CHANGES = (3600, -3600, 86400 * 3, -86400 * 2, 600, -7)
KILLED = (Deed.DOUBLE_CLICK, Deed.TAKEOVER, Deed.STOP, Deed.REFUSE, Deed.LASTING, Deed.STRANGER)
RESTLESS = (Deed.UPDATE, Deed.KILL)


def stretch_of(days: int) -> Tuple[int, int]:
    """First day, and the day after the last, of the time in which the program is not ended."""
    first = int(days * _STRETCH_BEGINS) + 1
    return first, min(days, first + max(2, int(days * _STRETCH_LASTS)))


def plan_year(seed: int, days: int) -> Tuple[Day, ...]:
    """Every day; the same for the same seed and number of days."""
    return tuple(plan_day(seed, number, days) for number in range(days))


def plan_day(seed: int, number: int, days: int) -> Day:
    """One of these days."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - to be repeated, not to be secret
    first, end = stretch_of(days)
    is_in_stretch = first <= number < end
    morning = _morning(chance)
    if is_in_stretch:
        morning = Morning.LOG_ON if number == first else Morning.WAKE
    if number == 0:
        return Day(0, Morning.BOOT, _first_day(), is_online=True, logs_off=False)
    logs_off = chance.random() < 0.12 and not is_in_stretch
    is_online = number // 7 not in OFFLINE_WEEKS and chance.random() > 0.04
    events = _events(chance, is_in_stretch=is_in_stretch)
    return Day(number, morning, events, is_online, logs_off, is_in_stretch)


def _first_day() -> Tuple[Event, ...]:
    deeds = (Deed.DOUBLE_CLICK, Deed.TAKEOVER, Deed.VISIT, Deed.STOP)
    return tuple(Event(MORNING + 60 + 90 * n, deed, 25) for n, deed in enumerate(deeds))


def _morning(chance: random.Random) -> Morning:
    drawn = chance.random()
    if drawn < 0.03:
        return Morning.BOOT
    return Morning.LOG_ON if drawn < 0.3 else Morning.WAKE


def _events(chance: random.Random, *, is_in_stretch: bool) -> Tuple[Event, ...]:
    drawn = [deed for deed, in_a_hundred in CHANCES if chance.random() * 100 < in_a_hundred]
    minutes = sorted(chance.sample(range(MORNING + 10, EVENING - 120), len(drawn)))
    chance.shuffle(drawn)
    events: List[Event] = []
    for minute, deed in zip(minutes, drawn):
        if deed in RESTLESS and is_in_stretch:
            continue
        events += _drawn(chance, minute, deed)
    return tuple(events)


def _drawn(chance: random.Random, minute: int, deed: Deed) -> Tuple[Event, ...]:
    if deed is Deed.KILL:
        killed = chance.choice(KILLED)
        return (Event(minute, killed, 20, killed_after=round(chance.uniform(0.05, 6.0), 2)),)
    if deed is Deed.CLOCK:
        change = chance.choice(CLOCK_CHANGES)
        return (Event(minute, deed, change), Event(minute + 30, deed, -change))
    if deed is Deed.STRANGER:
        return (Event(minute, deed, chance.randint(2, 90)),)
    if deed is Deed.TAKEOVER:
        return _takeover(chance, minute)
    return (Event(minute, deed),)


def _takeover(chance: random.Random, minute: int) -> Tuple[Event, ...]:
    """What may follow a yes: nothing, a visit, a stop after it or in the middle of it."""
    events = [Event(minute, Deed.TAKEOVER)]
    if chance.random() < 0.75:
        events.append(Event(minute + 1, Deed.VISIT, chance.randint(2, 100)))
    if chance.random() < 0.5:
        events.append(Event(minute + 2, Deed.STOP))
    return tuple(events)
