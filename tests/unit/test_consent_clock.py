"""A clock that was moved, and a journal's name."""

import hashlib
from typing import Optional

import pytest

from agent.consent import chain
from agent.consent.event_data import EventType
from agent.consent.log_name import kid_in, kid_of, log_of
from agent.consent.record import Stamp
from tests.unit.consent_journals import (
    CID,
    DOMAIN,
    MORNING,
    OTHER_CID,
    SEED,
    Writer,
    at,
    is_quick,
    public_key,
    sha256,
    signer,
    withdrawn,
)

HUSBAND = Writer(SEED, sign=signer(SEED)).grant(1)
HUSBAND.write(30, EventType.WITHDRAWN, withdrawn()).ask(40, OTHER_CID)
LINES = HUSBAND.lines
WIFE = Writer(b"w" * 32, sign=signer(b"w" * 32)).grant(1)
SIZE = len(LINES)


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


def test_a_journal_is_named_by_the_hash_of_its_key() -> None:
    key = public_key(SEED)
    assert kid_of(key) == hashlib.sha256(key).hexdigest()[:16]
    assert log_of(DOMAIN, key) == f"{DOMAIN}/consent/{kid_of(key)}"
    assert kid_in(HUSBAND.head.log) == kid_of(key)
    assert HUSBAND.records[0].stamp.t == MORNING
    assert HUSBAND.records[2].blobs == {sha256("terms"), sha256("person"), sha256("id")}
