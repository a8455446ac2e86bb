"""A clock that was moved is noted in the journal's check, and breaks nothing."""

from typing import Optional

import pytest

from agent.consent import chain
from agent.consent.event_data import EventType
from agent.consent.record import Stamp
from tests.unit.consent_journals import CID, Writer, at, quick

SEED = b"h" * 32


def is_quick(key: bytes, message: bytes, signature: bytes) -> bool:
    """Checks what `quick(SEED)` signs, for any key."""
    return bool(key) and quick(SEED)(message) == signature


@pytest.mark.fault("clock set back")
@pytest.mark.parametrize(
    ("minutes", "up_minutes", "run", "jump_ms"),
    [
        (10, 10, None, None),
        (10 + 5 / 60, 10, None, None),
        (10 - 5 / 60, 10, None, None),
        (10 + 6 / 60, 10, None, 6_000),
        (10 - 6 / 60, 10, None, -6_000),
        (70, 10, None, 3_600_000),
        (-50, 10, None, -3_600_000),
        (-50, 10, "0" * 16, None),
        (10, -5, None, 600_000),
    ],
)
def test_a_clock_that_was_moved_is_noted_and_breaks_nothing(
    minutes: float, up_minutes: float, run: Optional[str], jump_ms: Optional[int]
) -> None:
    journal = Writer(SEED)
    stamp = Stamp(
        at(minutes).t, 60, at(up_minutes).up, journal.head.stamp.run if run is None else run
    )
    link = chain.extend(journal.head, stamp, EventType.DEFERRED, {}, journal.sign, CID)
    assert link.jump_ms == jump_ms
    report = chain.check([*journal.lines, link.record.line], is_quick)
    assert report.ok
    assert report.jumps == (() if jump_ms is None else ((1, jump_ms),))


@pytest.mark.parametrize(("told_ms", "noted"), [(3_600_000, False), (60_000, True)])
def test_a_jump_that_is_told_as_it_was_needs_no_note(told_ms: int, noted: bool) -> None:
    journal = Writer(SEED)
    stamp = Stamp(at(61).t, 60, at(1).up, journal.head.stamp.run)
    data = {"ms": told_ms}
    link = chain.extend(journal.head, stamp, EventType.CLOCK_JUMP, data, journal.sign)
    assert (link.jump_ms is not None) is noted
