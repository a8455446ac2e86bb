"""What is forgotten of a machine: everything a person can be known by; its chain stays whole."""

from sqlalchemy import Connection, delete, insert, or_, select

from agent.consent.event_data import EventType
from agent.consent.record import parse
from desk.key import DeskKey
from desk.store import blobs, logs, own_log, search
from desk.store.schema import LINES, LOGS, RETIRED

_MILLISECONDS_A_DAY = 86_400_000
_RETIRED_AT_ONCE = 100


def forget(connection: Connection, key: DeskKey, log: str, now: int) -> int | None:
    """Erase a machine's blobs and what the list shows of it; None when there is no such machine.

    The texts of the terms stay: they say nothing of anybody. Returns how many blobs were erased.
    """
    held = logs.lock(connection, log)
    if held is None:
        return None
    gone = blobs.erase_all(connection, held.id, _terms_of(connection, held.id))
    search.replace(connection, held.id, ())
    revision = own_log.write(connection, key, now, "desk.forgotten", {"log": log, "blobs": gone})
    logs.change(
        connection,
        held.id,
        teamviewer_id=None,
        machine=None,
        windows=None,
        outcome="unknown",
        findings=None,
        contact=None,
        program=None,
        matched_id=None,
        matched_at=None,
        forgotten_at=now,
        revision=revision,
    )
    return gone


def others_of(connection: Connection, log: str) -> list[str]:
    """The journals that are not forgotten and that this one goes on from, or that go on from it.

    Only their own first lines say so: nobody has checked it.
    """
    before = select(LOGS.c.previous).where(LOGS.c.name == log)
    related = or_(LOGS.c.previous == log, LOGS.c.name.in_(before))
    query = select(LOGS.c.name).where(related, LOGS.c.forgotten_at.is_(None))
    return list(connection.execute(query.order_by(LOGS.c.id)).scalars())


def retire(connection: Connection, key: DeskKey, days: int, now: int) -> int:
    """Delete machines that have not reported for so many days, whole; returns how many.

    One that reports just now is locked by its report, and by then no longer old.
    """
    oldest = now - days * _MILLISECONDS_A_DAY
    old = select(LOGS.c.id, LOGS.c.name, LOGS.c.size).where(LOGS.c.last_seen < oldest)
    locked = old.order_by(LOGS.c.id).limit(_RETIRED_AT_ONCE).with_for_update()
    machines = connection.execute(locked).tuples().all()
    for log_id, name, size in machines:
        own_log.write(connection, key, now, "desk.retired", {"log": name, "size": size})
        connection.execute(insert(RETIRED), [{"name": name}])
        connection.execute(delete(LOGS).where(LOGS.c.id == log_id))
    return len(machines)


def is_retired(connection: Connection, log: str) -> bool:
    """Whether a journal was deleted."""
    query = select(RETIRED.c.name).where(RETIRED.c.name == log)
    return connection.execute(query).first() is not None


def _terms_of(connection: Connection, log_id: int) -> frozenset[str]:
    query = select(LINES.c.line).where(
        LINES.c.log_id == log_id, LINES.c.type == EventType.TERMS_SHOWN.value
    )
    records = (parse(bytes(line)) for line in connection.execute(query).scalars())
    names = (record.data.get("terms_sha256") for record in records)
    return frozenset(name for name in names if isinstance(name, str))
