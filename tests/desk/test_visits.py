"""Connections become visits and visits prices, to the letter of the contract."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from desk.remote_sessions import RemoteSession
from desk.tariff import Tariff, begun_minutes, price_of
from desk.visits import counts, visits_of

NINE = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
TARIFF = Tariff()


def connection(
    start: float, end: float | None, kind: str = "", cid: str | None = "c"
) -> RemoteSession:
    """From and to in minutes after nine."""
    started = NINE + timedelta(minutes=start)
    ended = None if end is None else NINE + timedelta(minutes=end)
    return RemoteSession("1", "Ana", started, ended, kind, cid, True, False, end is not None)


@pytest.mark.parametrize(
    ("seconds", "slices", "cents"),
    [
        (0, 1, 3000),
        (1, 1, 3000),
        (30 * 60, 1, 3000),
        (30 * 60 + 1, 2, 5000),
        (60 * 60, 2, 5000),
        (60 * 60 + 1, 3, 7000),
        (90 * 60, 3, 7000),
        (-5, 1, 3000),
        (24 * 3600, 48, 3000 + 47 * 2000),
    ],
)
def test_a_visit_costs_the_first_slice_and_every_further_one_that_was_begun(
    seconds: int, slices: int, cents: int
) -> None:
    price = price_of(seconds, TARIFF)
    assert (price.slices, price.cents) == (slices, cents)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (1, 1), (60, 1), (61, 2), (-1, 0)])
def test_minutes_are_begun_minutes(seconds: int, minutes: int) -> None:
    assert begun_minutes(seconds) == minutes


@pytest.mark.parametrize(
    ("connections", "visits"),
    [
        ([], []),
        ([(0, 20)], [(0, 20)]),
        ([(0, 20), (29.98, 40)], [(0, 40)]),
        ([(0, 20), (30, 40)], [(0, 20), (30, 40)]),
        ([(30, 40), (0, 20)], [(0, 20), (30, 40)]),
        ([(0, 60), (5, 10), (65, 70)], [(0, 70)]),
        ([(10, 5)], [(10, 10)]),
        ([(0, None)], []),
    ],
)
def test_connections_less_than_ten_minutes_apart_are_one_visit(
    connections: list[tuple[float, float | None]], visits: list[tuple[float, float]]
) -> None:
    found = visits_of([connection(*one) for one in connections], TARIFF)
    assert [_minutes(visit.started, visit.ended) for visit in found] == visits


def _minutes(started: datetime, ended: datetime) -> tuple[float, float]:
    return (started - NINE).total_seconds() / 60, (ended - NINE).total_seconds() / 60


@pytest.mark.parametrize(
    ("kind", "is_paid"),
    [("", True), ("RemoteControl", True), ("remotecontrol", True), ("FileTransfer", False)],
)
def test_only_remote_control_is_paid_for(kind: str, is_paid: bool) -> None:
    assert counts(connection(0, 10, kind)) is is_paid
    assert bool(visits_of([connection(0, 10, kind)], TARIFF)) is is_paid


def test_a_visit_is_covered_when_each_of_its_connections_rests_on_a_consent() -> None:
    good, other, bad = connection(0, 5), connection(6, 7, cid="d"), connection(8, 9, cid=None)
    assert visits_of([good, other], TARIFF)[0].is_covered
    assert visits_of([good, other], TARIFF)[0].cids == ("c", "d")
    assert not visits_of([good, bad], TARIFF)[0].is_covered
    assert not visits_of([replace(good, is_unexpected=True)], TARIFF)[0].is_covered
