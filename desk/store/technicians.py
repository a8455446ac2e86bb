"""Who may sign in: a name and a password that nobody can read back."""

import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from desk.errors import DeskError
from desk.store.schema import TECHNICIANS

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LONGEST_NAME = 40
TRIES = 10
LOCKED_MS = 15 * 60 * 1000

_HASHER = PasswordHasher()
# What is checked when the name is unknown, so that both take as long.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True)
class Technician:
    """Somebody who may sign in; `created_at` is Unix ms."""

    id: int
    name: str
    created_at: int


def add(connection: Connection, name: str, password: str, now: int) -> None:
    """Let somebody sign in.

    Raises:
        DeskError: the name or the password is none, or there is somebody of that name.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise DeskError(f"A name has 1 to {LONGEST_NAME} visible characters.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise DeskError(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    if _row(connection, name) is not None:
        raise DeskError(f"There is already a technician called {name}.")
    row = {"name": name, "name_key": _key(name), "created_at": now}
    hashed = _HASHER.hash(password)
    connection.execute(insert(TECHNICIANS), [{**row, "password_hash": hashed}])


def remove(connection: Connection, name: str) -> bool:
    """End somebody's access, and every session of his; False when there is nobody of that name."""
    query = delete(TECHNICIANS).where(TECHNICIANS.c.name_key == _key(name))
    return connection.execute(query).rowcount > 0


def every(connection: Connection) -> list[Technician]:
    """Everybody who may sign in, by name."""
    query = select(TECHNICIANS.c.id, TECHNICIANS.c.name, TECHNICIANS.c.created_at)
    rows = connection.execute(query.order_by(TECHNICIANS.c.name_key)).tuples()
    return [Technician(*row) for row in rows]


@dataclass(frozen=True)
class Asked:
    """The name that somebody signs in with, and what his password has to match."""

    name: str
    password_hash: str | None

    def matches(self, password: str) -> bool:
        """Whether it is the password; takes long on purpose, and as long for an unknown name."""
        is_long = len(password) > LONGEST_PASSWORD
        hashed = None if is_long else self.password_hash
        return _matches(hashed or _NOBODY, "" if is_long else password) and hashed is not None


def asked(connection: Connection, name: str) -> Asked:
    """What to check a password against, before `sign_in` and outside its transaction."""
    row = connection.execute(_by_name(name)).first()
    return Asked(name, None if row is None else row.password_hash)


def sign_in(connection: Connection, who: Asked, now: int, *, matched: bool) -> Technician | None:
    """Who this is; None for an unknown name, a wrong password, or after ten wrong ones.

    `matched` is what `who.matches` said. After ten wrong passwords in a row the name stays locked
    for a quarter of an hour, also for the right one, however many were tried at once.
    """
    row = _row(connection, who.name)
    if row is None or row.locked_until > now:
        return None
    if not matched or row.password_hash != who.password_hash:
        _count_failure(connection, row.id, row.failures + 1, now)
        return None
    same = TECHNICIANS.c.id == row.id
    connection.execute(update(TECHNICIANS).where(same).values(failures=0, locked_until=0))
    return Technician(row.id, row.name, row.created_at)


def _count_failure(connection: Connection, technician_id: int, failures: int, now: int) -> None:
    locks = failures >= TRIES
    values = {"failures": 0 if locks else failures, "locked_until": now + LOCKED_MS if locks else 0}
    query = update(TECHNICIANS).where(TECHNICIANS.c.id == technician_id)
    connection.execute(query.values(**values))


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _row(connection: Connection, name: str) -> "Row[Any] | None":
    return connection.execute(_by_name(name).with_for_update()).first()


def _by_name(name: str) -> Select[Any]:
    return select(TECHNICIANS).where(TECHNICIANS.c.name_key == _key(name))


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()
