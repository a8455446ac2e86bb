"""Verifying a journal of 100 000 lines, beside libsodium's verification and SHA-256 alone."""

import hashlib
import tempfile
from pathlib import Path
from typing import Sequence, Tuple

from agent.consent.journal_reading import read_journal
from agent.consent.record import parse
from tests.bench.figures import Figure, times_at_least
from tests.bench.interleaved import interleave, seconds
from tests.bench.long_journal import long_account
from tests.unit.journal_on_disk import Account

LINES, RUNS = 100_000, 3

Signed = Tuple[bytes, bytes]


def measure() -> Figure:
    """Lines a second."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        account = long_account(Path(folder), LINES)
        key = account.keys.current()
        assert key is not None
        public, lines = key.public, [_signed(line) for line in account.lines()]
        ours, baseline = interleave(
            lambda: LINES / seconds(lambda: _verify(account)),
            lambda: LINES / seconds(lambda: _verify_bare(lines, public)),
            RUNS,
        )
    return Figure("journal-verify", "lines/s", ours, baseline, times_at_least(0.6))


def _verify(account: Account) -> None:
    reading = read_journal(account.path, account.ed25519.verify, frozenset())
    assert (reading.lines, reading.bad) == (LINES, None)


def _signed(line: bytes) -> Signed:
    """The line, and its signature followed by what it covers, as libsodium takes it."""
    record = parse(line)
    return line, record.signature + record.signed


def _verify_bare(lines: Sequence[Signed], public: bytes) -> None:
    from nacl.bindings import crypto_sign_open  # type: ignore[import-not-found]  # not on every Python

    for line, signed in lines:
        crypto_sign_open(signed, public)
        hashlib.sha256(line).hexdigest()
