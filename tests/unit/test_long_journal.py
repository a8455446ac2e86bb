"""A long journal is opened as fast as a short one: only its end is read."""

import hashlib
import itertools
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from agent.consent.event_data import EventType
from agent.consent.keys import KnownHead
from agent.consent.lifecycle import State
from agent.consent.record import Position, build
from tests.unit import quick_signatures
from tests.unit.journal_on_disk import SEEN, Account

LINES = 100_000


def lengthen(account: Account, lines: int) -> None:
    """Write lines one after the other, as many as there are to be in all."""
    key = account.keys.current()
    assert key is not None
    position = Position(account.place.log(key.public), 0, "")
    with account.path.open("r+b") as file:
        last = file.read().split(b"\n")[-2]
        stamp = account.clock.stamp
        for seq in range(2, lines):
            stamp = replace(stamp, t=stamp.t + timedelta(milliseconds=1), up=stamp.up + 1)
            position = replace(position, seq=seq, prev=hashlib.sha256(last).hexdigest())
            last = build(
                position,
                stamp,
                EventType.DOOR_CLOSED,
                SEEN.data,
                lambda message: quick_signatures.sign(key.seed, message),
            ).line
            file.write(last + b"\n")
    account.clock.stamp = stamp
    account.keys.save_head(account.kid, KnownHead(lines, hashlib.sha256(last).hexdigest()))
    account.start()


class Meter:
    """Counts the bytes that are read from files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = 0
        self._read = os.read
        monkeypatch.setattr(os, "read", self._count)

    def _count(self, descriptor: int, size: int) -> bytes:
        data = self._read(descriptor, size)
        self.read += len(data)
        return data


@pytest.mark.fault("journal of 100 000 lines")
def test_what_is_read_to_append_does_not_grow_with_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meter, read = Meter(monkeypatch), []
    for number, lines in enumerate((1000, LINES)):
        account = Account(tmp_path / str(number))
        account.append()
        lengthen(account, lines)
        meter.read = 0
        assert account.append().seq == lines
        read.append(meter.read)
        before = meter.read
        account.append()
        read.append(meter.read - before)
    assert max(read) < 60_000
    assert read[2] <= read[0] * 1.1
    assert read[3] <= read[1] * 1.1
    assert_all_lines_hold(account, meter)


def assert_all_lines_hold(account: Account, meter: Meter) -> None:
    """A hundred thousand lines are read through once, and afterwards only what is new."""
    assert account.picture().lines == LINES + 2
    account.append()
    meter.read = 0
    picture = account.picture()
    assert (picture.lines, picture.state.value) == (LINES + 3, "ok")
    assert meter.read < 60_000
    assert len(list(itertools.islice(account.lines(), 3))) == 3
    account.grant()
    assert account.access().state is State.READY
    account.withdraw()
    assert account.access().state is State.NONE
