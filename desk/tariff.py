"""What a takeover costs. Pure; the same numbers stand in the clients' brand file."""

from dataclasses import dataclass

SECONDS_A_MINUTE = 60


@dataclass(frozen=True)
class Tariff:
    """Prices in cents, VAT included, per computer.

    Connections less than `same_visit_gap_minutes` apart are one visit.
    """

    first_slice_minutes: int = 30
    first_slice_cents: int = 3000
    next_slice_minutes: int = 30
    next_slice_cents: int = 2000
    same_visit_gap_minutes: int = 10


@dataclass(frozen=True)
class Price:
    """How many slices were begun, and what they cost together."""

    slices: int
    cents: int


def begun_minutes(seconds: int) -> int:
    """30 min 1 s are 31 begun minutes; a duration below zero is none."""
    return -(-max(seconds, 0) // SECONDS_A_MINUTE)


def price_of(seconds: int, tariff: Tariff) -> Price:
    """The price of a visit that lasted so long; a visit of no time at all has begun one slice."""
    beyond = begun_minutes(seconds) - tariff.first_slice_minutes
    further = -(-max(beyond, 0) // tariff.next_slice_minutes)
    return Price(1 + further, tariff.first_slice_cents + further * tariff.next_slice_cents)
