"""The journals of one account before and after one of them: a new key or a new year begins another.

Each is proven from both sides: the older one's last line names the younger, whose first line names
the older.
"""

from sqlalchemy import Connection, select

from agent.consent.event_data import EventType, is_previous_log
from agent.consent.record import Record, parse
from desk.store import lines, logs
from desk.store.logs import HeldLog
from desk.store.schema import LOGS

_MOST = 3
"""Each way: more take time with every report. What was allowed before counts as not allowed."""


def heir_of(connection: Connection, held: HeldLog) -> str | None:
    """The journal that the last line of this one names; None while it goes on itself."""
    last = parse(lines.between(connection, held.id, held.size - 1, held.size)[0])
    return named_heir(last)


def named_heir(last: Record) -> str | None:
    """The journal in which another goes on that ends with this line."""
    is_end = last.event is EventType.KEY_ROTATED and last.wrong_field is None
    return str(last.data["next_log"]) if is_end else None


def named_predecessor(genesis: Record) -> str | None:
    """The journal that one beginning with this line says to go on from."""
    previous = genesis.data.get("prev_log")
    is_one = isinstance(previous, dict) and is_previous_log(previous)
    return str(previous["log"]) if is_one and isinstance(previous, dict) else None


def before(connection: Connection, genesis: Record) -> list[HeldLog]:
    """The journals before the one that begins with this line, the oldest first."""
    found: list[HeldLog] = []
    log, name = genesis.log, named_predecessor(genesis)
    while name is not None and len(found) < _MOST:
        held = logs.find(connection, name)
        if held is None or not held.size or heir_of(connection, held) != log:
            break
        found.insert(0, held)
        log, name = held.name, _previous(connection, held)
    return found


def after(connection: Connection, held: HeldLog) -> list[HeldLog]:
    """The journals after this one, the oldest first."""
    found: list[HeldLog] = []
    while len(found) < _MOST:
        name = heir_of(connection, held)
        heir = None if name is None else logs.find(connection, name)
        if heir is None or not heir.size or _previous(connection, heir) != held.name:
            break
        found.append(heir)
        held = heir
    return found


def that_matter(connection: Connection, held: HeldLog) -> tuple[Record, ...]:
    """The lines of a journal that change what is allowed, in order."""
    return tuple(map(parse, lines.that_matter(connection, held.id)))


def _previous(connection: Connection, held: HeldLog) -> str | None:
    name = connection.execute(select(LOGS.c.previous).where(LOGS.c.id == held.id)).scalar()
    return None if name is None else str(name)
