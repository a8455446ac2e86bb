"""What a technician does with a machine, each told in the desk's own journal."""

from sqlalchemy import Connection

from desk.key import DeskKey
from desk.store import flags, logs, own_log
from desk.store.flags import FlagKind


def match(
    connection: Connection, key: DeskKey, log: str, teamviewer_id: str, by: str, now: int
) -> bool:
    """Note that a technician matched this ID on the phone; False when there is no such machine."""
    held = logs.lock(connection, log)
    if held is None:
        return False
    flags.mark_seen(connection, held.id, FlagKind.OTHER_ID, by, now)
    revision = own_log.write(connection, key, now, "desk.matched", {"log": log, "by": by})
    logs.change(
        connection,
        held.id,
        matched_at=now,
        matched_by=by,
        matched_id=teamviewer_id,
        revision=revision,
    )
    return True


def see_flag(
    connection: Connection, key: DeskKey, log: str, kind: FlagKind, by: str, now: int
) -> bool:
    """Note that a technician looked at a flag; False when there is no such machine."""
    held = logs.lock(connection, log)
    if held is None:
        return False
    flags.mark_seen(connection, held.id, kind, by, now)
    what = {"log": log, "kind": kind.value, "by": by}
    revision = own_log.write(connection, key, now, "desk.flag_seen", what)
    logs.change(connection, held.id, revision=revision)
    return True
