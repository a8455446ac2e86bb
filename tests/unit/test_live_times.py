"""A log's local times are told in UTC, also in the two nights in which the clocks are changed."""

from datetime import datetime, timedelta
from typing import List, Optional

import pytest

from agent.connections import SeenSession
from agent.teamviewer.live.log_course import Course
from tests.unit.teamviewer_log import NAME, PEER, header, joined, left, paris, said, utc

AUTUMN, SPRING = "2025/10/26", "2025/03/30"
NEXT_DAY = utc("2025-10-27 12:00:00")
QUIET = "Estimated RTT self to router: 33 ms"


def sessions(lines: List[str], written: Optional[datetime] = None) -> List[SeenSession]:
    course = Course(paris)
    course.feed(lines, written, NEXT_DAY)
    return list(course.ended)


def between(start: str, end: str) -> List[SeenSession]:
    return [SeenSession(PEER, NAME, utc(f"2025-{start}"), utc(f"2025-{end}"))]


@pytest.mark.fault("night of a clock change, either way")
def test_a_session_that_begins_before_the_doubled_hour_goes_on_into_its_first_pass() -> None:
    lines = [joined("01:50:00", day=AUTUMN), left("02:20:00", day=AUTUMN)]
    after = said("03:30:00", QUIET, day=AUTUMN)
    assert sessions([*lines, after]) == between("10-25 23:50:00", "10-26 00:20:00")


def test_a_session_that_ends_behind_the_doubled_hour_was_in_its_second_pass() -> None:
    before = said("22:00:00", QUIET, day="2025/10/25")
    lines = [joined("02:30:00", day=AUTUMN), left("03:05:00", day=AUTUMN)]
    assert sessions([before, *lines]) == between("10-26 01:30:00", "10-26 02:05:00")


def test_a_clock_that_steps_back_shows_where_the_second_pass_begins() -> None:
    lines = [joined("02:50:00", day=AUTUMN), left("02:10:00", day=AUTUMN)]
    assert sessions(lines) == between("10-26 00:50:00", "10-26 01:10:00")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("00:20:05", "10-26 00:10:00", "10-26 00:20:00"),
        ("01:20:05", "10-26 01:10:00", "10-26 01:20:00"),
    ],
)
def test_the_file_s_own_date_tells_which_of_the_two_hours_it_is(
    written: str, start: str, end: str
) -> None:
    lines = [said("22:00:00", QUIET, day="2025/10/25"),
             joined("02:10:00", day=AUTUMN), left("02:20:00", day=AUTUMN)]  # fmt: skip
    assert sessions(lines, utc(f"2025-10-26 {written}")) == between(start, end)


def test_a_log_that_is_followed_through_the_doubled_hour_never_goes_back() -> None:
    course = Course(paris)
    for local, now in [
        ("02:30:00", "00:30:01"),
        ("02:59:59", "01:00:00"),
        ("02:05:00", "01:05:01"),
    ]:
        line = left(local, day=AUTUMN) if local == "02:05:00" else joined(local, day=AUTUMN)
        course.feed([line], utc(f"2025-10-26 {now}"), utc(f"2025-10-26 {now}"))
    assert list(course.ended) == between("10-26 00:30:00", "10-26 01:05:00")


def test_a_header_in_the_doubled_hour_says_which_one_it_is() -> None:
    start = header("2025/10/26 02:15:00.000", " (UTC+1:00)")
    lines = [*start, joined("02:20:00", day=AUTUMN), left("02:40:00", day=AUTUMN)]
    assert sessions(lines) == between("10-26 01:20:00", "10-26 01:40:00")


@pytest.mark.fault("night of a clock change, either way")
def test_the_hour_that_is_left_out_in_spring_is_no_part_of_a_session() -> None:
    start = header("2025/03/29 20:00:00.000", " (UTC+1:00)")
    lines = [*start, joined("01:50:00", day=SPRING), left("03:10:00", day=SPRING)]
    assert sessions(lines) == between("03-30 00:50:00", "03-30 01:10:00")


def test_a_header_s_zone_holds_only_until_the_clocks_are_changed() -> None:
    start = header("2025/03/05 10:14:58.001", " (UTC+1:00)")
    lines = [*start, joined("10:00:00", day="2025/06/01"), left("10:30:00", day="2025/06/01")]
    assert sessions(lines) == between("06-01 08:00:00", "06-01 08:30:00")


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("", 9), (" (UTC+1:00)", 9), (" (UTC)", 10), (" (UTC-8:00)", 18), (" (UTC+5:30)", 4)],
)
def test_a_zone_that_is_not_the_system_s_counts_for_what_follows(zone: str, hour: int) -> None:
    lines = [*header(zone=zone), joined("10:15:00"), left("10:20:00")]
    minute = 45 if "30" in zone else 15
    expected = utc("2025-03-05 00:00:00") + timedelta(hours=hour, minutes=minute)
    assert sessions(lines)[0].started == expected


@pytest.mark.parametrize("zone", [" (UTC+99:00)", " (GMT)", " (UTC+x)", " ("])
def test_a_zone_that_is_none_leaves_the_system_s(zone: str) -> None:
    lines = [*header(zone=zone), joined("10:15:00"), left("10:20:00")]
    assert sessions(lines)[0].started == utc("2025-03-05 09:15:00")


def test_a_file_s_date_that_lags_behind_makes_no_line_older() -> None:
    course = Course(paris)
    course.feed([joined("10:15:14")], utc("2025-03-05 07:00:00"), utc("2025-03-05 09:16:00"))
    assert course.live(utc("2025-03-05 09:16:00")).since == utc("2025-03-05 09:15:14")
