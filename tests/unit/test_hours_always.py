"""What holds for any shop's hours, at any moment, in any time zone, on any night."""

from datetime import datetime, time, timedelta, timezone
from typing import List, Tuple

import pytest
import pytz
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agent.brand_values import Slot, WeeklyHours
from agent.hours import opening_at

# Half-hour and midnight clock changes, zones without any, and Samoa, which skipped a whole day.
ZONES = ("Europe/Paris", "Europe/Dublin", "America/Havana", "America/Sao_Paulo", "Asia/Kathmandu")
ODD_ZONES = ("Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Etc/GMT+12", "UTC")
CHANGES = (
    datetime(2026, 3, 29, 1, tzinfo=timezone.utc),
    datetime(2026, 10, 25, 1, tzinfo=timezone.utc),
    datetime(2017, 10, 15, 3, tzinfo=timezone.utc),
    datetime(2018, 2, 18, 2, tzinfo=timezone.utc),
    datetime(2011, 12, 30, 10, tzinfo=timezone.utc),
)
DAY_MINUTES = 24 * 60


def at_minute(minute: int) -> time:
    return time(minute // 60, minute % 60)


def day_of(minutes: List[int]) -> Tuple[Slot, ...]:
    edges = [at_minute(minute) for minute in sorted(minutes)]
    return tuple(Slot(*pair) for pair in zip(edges[::2], edges[1::2]))


def any_minute() -> "st.SearchStrategy[int]":
    return st.one_of(st.integers(0, 4 * 60), st.integers(0, DAY_MINUTES - 1))


def days() -> "st.SearchStrategy[Tuple[Slot, ...]]":
    return st.lists(any_minute(), max_size=8, unique=True).map(day_of)


def hours() -> "st.SearchStrategy[WeeklyHours]":
    return st.builds(
        WeeklyHours, st.sampled_from(ZONES + ODD_ZONES), st.tuples(*[days() for _ in range(7)])
    )


def moments() -> "st.SearchStrategy[datetime]":
    near_a_change = st.builds(
        lambda change, seconds: change + timedelta(seconds=seconds),
        st.sampled_from(CHANGES),
        st.integers(-30 * 3600, 30 * 3600),
    )
    anywhere = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(pytz.utc))
    return st.one_of(near_a_change, anywhere)


def on_the_sign(moment: datetime, hours: WeeklyHours) -> bool:
    """Whether the shop's own clock shows a time within the hours written on its door."""
    wall = moment.astimezone(pytz.timezone(hours.time_zone))
    slots = hours.days[wall.weekday()]
    return any(slot.opens <= wall.time() < slot.closes for slot in slots)


def clocks_stand_still_around(moment: datetime, zone: str) -> bool:
    shop = pytz.timezone(zone)
    around = (moment + timedelta(hours=step) for step in range(-48, 49))
    return len({near.astimezone(shop).utcoffset() for near in around}) == 1


@given(moments(), hours())
def test_the_next_change_is_strictly_later_and_the_state_flips_there(
    moment: datetime, hours: WeeklyHours
) -> None:
    now = opening_at(moment, hours)
    change = now.until or now.next_opening
    assume(change is not None)
    assert change is not None
    assert change > moment
    assert opening_at(change, hours).is_open is not now.is_open


@given(moments(), hours(), st.floats(0, 1, exclude_max=True))
def test_nothing_changes_before_the_announced_change(
    moment: datetime, hours: WeeklyHours, share: float
) -> None:
    now = opening_at(moment, hours)
    change = now.until or now.next_opening
    assume(change is not None)
    assert change is not None
    between = moment + (change - moment) * share
    assume(between < change)
    assert opening_at(between, hours) == now


@given(moments(), hours())
def test_the_shop_is_never_called_open_when_its_own_clock_says_closed(
    moment: datetime, hours: WeeklyHours
) -> None:
    assert on_the_sign(moment, hours) or not opening_at(moment, hours).is_open


@given(moments(), hours())
def test_the_shop_is_open_whenever_its_sign_says_so_and_no_clock_changes(
    moment: datetime, hours: WeeklyHours
) -> None:
    assume(clocks_stand_still_around(moment, hours.time_zone))
    assert opening_at(moment, hours).is_open is on_the_sign(moment, hours)


@given(moments(), hours())
def test_exactly_one_of_open_until_and_next_opening_is_announced(
    moment: datetime, hours: WeeklyHours
) -> None:
    now = opening_at(moment, hours)
    assert now.is_open is (now.until is not None)
    assert not (now.is_open and now.next_opening)


@given(moments(), hours(), st.integers(-12 * 60, 14 * 60))
def test_no_time_zone_of_the_computer_changes_the_answer(
    moment: datetime, hours: WeeklyHours, offset: int
) -> None:
    here = moment.astimezone(timezone(timedelta(minutes=offset)))
    assert opening_at(here, hours) == opening_at(moment, hours)


@given(moments(), hours())
@settings(max_examples=30)
def test_a_shop_that_opens_on_mondays_always_announces_a_change_within_a_fortnight(
    moment: datetime, hours: WeeklyHours
) -> None:
    daytime = (Slot(time(10), time(18)),)
    now = opening_at(moment, WeeklyHours(hours.time_zone, (daytime, *hours.days[1:])))
    change = now.until or now.next_opening
    assert change is not None
    assert change - moment <= timedelta(days=14)


@pytest.mark.parametrize(
    ("moment", "is_open", "change"),
    [
        ("2026-03-29T00:59:59+00:00", False, "2026-03-29T03:30:00+02:00"),
        ("2026-03-29T01:00:00+00:00", False, "2026-03-29T03:30:00+02:00"),
        ("2026-03-29T01:30:00+00:00", True, "2026-03-29T04:00:00+02:00"),
        ("2026-10-25T00:30:00+00:00", False, "2026-10-25T02:30:00+01:00"),
        ("2026-10-25T01:30:00+00:00", True, "2026-10-25T04:00:00+01:00"),
    ],
)
def test_an_opening_in_the_skipped_or_repeated_hour_takes_the_later_reading(
    moment: str, is_open: bool, change: str
) -> None:
    assert on_sunday(Slot(time(2, 30), time(4, 0)), moment) == (is_open, change)


@pytest.mark.parametrize(
    ("moment", "is_open", "change"),
    [
        ("2026-03-29T00:00:00+00:00", True, "2026-03-29T01:30:00+01:00"),
        ("2026-03-29T00:30:00+00:00", False, "2026-04-05T01:00:00+02:00"),
        ("2026-10-24T23:00:00+00:00", True, "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T00:30:00+00:00", False, "2026-11-01T01:00:00+01:00"),
        ("2026-10-25T01:15:00+00:00", False, "2026-11-01T01:00:00+01:00"),
    ],
)
def test_a_closing_in_the_skipped_or_repeated_hour_takes_the_earlier_reading(
    moment: str, is_open: bool, change: str
) -> None:
    assert on_sunday(Slot(time(1, 0), time(2, 30)), moment) == (is_open, change)


def on_sunday(slot: Slot, moment: str) -> Tuple[bool, str]:
    """What a Paris shop open on Sundays only announces, the change as its own clock shows it."""
    hours = WeeklyHours("Europe/Paris", (*((),) * 6, (slot,)))
    now = opening_at(datetime.fromisoformat(moment), hours)
    change = now.until or now.next_opening
    assert change is not None
    return now.is_open, change.isoformat()
