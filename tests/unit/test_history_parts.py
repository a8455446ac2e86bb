"""A part of the history keeps visits whole, and its indices point into itself."""

from datetime import date, datetime, timedelta, timezone

import pytz

from agent.history.merging import month_of, months, since
from agent.visits import History
from tests.unit.connection_evidence import ROW, at, listed, lists_of, told

PARIS = pytz.timezone("Europe/Paris")


def three_days() -> History:
    """Before midnight with its second half after it, a file transfer, and one more visit."""
    first, second = listed(14 * 60 + 50, 14 * 60 + 58, "{1}"), listed(15 * 60, 15 * 60 + 3, "{2}")
    third = listed(15 * 60 + 30, 16 * 60 + 30, "{3}")
    files = listed(15 * 60 + 20, 15 * 60 + 21, "{f}")._replace(kind="FileTransfer")
    return told(lists_of(first, second, files, third))


def test_since_a_day_visits_stay_whole_and_indices_are_counted_anew() -> None:
    whole = three_days()
    assert [visit.connections for visit in whole.visits] == [(0, 1), (3,)]
    later = since(whole, date(2026, 11, 24))
    assert [one.session for one in later.connections] == ["{2}", "{f}", "{3}"]
    assert [visit.connections for visit in later.visits] == [(2,)]
    assert later.visits[0].price_cents == whole.visits[1].price_cents
    assert since(whole, date(2026, 11, 23)) == whole
    assert since(whole, date(2026, 11, 25)).visits == ()


def test_since_counts_days_in_universal_time_whatever_zone_a_moment_is_in() -> None:
    there = ROW._replace(started=at(14 * 60 + 30).astimezone(PARIS), ended=at(15 * 60))
    assert since(told(lists_of(there)), date(2026, 11, 24)).connections == ()


def test_a_month_is_that_of_the_zone_and_keeps_visits_whole() -> None:
    evening = datetime(2026, 11, 30, 22, 50, tzinfo=timezone.utc)
    first = ROW._replace(started=evening, ended=evening + timedelta(minutes=5))
    second = ROW._replace(
        session="{b}",
        started=evening + timedelta(minutes=12),
        ended=evening + timedelta(hours=1),
    )
    whole = told(lists_of(first, second))
    november, december = (month_of(whole, 2026, month, PARIS) for month in (11, 12))
    assert len(november.connections) == 2
    assert november.visits == whole.visits
    assert (december.connections, december.visits) == ((), ())
    assert [(m.year, m.month, m.visits) for m in months(whole, PARIS)] == [(2026, 11, 1)]
    tokyo = pytz.timezone("Asia/Tokyo")
    assert [(m.year, m.month) for m in months(whole, tokyo)] == [(2026, 12)]


def test_months_add_up_visits_and_name_months_without_one() -> None:
    january = at(60 * 24 * 40)
    files = ROW._replace(session="{f}", started=january, ended=january, kind="FileTransfer")
    whole = told(lists_of(listed(), listed(60, 125, "{b}"), files))
    latest, earlier = months(whole, timezone.utc)
    assert (latest.year, latest.month, latest.visits, latest.price_cents) == (2027, 1, 0, 0)
    assert (earlier.visits, earlier.minutes, earlier.price_cents) == (2, 85, 10000)
