"""Thirty begun minutes, then each further slice begun, and short breaks make no second visit."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Dict, List, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.brand_values import Tariff
from agent.tariff import begun_minutes, counts, price_of, visits_of
from agent.visits import Connection, Visit

TARIFF = Tariff("EUR", 30, 3000, 30, 2000, 10)
QUARTERS = Tariff("EUR", 60, 4500, 15, 1050, 5)
START = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)


def connection(
    start: float, seconds: float, kind: str = "RemoteControl", cid: str = ""
) -> Connection:
    """It starts so many minutes after START and lasts so many seconds."""
    started = START + timedelta(minutes=start)
    ended = started + timedelta(seconds=seconds)
    return Connection("123456789", "Anna", started, ended, "u", kind, "", cid or None)


def only_visit(*connections: Connection) -> Visit:
    (visit,) = visits_of(connections, TARIFF)
    return visit


@pytest.mark.parametrize(
    ("seconds", "minutes", "slices", "cents"),
    [
        (0, 0, 1, 3000),
        (1, 1, 1, 3000),
        (30 * 60 - 1, 30, 1, 3000),
        (30 * 60, 30, 1, 3000),
        (30 * 60 + 1, 31, 2, 5000),
        (60 * 60, 60, 2, 5000),
        (60 * 60 + 1, 61, 3, 7000),
        (90 * 60, 90, 3, 7000),
        (48 * 3600, 2880, 96, 193000),
    ],
)
def test_each_slice_begun_is_paid(seconds: int, minutes: int, slices: int, cents: int) -> None:
    visit = only_visit(connection(0, seconds))
    assert price_of(seconds, TARIFF) == (slices, cents)
    assert (visit.minutes, visit.slices, visit.price_cents) == (minutes, slices, cents)


@pytest.mark.parametrize(
    ("seconds", "slices", "cents"),
    [(3600, 1, 4500), (3601, 2, 5550), (75 * 60, 2, 5550), (75 * 60 + 1, 3, 6600)],
)
def test_another_shop_has_other_slices(seconds: int, slices: int, cents: int) -> None:
    assert price_of(seconds, QUARTERS) == (slices, cents)


def test_a_visit_over_midnight_is_one_visit() -> None:
    late = connection(14 * 60 + 50, 20 * 60)
    assert late.started.date() != late.ended.date()
    assert only_visit(late).price_cents == 3000


@pytest.mark.parametrize(("pause", "visits"), [(0, 1), (599, 1), (600, 2), (601, 2)])
def test_less_than_ten_minutes_apart_is_one_visit(pause: int, visits: int) -> None:
    first = connection(0, 300)
    second = connection(5 + pause / 60, 300)
    found = visits_of((first, second), TARIFF)
    assert len(found) == visits
    assert found[-1].ended == second.ended


def test_the_pause_counts_from_the_last_end_so_far() -> None:
    long, short, later = connection(0, 3600), connection(1, 60), connection(65, 60)
    visit = only_visit(long, short, later)
    assert visit.connections == (0, 1, 2)
    assert (visit.started, visit.ended) == (long.started, later.ended)


@pytest.mark.fault("connection of an unknown type")
@pytest.mark.parametrize("kind", ["RemoteControl", "remotecontrol", "REMOTECONTROL", ""])
def test_remote_control_and_what_nobody_can_tell_are_counted(kind: str) -> None:
    assert counts(connection(0, 60, kind))
    assert len(visits_of([connection(0, 60, kind)], TARIFF)) == 1


@pytest.mark.parametrize("kind", ["FileTransfer", "VPN", "RemoteSupport", "Foo", "remote control"])
def test_nothing_else_is_paid_for(kind: str) -> None:
    assert visits_of([connection(0, 60, kind)], TARIFF) == ()


def test_what_is_not_paid_for_joins_no_two_visits() -> None:
    row = (connection(0, 60), connection(5, 600, "FileTransfer"), connection(16, 60))
    assert [visit.connections for visit in visits_of(row, TARIFF)] == [(0,), (2,)]


@pytest.mark.parametrize(
    ("cids", "expected"), [("aa", "a"), ("ab", None), ([""], None), (["a", ""], None)]
)
def test_a_visit_rests_on_a_consent_only_when_all_of_it_does(
    cids: List[str], expected: object
) -> None:
    visit = only_visit(*(connection(n, 60, cid=cid) for n, cid in enumerate(cids)))
    assert visit.cid == expected


def test_no_connection_makes_no_visit() -> None:
    assert visits_of((), TARIFF) == ()


def test_a_duration_below_zero_is_none() -> None:
    assert begun_minutes(-61) == 0


KINDS = st.sampled_from(["RemoteControl", "", "FileTransfer"])
CONNECTIONS = st.lists(
    st.builds(connection, st.integers(0, 3000), st.integers(0, 6000), KINDS), max_size=30
)
TARIFFS = st.builds(
    Tariff,
    st.just("EUR"),
    st.integers(1, 90),
    st.integers(0, 9000),
    st.integers(1, 90),
    st.integers(0, 9000),
    st.integers(0, 60),
)


@given(CONNECTIONS, TARIFFS)
def test_visits_never_overlap_and_hold_each_counted_connection_once(
    connections: List[Connection], tariff: Tariff
) -> None:
    visits = visits_of(connections, tariff)
    gap = timedelta(minutes=tariff.same_visit_gap_minutes)
    assert all(one.ended + gap <= other.started for one, other in zip(visits, visits[1:]))
    held = [index for visit in visits for index in visit.connections]
    assert sorted(held) == [n for n, one in enumerate(connections) if counts(one)]
    for visit in visits:
        members = [connections[index] for index in visit.connections]
        assert visit.started == min(one.started for one in members)
        assert visit.ended == max(one.ended for one in members)


@given(CONNECTIONS, st.randoms(use_true_random=False), st.integers(-14, 14))
def test_what_a_day_costs_does_not_depend_on_the_order_of_rows(
    connections: List[Connection], random: Random, hours: int
) -> None:
    shuffled = list(connections)
    random.shuffle(shuffled)
    zone = timezone(timedelta(hours=hours))

    def by_day(some: Tuple[Visit, ...]) -> Dict[object, int]:
        days: Dict[object, int] = {}
        for visit in some:
            day = visit.started.astimezone(zone).date()
            days[day] = days.get(day, 0) + visit.price_cents
        return days

    assert by_day(visits_of(connections, TARIFF)) == by_day(visits_of(shuffled, TARIFF))


@given(st.integers(0, 400_000), st.integers(0, 4000), TARIFFS)
def test_a_longer_visit_never_costs_less(seconds: int, more: int, tariff: Tariff) -> None:
    assert price_of(seconds + more, tariff) >= price_of(seconds, tariff)


def test_a_tariff_without_a_pause_still_joins_what_overlaps() -> None:
    tariff = replace(TARIFF, same_visit_gap_minutes=0)
    assert len(visits_of((connection(0, 120), connection(1, 120)), tariff)) == 1
