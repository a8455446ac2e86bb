"""Who is signed in: the browser holds a random token, the store only its hash."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from desk.store.schema import SESSIONS, TECHNICIANS
from desk.store.technicians import Technician

LASTS_MS = 12 * 3600 * 1000
UNUSED_MS = 2 * 3600 * 1000
NOTED_MS = 60 * 1000
"""How long a use of a session may go unnoted: a page that is looked at need not write."""


@dataclass(frozen=True)
class Session:
    """A signed-in browser; `csrf` has to come with each of its forms. `used_at` is Unix ms."""

    technician: Technician
    csrf: str
    used_at: int

    def is_to_be_noted(self, now: int) -> bool:
        """Whether its use now has to be noted."""
        return now - self.used_at >= NOTED_MS


def begin(connection: Connection, technician: Technician, now: int) -> str:
    """Sign a browser in; returns the token for its cookie. Always a new one."""
    token = secrets.token_urlsafe(32)
    row = {
        "token_sha256": _hash(token),
        "technician_id": technician.id,
        "csrf": secrets.token_urlsafe(32),
        "created_at": now,
        "used_at": now,
        "expires_at": now + LASTS_MS,
    }
    connection.execute(insert(SESSIONS), [row])
    return token


def find(connection: Connection, token: str, now: int) -> Session | None:
    """Whose session a cookie's token is; None when it is none or over."""
    query = (
        select(
            SESSIONS.c.csrf,
            SESSIONS.c.used_at,
            TECHNICIANS.c.id,
            TECHNICIANS.c.name,
            TECHNICIANS.c.created_at,
        )
        .join(TECHNICIANS, TECHNICIANS.c.id == SESSIONS.c.technician_id)
        .where(
            SESSIONS.c.token_sha256 == _hash(token),
            SESSIONS.c.expires_at > now,
            SESSIONS.c.used_at > now - UNUSED_MS,
        )
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Session(Technician(row.id, row.name, row.created_at), row.csrf, row.used_at)


def keep_alive(connection: Connection, token: str, now: int) -> None:
    """Note that the session is in use."""
    same = SESSIONS.c.token_sha256 == _hash(token)
    connection.execute(update(SESSIONS).where(same).values(used_at=now))


def end(connection: Connection, token: str) -> None:
    """Sign a browser out."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.token_sha256 == _hash(token)))


def drop_over(connection: Connection, now: int) -> None:
    """Drop the sessions that are over."""
    query = delete(SESSIONS).where(
        (SESSIONS.c.expires_at <= now) | (SESSIONS.c.used_at <= now - UNUSED_MS)
    )
    connection.execute(query)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
