"""One row per journal: its key, its head, and the lock under which it grows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from agent.consent.chain import Head
from desk.store.heads import columns_of, head_of
from desk.store.schema import LOGS


@dataclass(frozen=True)
class HeldLog:
    """A journal as the desk holds it; `head` is None while it holds no line yet.

    `first_seen` is Unix ms; `shown` are the ID, the machine's name and the contact on the list.
    """

    id: int
    name: str
    public_key: bytes
    head: Head | None
    first_seen: int
    forgotten: bool
    shown: tuple[str | None, ...] = (None, None, None)
    matched_id: str | None = None

    @property
    def size(self) -> int:
        """How many lines the desk holds."""
        return 0 if self.head is None else self.head.size


_HELD = (
    LOGS.c.id,
    LOGS.c.name,
    LOGS.c.public_key,
    LOGS.c.size,
    LOGS.c.line_hash,
    LOGS.c.peaks,
    LOGS.c.stamp,
    LOGS.c.first_seen,
    LOGS.c.forgotten_at,
    LOGS.c.teamviewer_id,
    LOGS.c.machine,
    LOGS.c.contact,
    LOGS.c.matched_id,
)
# Made once: making a statement takes longer than the store needs to answer it.
_BY_NAME = select(*_HELD).where(LOGS.c.name == bindparam("log"))
_BY_NAME_LOCKED = _BY_NAME.with_for_update()
_KEY_BY_NAME = select(LOGS.c.public_key).where(LOGS.c.name == bindparam("log"))
_BY_ID = update(LOGS).where(LOGS.c.id == bindparam("the_id"))


def public_key_of(connection: Connection, name: str) -> bytes | None:
    """The key of a journal; None for one that is not known. It never changes."""
    found = connection.execute(_KEY_BY_NAME, {"log": name}).scalar()
    return None if found is None else bytes(found)


def find(connection: Connection, name: str) -> HeldLog | None:
    """A journal as it is held, without its lock."""
    row = connection.execute(_BY_NAME, {"log": name}).mappings().first()
    return None if row is None else _held(row)


def lock(connection: Connection, name: str) -> HeldLog | None:
    """A journal as it is held, for this transaction alone until it ends; None when not known."""
    row = connection.execute(_BY_NAME_LOCKED, {"log": name}).mappings().first()
    return None if row is None else _held(row)


def make_known(connection: Connection, name: str, public_key: bytes, now: int) -> HeldLog:
    """Make a row for a new journal and lock it; the row of another transaction is taken as it is.

    `now` is Unix milliseconds.
    """
    row = {"name": name, "public_key": public_key, "first_seen": now, "last_seen": now}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(LOGS).values(**row).on_conflict_do_nothing())
    held = lock(connection, name)
    if held is None:
        raise RuntimeError(f"{name} was made and is gone")
    return held


def grow(connection: Connection, held: HeldLog, head: Head, derived: dict[str, Any]) -> None:
    """Write the new head of a locked journal, and the list's columns with it."""
    values = {**columns_of(head), **derived}
    connection.execute(_BY_ID, {"the_id": held.id, **values})


def change(connection: Connection, log_id: int, **columns: Any) -> None:  # noqa: ANN401 - columns
    """Write some columns of a journal's row."""
    connection.execute(update(LOGS).where(LOGS.c.id == log_id).values(**columns))


def _held(row: Any) -> HeldLog:  # noqa: ANN401 - a row mapping
    key = bytes(row["public_key"])
    head = head_of(row["name"], key, row) if row["size"] else None
    shown = (row["teamviewer_id"], row["machine"], row["contact"])
    forgotten = row["forgotten_at"] is not None
    first_seen, matched = row["first_seen"], row["matched_id"]
    return HeldLog(row["id"], row["name"], key, head, first_seen, forgotten, shown, matched)
