"""What a technician has to look at on a machine."""

import enum
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from desk.store.schema import FLAGS


class FlagKind(enum.Enum):
    """Why a machine is flagged.

    FORK: its key signed two contents for the same places. ROLLBACK: it came with fewer lines than
    the desk holds, or says so itself. UNEXPECTED_SESSION: somebody was connected without a yes.
    CLOCK: its clock is far from the desk's. OTHER_ID: it reports another TeamViewer ID than the
    one matched on the phone.
    """

    FORK = "fork"
    ROLLBACK = "rollback"
    UNEXPECTED_SESSION = "unexpected_session"
    CLOCK = "clock"
    OTHER_ID = "other_id"


@dataclass(frozen=True)
class Flag:
    """A flag since `since`, last raised at `latest` (Unix ms), `times` times.

    `seen_by` is the technician who looked at it, None while nobody has since it was last raised.
    """

    kind: FlagKind
    since: int
    latest: int
    times: int
    detail: str
    seen_by: str | None
    seen_at: int | None


def raise_flag(
    connection: Connection, log_id: int, kind: FlagKind, now: int, detail: str = ""
) -> None:
    """Raise it, also after somebody has looked at an earlier one. The journal is locked."""
    same = (FLAGS.c.log_id == log_id, FLAGS.c.kind == kind.value)
    again = {"latest": now, "times": FLAGS.c.times + 1, "seen_by": None, "seen_at": None}
    query = update(FLAGS).where(*same).values(**again, detail=detail)
    if connection.execute(query).rowcount == 0:
        first = {"log_id": log_id, "kind": kind.value, "since": now, "latest": now}
        connection.execute(insert(FLAGS), [{**first, "times": 1, "detail": detail}])


def mark_seen(connection: Connection, log_id: int, kind: FlagKind, by: str, now: int) -> None:
    """Note who looked at it."""
    same = (FLAGS.c.log_id == log_id, FLAGS.c.kind == kind.value)
    connection.execute(update(FLAGS).where(*same).values(seen_by=by, seen_at=now))


def of(connection: Connection, log_id: int) -> list[Flag]:
    """All flags of a machine, the latest first."""
    query = select(FLAGS).where(FLAGS.c.log_id == log_id).order_by(FLAGS.c.latest.desc())
    return [
        Flag(FlagKind(r.kind), r.since, r.latest, r.times, r.detail, r.seen_by, r.seen_at)
        for r in connection.execute(query)
    ]
