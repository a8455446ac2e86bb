"""The first append of a program whose journal has 100 000 lines, beside one of 1 000.

The head is known, so that nothing but the end is read. The limit is ours: the design says that it
does not grow.
"""

import tempfile
from pathlib import Path

from tests.bench.figures import Figure, times_at_most
from tests.bench.interleaved import interleave, seconds
from tests.bench.long_journal import long_account
from tests.unit.journal_on_disk import SEEN, Account

LONG, SHORT, RUNS, STARTS = 100_000, 1_000, 21, 20


def measure() -> Figure:
    """Milliseconds for one start."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        long = long_account(Path(folder) / "long", LONG)
        short = long_account(Path(folder) / "short", SHORT)
        ours, baseline = interleave(
            lambda: seconds(lambda: _open(long)) * 1000 / STARTS,
            lambda: seconds(lambda: _open(short)) * 1000 / STARTS,
            RUNS,
        )
    return Figure("journal-open", "ms", ours, baseline, times_at_most(1.5))


def _open(account: Account) -> None:
    for _ in range(STARTS):
        account.start()
        account.append(SEEN)
