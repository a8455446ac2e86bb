"""How much is kept of each journal, and how many new ones a day brought: counted in the store.

So they count across processes and restarts. A day is a number: days since 1970, UTC. A `source` is
what stands for an address, and empty for all of them; nobody can read the address back.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, text, update

from desk.store import logs, succession
from desk.store.schema import NEWCOMERS, USAGE

ROW_BYTES = 128
"""What a row takes beside its content, about."""

OWN_LINE_BYTES = 700
"""What a line of the desk's own journal takes, about."""

_KEPT_DAYS = 2
_ADD = text(
    "INSERT INTO usage (log_id, bytes, day, day_bytes) VALUES (:log_id, :more, :day, :more)"
    " ON CONFLICT (log_id) DO UPDATE SET bytes = usage.bytes + excluded.bytes,"
    " day_bytes = excluded.day_bytes + CASE WHEN usage.day = excluded.day"
    " THEN usage.day_bytes ELSE 0 END, day = excluded.day RETURNING bytes, day_bytes"
)
_COUNT = text(
    "INSERT INTO newcomers (day, source, times) VALUES (:day, :source, 1)"
    " ON CONFLICT (day, source) DO UPDATE SET times = newcomers.times + 1 RETURNING times"
)
_COUNT_ANEW = text(
    "INSERT INTO usage (log_id, bytes, day, day_bytes) SELECT logs.id,"
    " COALESCE((SELECT SUM(LENGTH(line) + :row) FROM lines WHERE log_id = logs.id), 0)"
    " + COALESCE((SELECT SUM(LENGTH(content) + :row) FROM blobs WHERE log_id = logs.id), 0)"
    " + COALESCE((SELECT SUM(LENGTH(text) + :row + :own) FROM receipts WHERE log_id = logs.id), 0),"
    " 0, 0 FROM logs WHERE NOT EXISTS (SELECT 1 FROM usage WHERE log_id = logs.id)"
    # Another process may be taking reports.
    " ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class Usage:
    """Bytes kept of a journal: in all, and since the day began."""

    in_all: int
    today: int


def add(connection: Connection, log_id: int, more: int, day: int) -> Usage:
    """Count so many bytes more of a locked journal; returns what it comes to."""
    row = connection.execute(_ADD, {"log_id": log_id, "more": more, "day": day}).one()
    return Usage(row.bytes, row.day_bytes)


def count_anew(connection: Connection) -> None:
    """Count what is kept of journals of which nothing was counted: of a backup, or before."""
    connection.execute(_COUNT_ANEW, {"row": ROW_BYTES, "own": OWN_LINE_BYTES})


def count_newcomer(connection: Connection, day: int, source: str = "") -> int:
    """Count a new journal; returns how many the day brought from there, or in all."""
    return int(connection.execute(_COUNT, {"day": day, "source": source}).scalar_one())


def follows(connection: Connection, previous: str, log: str, before: int) -> bool:
    """Whether a journal known since before that moment (Unix ms) ended by naming this one.

    It can do so once: what it leaves is taken by this answer.
    """
    held = logs.find(connection, previous)
    if held is None or held.first_seen >= before or succession.heir_of(connection, held) != log:
        return False
    free = update(USAGE).where(USAGE.c.log_id == held.id, USAGE.c.heir.is_(None))
    return connection.execute(free.values(heir=log)).rowcount == 1


def drop_old(connection: Connection, day: int) -> None:
    """Forget who brought new journals before yesterday."""
    connection.execute(delete(NEWCOMERS).where(NEWCOMERS.c.day <= day - _KEPT_DAYS))
