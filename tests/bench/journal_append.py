"""An append that is on disk when it returns, beside the bare write of the same bytes.

Ours is all that a yes costs: lock, look at the end, sign, write, flush, remember the head. The
baseline writes each line to an open file and flushes it. Both files lie in one folder.
"""

import os
import tempfile
from pathlib import Path
from typing import List

from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.signing import Sodium
from tests.bench.figures import Figure, times_at_least
from tests.bench.interleaved import interleave, seconds
from tests.unit.consent_journals import CID, yes
from tests.unit.journal_on_disk import Account

LINES, RUNS = 200, 21
_YES = Draft(EventType.GIVEN, yes(), CID)


def measure() -> Figure:
    """Lines a second."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        return _measured("journal-append", Path(folder))


def _measured(name: str, folder: Path) -> Figure:
    account = Account(folder / "consent", ed25519=Sodium())
    account.append(_YES)
    bare = folder / "bare"
    ours, baseline = interleave(
        lambda: LINES / seconds(lambda: _append(account)),
        lambda: LINES / seconds(lambda: _write(bare, account.lines()[-LINES:])),
        RUNS,
    )
    return Figure(name, "lines/s", ours, baseline, times_at_least(0.7))


def _append(account: Account) -> None:
    for _ in range(LINES):
        account.journal.append(_YES)
    account.journal.heads.settle(60)


def _write(path: Path, lines: List[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0))
    try:
        os.lseek(descriptor, 0, os.SEEK_END)
        for line in lines:
            os.write(descriptor, line + b"\n")
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
