"""The shop is open when its terms say so, to the second, wherever the computer thinks it is."""

import pathlib
from datetime import datetime, time, timedelta, timezone
from typing import Optional

import pytest
import pytz

from agent.brand import load_brand
from agent.brand_values import Slot, WeeklyHours
from agent.hours import opening_at
from agent.state import Opening

HOURS = load_brand(pathlib.Path(__file__).parents[2] / "agent" / "brand" / "2clicks").hours
PARIS = pytz.timezone("Europe/Paris")


def paris(text: str) -> datetime:
    return PARIS.localize(datetime.fromisoformat(text))


def open_until(text: str) -> Opening:
    return Opening(is_open=True, until=paris(text), next_opening=None)


def closed_until(text: Optional[str]) -> Opening:
    return Opening(is_open=False, until=None, next_opening=None if text is None else paris(text))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-04 09:29:59.999999", closed_until("2026-03-04 09:30")),
        ("2026-03-04 09:30:00", open_until("2026-03-04 12:00")),
        ("2026-03-04 11:59:59.999999", open_until("2026-03-04 12:00")),
        ("2026-03-04 12:00:00", closed_until("2026-03-04 14:00")),
        ("2026-03-04 13:59:59", closed_until("2026-03-04 14:00")),
        ("2026-03-04 14:00:00", open_until("2026-03-04 19:00")),
        ("2026-03-04 19:00:00", closed_until("2026-03-05 09:30")),
        ("2026-03-04 23:59:59", closed_until("2026-03-05 09:30")),
        ("2026-03-05 00:00:00", closed_until("2026-03-05 09:30")),
    ],
)
def test_the_shop_opens_and_closes_at_the_exact_second(moment: str, expected: Opening) -> None:
    assert opening_at(paris(moment), HOURS) == expected


@pytest.mark.parametrize(
    "moment", ["2026-03-06 19:00", "2026-03-07 10:00", "2026-03-08 15:00", "2026-03-09 09:29"]
)
def test_a_week_end_ends_on_monday_morning(moment: str) -> None:
    assert opening_at(paris(moment), HOURS) == closed_until("2026-03-09 09:30")


@pytest.mark.parametrize(
    ("moment", "opens_in_utc"),
    [
        ("2026-03-27 20:00", "2026-03-30T07:30:00+00:00"),
        ("2026-03-29 01:59", "2026-03-30T07:30:00+00:00"),
        ("2026-03-29 03:00", "2026-03-30T07:30:00+00:00"),
        ("2026-10-23 20:00", "2026-10-26T08:30:00+00:00"),
        ("2026-10-25 04:00", "2026-10-26T08:30:00+00:00"),
    ],
)
def test_a_clock_change_over_the_week_end_moves_monday_s_opening(
    moment: str, opens_in_utc: str
) -> None:
    opening = opening_at(paris(moment), HOURS)
    assert opening.next_opening == datetime.fromisoformat(opens_in_utc)
    assert opening.next_opening is not None
    assert opening.next_opening.strftime("%A %H:%M") == "Monday 09:30"


@pytest.mark.parametrize("offset", range(-12, 15))
@pytest.mark.parametrize("moment", ["2026-03-04 09:30", "2026-03-06 23:30", "2026-03-29 03:00"])
def test_the_computer_s_time_zone_changes_nothing(moment: str, offset: int) -> None:
    here = paris(moment).astimezone(timezone(timedelta(hours=offset)))
    opening = opening_at(here, HOURS)
    assert opening == opening_at(paris(moment), HOURS)
    shown = opening.until or opening.next_opening
    assert shown is not None
    assert shown.utcoffset() == PARIS.normalize(shown).utcoffset()


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="the moment has no time zone"):
        opening_at(datetime(2026, 3, 4, 10, 0), HOURS)


def test_a_shop_that_never_opens_announces_no_opening() -> None:
    never = WeeklyHours("Europe/Paris", ((),) * 7)
    assert opening_at(paris("2026-03-04 10:00"), never) == closed_until(None)


def test_a_shop_open_once_a_week_announces_the_same_day_next_week() -> None:
    once = WeeklyHours("Europe/Paris", ((Slot(time(9), time(10)),), *((),) * 6))
    assert opening_at(paris("2026-03-02 10:00"), once) == closed_until("2026-03-09 09:00")
