"""Connections to visits, and their duration to a price. Pure.

A price is an estimate in cents, VAT included; the invoice is the shop's.
"""

from datetime import datetime, timedelta
from typing import Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from agent.brand_values import Tariff
from agent.visits import Connection, Visit

COUNTED_KIND = "remotecontrol"
SECONDS_A_MINUTE = 60

_SECOND = timedelta(seconds=1)


class Price(NamedTuple):
    """How many slices were begun, and what they cost together."""

    slices: int
    cents: int


def counts(connection: Connection) -> bool:
    """Whether it is paid for: remote control, or a kind that nothing tells."""
    return not connection.kind or connection.kind.casefold() == COUNTED_KIND


def begun_minutes(seconds: int) -> int:
    """30 min 1 s are 31 begun minutes; a duration below zero is none."""
    return -(-max(seconds, 0) // SECONDS_A_MINUTE)


def price_of(seconds: int, tariff: Tariff) -> Price:
    """The price of a visit that lasted so long; a visit of no time at all has begun one slice."""
    beyond = begun_minutes(seconds) - tariff.first_slice_minutes
    further = -(-max(beyond, 0) // tariff.next_slice_minutes)
    return Price(1 + further, tariff.first_slice_cents + further * tariff.next_slice_cents)


def visits_of(connections: Sequence[Connection], tariff: Tariff) -> Tuple[Visit, ...]:
    """The visits in the order of their starts, whatever the order of the connections.

    Connections that overlap or are less than the tariff's gap apart are one visit; what is not
    paid for belongs to none.
    """
    counted = [index for index, connection in enumerate(connections) if counts(connection)]
    # `counted` is in the order of the indices, and stays so where the times are the same.
    counted.sort(key=lambda index: (connections[index].started, connections[index].ended))
    gap = timedelta(minutes=tariff.same_visit_gap_minutes)
    return tuple(_visit(group, connections, tariff) for group in _groups(counted, connections, gap))


def _groups(
    counted: Iterable[int], connections: Sequence[Connection], gap: timedelta
) -> Iterator[List[int]]:
    group: List[int] = []
    reached: Optional[datetime] = None
    for index in counted:
        one = connections[index]
        if reached is not None and one.started - reached >= gap:
            yield group
            group, reached = [], None
        group.append(index)
        reached = one.ended if reached is None else max(reached, one.ended)
    if group:
        yield group


def _visit(group: Sequence[int], connections: Sequence[Connection], tariff: Tariff) -> Visit:
    first, *others = [connections[index] for index in group]
    started, ended, cid = first.started, first.ended, first.cid
    for other in others:
        ended = max(ended, other.ended)
        cid = cid if other.cid == cid else None
    seconds = (ended - started) // _SECOND
    slices, cents = price_of(seconds, tariff)
    return Visit(started, ended, begun_minutes(seconds), slices, cents, tuple(group), cid)
