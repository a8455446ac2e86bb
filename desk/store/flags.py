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


@dataclass(frozen=True)
class Look:
    """Who looked at a flag and when (Unix ms); `times` is how often it had been raised by then."""

    by: str
    at: int
    times: int | None = None


def mark_seen(connection: Connection, log_id: int, kind: FlagKind, look: Look) -> bool:
    """Note who looked at it; False when it is not raised, or was again since he looked."""
    flag = (FLAGS.c.log_id == log_id, FLAGS.c.kind == kind.value, FLAGS.c.seen_at.is_(None))
    same = flag if look.times is None else (*flag, FLAGS.c.times == look.times)
    query = update(FLAGS).where(*same).values(seen_by=look.by, seen_at=look.at)
    return connection.execute(query).rowcount > 0


def of(connection: Connection, log_id: int) -> list[Flag]:
    """All flags of a machine, the latest first."""
    query = select(FLAGS).where(FLAGS.c.log_id == log_id).order_by(FLAGS.c.latest.desc())
    return [
        Flag(FlagKind(r.kind), r.since, r.latest, r.times, r.detail, r.seen_by, r.seen_at)
        for r in connection.execute(query)
    ]
