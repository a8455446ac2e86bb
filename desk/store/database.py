"""The store itself: SQLite in a file, or PostgreSQL by an address; made at the first start."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    NoSuchModuleError,
    SQLAlchemyError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from desk.errors import DeskError, StoreUnavailableError
from desk.key import DeskKey
from desk.private_files import touch_private
from desk.store import own_log, usage
from desk.store.schema import META, METADATA, SCHEMA_VERSION

_BUSY_SECONDS = 20
_SQLITE_SETTINGS = ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
_MAKING_LOCK = 84201  # any number that only this program takes in its database


class Store:
    """Everything the desk keeps. Safe to use from several threads and, on PostgreSQL, processes."""

    def __init__(self, url: str) -> None:
        """Nothing is opened before the first use.

        Raises:
            DeskError: the address is not one.
        """
        try:
            self.engine = _engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
            raise DeskError(
                "DESK_DATABASE_URL is no address of a store.", "postgresql://user@host/name"
            ) from error
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite has one writer; waiting here is fair and wakes at once, its own waiting polls.
        self._writer = threading.Lock() if self.is_sqlite else contextlib.nullcontext()

    def prepare(self, key: DeskKey, now: int) -> None:
        """Make the tables where there are none, and see that they are this desk's.

        `now` is Unix ms.

        Raises:
            DeskError: they were made by a newer program, or belong to another key.
            StoreUnavailableError: the store does not answer.
        """
        vkey = key.signer.vkey
        self._make_file()
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MAKING_LOCK})"))
            METADATA.create_all(connection)
            known = dict(connection.execute(select(META.c.name, META.c.value)).tuples().all())
            if known:
                _check_known(known, vkey)
            else:
                rows = {"schema": str(SCHEMA_VERSION), "vkey": vkey}
                connection.execute(insert(META), [{"name": n, "value": v} for n, v in rows.items()])
                own_log.begin(connection, key, now)
            usage.count_anew(connection)

    def _make_file(self) -> None:
        """SQLite gives the files beside it the access rights of the first."""
        file = sqlite_file(self.engine.url)
        if file is not None:
            try:
                touch_private(file)
            except OSError as error:
                raise StoreUnavailableError(f"{file} cannot be made: {error.strerror}") from error

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the store.

        Raises:
            StoreUnavailableError: the store does not answer.
        """
        with _told_as_unavailable(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of the block is kept, on disk, or nothing of it.

        Raises:
            StoreUnavailableError: the store does not answer or cannot write; nothing was kept
                that was not already kept when the block ended.
        """
        with _told_as_unavailable(), self._writer, self.engine.connect() as connection:
            connection = connection.execution_options(desk_writes=True)
            with connection.begin():
                yield connection

    def wipe(self) -> bool:
        """See that what was deleted stands in no file of SQLite's any more, nor beside it.

        False while somebody else keeps it from being done. PostgreSQL does it by itself, later.

        Raises:
            StoreUnavailableError: the store does not answer.
        """
        if not self.is_sqlite:
            return True
        with _told_as_unavailable(), contextlib.closing(self.engine.raw_connection()) as connection:
            # Outside of any transaction. What is deleted is overwritten already (`secure_delete`).
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            said = cursor.fetchone()
            cursor.close()
        # Whether anybody was busy with it comes first.
        return said is not None and not said[0]

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _check_known(known: "dict[str, str | None]", vkey: str) -> None:
    version = known.get("schema") or ""
    if version != str(SCHEMA_VERSION):
        raise DeskError(
            f"The store was made by another version of the desk (tables {version or '?'}, "
            f"this program knows {SCHEMA_VERSION}).",
            "Start the version that made it, or a newer one.",
        )
    if known.get("vkey") != vkey:
        raise DeskError(
            "The store belongs to a desk with another key.",
            "Bring back the desk.key that belongs to it (README, Key loss).",
        )


def _engine(url: str) -> Engine:
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        engine = create_engine(parts, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        parts,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=_BUSY_SECONDS,
        connect_args={"connect_timeout": 5},
    )


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own way of beginning transactions begins too late for a lock.
    connection.isolation_level = None
    for setting in _SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("desk_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextlib.contextmanager
def _told_as_unavailable() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreUnavailableError(f"The store does not answer: {_why(error)}") from error


def _why(error: Exception) -> str:
    """SQLite's own words; those of others may quote what nobody else is to read."""
    told = getattr(error, "orig", None) or error
    return str(told) if isinstance(told, sqlite3.Error) else type(error).__name__


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite store; None for any other."""
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None
