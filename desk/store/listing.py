"""The list of machines, read row by row from columns that are kept up to date: it computes nothing.

Pages go by key, not by number, so that page 1000 costs what page 1 costs.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, false, func, or_, select

from desk.search_words import sought_words
from desk.store.schema import FLAGS, LOGS, SEARCH_WORDS

PAGE = 50
MOST_A_PAGE = 500
_RARE = 2000
_OPEN = ("ready", "live", "permanent")


@dataclass(frozen=True)
class MachineRow:
    """A machine as the list shows it. Times are Unix ms; None is unknown.

    `outcome` is met, unmet or unknown. `access_state` is none, ready, live, permanent, paused
    or moved, as the last report left it: what holds now says `access_at`. `flags` are those nobody
    has looked at since they were raised.
    """

    id: int
    log: str
    size: int
    revision: int
    first_seen: int
    last_seen: int
    reported_at: int | None
    teamviewer_id: str | None
    machine: str | None
    windows: str | None
    outcome: str
    findings: str | None
    contact: str | None
    program: str | None
    access_state: str
    access_until: int | None
    clock_ahead_ms: int
    words: str
    matched_at: int | None
    matched_by: str | None
    matched_id: str | None
    previous: str | None
    forgotten_at: int | None
    flags: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        """Whether no technician has matched its ID on the phone, or it was another one."""
        return self.matched_at is None

    def access_at(self, now: int) -> str:
        """What is allowed at `now` (Unix ms): nothing changes for the better by itself."""
        over = self.access_until is not None and now + self.clock_ahead_ms >= self.access_until
        if self.access_state not in _OPEN or not over:
            return self.access_state
        return "paused" if self.access_state == "permanent" else "none"


@dataclass(frozen=True)
class Place:
    """Where a page ended: the next one begins after this row."""

    last_seen: int
    id: int


@dataclass(frozen=True)
class Wanted:
    """Which machines: all words have to begin one of its own; `since` and `until` are Unix ms."""

    text: str = ""
    only_new: bool = False
    since: int | None = None
    until: int | None = None


_COLUMNS = [LOGS.c[name] for name in MachineRow.__dataclass_fields__ if name in LOGS.c]
_NO_WANTED = Wanted()


def page(
    connection: Connection,
    wanted: Wanted = _NO_WANTED,
    after: Place | None = None,
    limit: int = PAGE,
) -> list[MachineRow]:
    """Machines, the one that reported last first."""
    query = select(*_COLUMNS, LOGS.c.name.label("log")).where(*_conditions(connection, wanted))
    if after is not None:
        # Spelled out for both stores to walk the index.
        query = query.where(
            LOGS.c.last_seen <= after.last_seen,
            or_(LOGS.c.last_seen < after.last_seen, LOGS.c.id < after.id),
        )
    query = query.order_by(LOGS.c.last_seen.desc(), LOGS.c.id.desc())
    return _rows(connection, query.limit(min(limit, MOST_A_PAGE)))


def one(connection: Connection, log: str) -> MachineRow | None:
    """One machine by its journal's name."""
    query = select(*_COLUMNS, LOGS.c.name.label("log")).where(LOGS.c.name == log, LOGS.c.size > 0)
    return next(iter(_rows(connection, query)), None)


def _conditions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    words = sought_words(wanted.text)
    if wanted.text.strip() and not words:
        found.append(false())
    found += [_has_word(connection, word) for word in words]
    if wanted.only_new:
        found.append(LOGS.c.matched_at.is_(None))
    if wanted.since is not None:
        found.append(LOGS.c.last_seen >= wanted.since)
    if wanted.until is not None:
        found.append(LOGS.c.last_seen < wanted.until)
    return found


def _has_word(connection: Connection, word: str) -> ColumnElement[bool]:
    """Whether a machine has a word that begins so, asked in the way that reads the least.

    The machines of a rare word are collected; a common word is looked up for one row after another.
    """
    begins = and_(SEARCH_WORDS.c.word >= word, SEARCH_WORDS.c.word < word + "\U0010ffff")
    some = select(SEARCH_WORDS.c.log_id).where(begins).limit(_RARE + 1).subquery()
    if connection.execute(select(func.count()).select_from(some)).scalar_one() <= _RARE:
        return LOGS.c.id.in_(select(SEARCH_WORDS.c.log_id).where(begins))
    return exists().where(SEARCH_WORDS.c.log_id == LOGS.c.id, begins)


def _rows(connection: Connection, query: "Select[Any]") -> list[MachineRow]:
    rows = connection.execute(query).mappings().all()
    raised = _flags(connection, [row["id"] for row in rows])
    return [MachineRow(**row, flags=raised.get(row["id"], ())) for row in rows]


def _flags(connection: Connection, ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    if ids:
        query = select(FLAGS.c.log_id, FLAGS.c.kind).where(
            FLAGS.c.log_id.in_(ids), FLAGS.c.seen_at.is_(None)
        )
        for log_id, kind in connection.execute(query.order_by(FLAGS.c.kind)).tuples():
            found[log_id] = (*found.get(log_id, ()), kind)
    return found
