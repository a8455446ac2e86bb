"""The lines, as the bytes they came in."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, insert, select

from agent.consent.policy import matters
from agent.consent.record import Record
from desk.store.heads import milliseconds
from desk.store.schema import LINES

_INSERT = insert(LINES)


def add(connection: Connection, log_id: int, records: Sequence[Record]) -> None:
    """Keep lines that have been checked."""
    rows = [
        {
            "log_id": log_id,
            "seq": record.seq,
            "line": record.line,
            "type": record.type,
            "t": milliseconds(record.stamp.t),
            "matters": matters(record),
        }
        for record in records
    ]
    if rows:
        connection.execute(_INSERT, rows)


def between(connection: Connection, log_id: int, first: int, end: int) -> list[bytes]:
    """The lines from number `first` up to, and without, `end`."""
    query = (
        select(LINES.c.line)
        .where(LINES.c.log_id == log_id, LINES.c.seq >= first, LINES.c.seq < end)
        .order_by(LINES.c.seq)
    )
    return [bytes(line) for line in connection.execute(query).scalars()]


def every(connection: Connection, log_id: int, at_once: int = 1000) -> Iterator[bytes]:
    """All lines in order, without holding them all in memory."""
    first = 0
    while lines := between(connection, log_id, first, first + at_once):
        yield from lines
        first += len(lines)


def that_matter(connection: Connection, log_id: int) -> list[bytes]:
    """The lines that change what is allowed, in order."""
    query = (
        select(LINES.c.line)
        .where(LINES.c.log_id == log_id, LINES.c.matters.is_(True))
        .order_by(LINES.c.seq)
    )
    return [bytes(line) for line in connection.execute(query).scalars()]
