"""The other copy, when a journal's own key signed two contents for the same places."""

import enum
import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from desk.store.schema import FORKS

MOST_KEPT = 20
"""Of one journal; beyond it the flag counts on, and nothing more is kept."""


class Kept(enum.Enum):
    """What became of another copy."""

    NEW = "kept now"
    KNOWN = "was there already"
    NO_ROOM = "one too many"


@dataclass(frozen=True)
class Fork:
    """Lines from number `first` on that are not those the desk went on with.

    `received_at` is Unix milliseconds; `checkpoint` is the text that the journal's key signed.
    """

    first: int
    lines: tuple[bytes, ...]
    checkpoint: bytes
    received_at: int


def keep(connection: Connection, log_id: int, fork: Fork) -> Kept:
    """Keep the other copy once."""
    content = b"\n".join(fork.lines)
    name = hashlib.sha256(b"%d\n%b\n%b" % (fork.first, fork.checkpoint, content)).hexdigest()
    kept = connection.execute(select(FORKS.c.content_sha256).where(FORKS.c.log_id == log_id))
    names = set(kept.scalars())
    if name in names:
        return Kept.KNOWN
    if len(names) >= MOST_KEPT:
        return Kept.NO_ROOM
    row = {
        "log_id": log_id,
        "first": fork.first,
        "content_sha256": name,
        "lines": content,
        "checkpoint": fork.checkpoint,
        "received_at": fork.received_at,
    }
    connection.execute(insert(FORKS), [row])
    return Kept.NEW


def of(connection: Connection, log_id: int) -> list[Fork]:
    """The other copies of a journal, the earliest first."""
    query = select(FORKS).where(FORKS.c.log_id == log_id).order_by(FORKS.c.id)
    return [
        Fork(
            row.first,
            tuple(bytes(row.lines).split(b"\n")) if row.lines else (),
            bytes(row.checkpoint),
            row.received_at,
        )
        for row in connection.execute(query)
    ]
