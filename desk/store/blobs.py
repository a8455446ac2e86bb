"""Texts and personal data that lines name: each under its journal, so that each can be erased."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select, text, update

from desk.store.schema import BLOBS

_AT_ONCE = 500
# Both stores know these words; a statement made of the dialect's own is compiled every time.
_INSERT_NEW = text(
    "INSERT INTO blobs (log_id, sha256, content, received_at)"
    " VALUES (:log_id, :sha256, :content, :received_at) ON CONFLICT DO NOTHING"
)


def keep(connection: Connection, log_id: int, blobs: Mapping[str, bytes], now: int) -> list[bytes]:
    """Keep what is not there yet, and return it; what was erased stays erased."""
    same = {"log_id": log_id, "received_at": now}
    return [
        content
        for name, content in blobs.items()
        if connection.execute(_INSERT_NEW, {**same, "sha256": name, "content": content}).rowcount
    ]


def read(connection: Connection, log_id: int, sha256: str) -> bytes | None:
    """The content; None when it never came or was erased."""
    query = select(BLOBS.c.content).where(BLOBS.c.log_id == log_id, BLOBS.c.sha256 == sha256)
    content = connection.execute(query).scalar()
    return None if content is None else bytes(content)


def contents(connection: Connection, log_id: int, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of these that are there, by name."""
    wanted, found = sorted(set(names)), {}
    for first in range(0, len(wanted), _AT_ONCE):
        query = select(BLOBS.c.sha256, BLOBS.c.content).where(
            BLOBS.c.log_id == log_id,
            BLOBS.c.sha256.in_(wanted[first : first + _AT_ONCE]),
            BLOBS.c.content.is_not(None),
        )
        found.update({name: bytes(content) for name, content in connection.execute(query).tuples()})
    return found


def names(connection: Connection, log_id: int) -> list[str]:
    """The names of all contents that are there, in order."""
    query = select(BLOBS.c.sha256).where(BLOBS.c.log_id == log_id, BLOBS.c.content.is_not(None))
    return list(connection.execute(query.order_by(BLOBS.c.sha256)).scalars())


def erase_all(connection: Connection, log_id: int, but: Iterable[str] = ()) -> int:
    """Erase every content of a journal except these; returns how many were there."""
    query = (
        update(BLOBS)
        .where(
            BLOBS.c.log_id == log_id,
            BLOBS.c.content.is_not(None),
            BLOBS.c.sha256.not_in(list(but)),
        )
        .values(content=None)
    )
    return connection.execute(query).rowcount
