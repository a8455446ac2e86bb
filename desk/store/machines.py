"""What a technician does with a machine, each told in the desk's own journal."""

from sqlalchemy import Connection

from desk.key import DeskKey
from desk.store import flags, logs, own_log
from desk.store.flags import FlagKind, Look


def match(
    connection: Connection, key: DeskKey, log: str, teamviewer_id: str, by: str, now: int
) -> bool:
    """Note that a technician matched this ID on the phone; False when there is no such machine."""
    held = logs.lock(connection, log)
    if held is None:
        return False
    flags.mark_seen(connection, held.id, FlagKind.OTHER_ID, Look(by, now))
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


def see_flag(connection: Connection, key: DeskKey, log: str, kind: FlagKind, look: Look) -> bool:
    """Note that a technician looked at a flag; False when it is not, or no longer, what he saw."""
    held = logs.lock(connection, log)
    if held is None or not flags.mark_seen(connection, held.id, kind, look):
        return False
    what = {"log": log, "kind": kind.value, "by": look.by}
    revision = own_log.write(connection, key, look.at, "desk.flag_seen", what)
    logs.change(connection, held.id, revision=revision)
    return True
