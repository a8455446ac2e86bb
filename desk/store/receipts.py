"""The receipts: exactly one for a size, whatever happens."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from desk.store.schema import RECEIPTS


@dataclass(frozen=True)
class KeptReceipt:
    """A receipt's bytes, as they were answered, and for how many lines."""

    size: int
    text: bytes


_INSERT = insert(RECEIPTS)


def keep(connection: Connection, log_id: int, size: int, text: bytes, now: int) -> None:
    """Keep a receipt; the store refuses a second one for a size, and with it the transaction."""
    row = {"log_id": log_id, "size": size, "text": text, "at": now}
    connection.execute(_INSERT, [row])


def for_size(connection: Connection, log_id: int, size: int) -> bytes | None:
    """The receipt for exactly so many lines."""
    query = select(RECEIPTS.c.text).where(RECEIPTS.c.log_id == log_id, RECEIPTS.c.size == size)
    text = connection.execute(query).scalar()
    return None if text is None else bytes(text)


def newest(connection: Connection, log_id: int) -> KeptReceipt | None:
    """The receipt for the most lines."""
    query = (
        select(RECEIPTS.c.size, RECEIPTS.c.text)
        .where(RECEIPTS.c.log_id == log_id)
        .order_by(RECEIPTS.c.size.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else KeptReceipt(row.size, bytes(row.text))


def every(connection: Connection, log_id: int) -> Iterator[KeptReceipt]:
    """All receipts of a journal, the smallest first."""
    query = (
        select(RECEIPTS.c.size, RECEIPTS.c.text)
        .where(RECEIPTS.c.log_id == log_id)
        .order_by(RECEIPTS.c.size)
    )
    for size, text in connection.execute(query):
        yield KeptReceipt(size, bytes(text))
