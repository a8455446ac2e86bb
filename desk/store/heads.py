"""The head of a chain as a row's columns, and back."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from agent.consent.chain import Head
from agent.consent.merkle import HASH_LENGTH, Tree
from agent.consent.record import Stamp
from desk.errors import StoreDamagedError

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def milliseconds(moment: datetime) -> int:
    """An aware moment as Unix milliseconds."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment(unix_ms: int) -> datetime:
    """Unix milliseconds as an aware moment in UTC."""
    return _EPOCH + timedelta(milliseconds=unix_ms)


def columns_of(head: Head) -> dict[str, Any]:
    """What a row keeps of a head."""
    stamp = head.stamp
    return {
        "size": head.size,
        "line_hash": head.line_hash,
        "peaks": b"".join(head.tree.peaks),
        "stamp": json.dumps([milliseconds(stamp.t), stamp.off, stamp.up, stamp.run]),
    }


def head_of(name: str, public_key: bytes, row: Mapping[str, Any]) -> Head:
    """The head that `columns_of` put into a row.

    Raises:
        StoreDamagedError: it did not put this there.
    """
    try:
        peaks = bytes(row["peaks"])
        t, off, up, run = json.loads(row["stamp"])
        stamp = Stamp(moment(t), off, up, run)
    except (ValueError, TypeError, OverflowError) as error:
        raise StoreDamagedError(f"{name}: what is kept of its last line is damaged.") from error
    parts = tuple(peaks[i : i + HASH_LENGTH] for i in range(0, len(peaks), HASH_LENGTH))
    return Head(name, bytes(public_key), row["line_hash"], Tree(row["size"], parts), stamp)
