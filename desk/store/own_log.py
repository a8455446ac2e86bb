"""The desk's own journal: one line per receipt, in the format of the clients' journals.

Its lines are of the type `desk.receipt` `{log, size, root, time}`; other things worth keeping
(a machine matched or forgotten, technicians) are `desk.<what>` lines.
"""

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from agent.consent import chain
from agent.consent.canonical import Json, encode
from agent.consent.chain import Head, Link
from agent.consent.checkpoint import sign_checkpoint
from agent.consent.field_shapes import moment_text
from agent.consent.record import SIGNED_PREFIX, Stamp
from desk.key import DeskKey
from desk.store.heads import columns_of, head_of, moment
from desk.store.schema import OWN_CHECKPOINTS, OWN_HEAD, OWN_LINES

_ONLY_ROW = 1
_APP = "coupdemain desk"
_NO_RUN = "0" * 16
_LOCKED_HEAD = select(OWN_HEAD).where(OWN_HEAD.c.id == _ONLY_ROW).with_for_update()
_INSERT = insert(OWN_LINES)
_UPDATE = update(OWN_HEAD).where(OWN_HEAD.c.id == _ONLY_ROW)


def begin(connection: Connection, key: DeskKey, now: int) -> None:
    """Write the first line, once. The store is being made, by nobody else at the same time."""
    if head(connection, key) is not None:
        return
    public = base64.b64encode(key.signer.public_key).decode()
    data = {"pub": public, "app": _APP, "reason": "install", "prev_log": None}
    first = chain.begin(key.own_log, _stamp(now), data, key.sign)
    connection.execute(insert(OWN_LINES), [{"seq": 0, "line": first.record.line}])
    connection.execute(insert(OWN_HEAD), [{"id": _ONLY_ROW, **columns_of(first.head)}])


def write(
    connection: Connection, key: DeskKey, now: int, kind: str, data: Mapping[str, Json]
) -> int:
    """Write the next line; returns how many there are now. Whoever writes makes others wait.

    To be the last lock that a transaction takes: all transactions meet here.
    """
    row = connection.execute(_LOCKED_HEAD).mappings().one()
    link = _next(head_of(key.own_log, key.signer.public_key, dict(row)), key, now, kind, data)
    connection.execute(_INSERT, [{"seq": link.record.seq, "line": link.record.line}])
    connection.execute(_UPDATE, columns_of(link.head))
    return link.head.size


def head(connection: Connection, key: DeskKey) -> Head | None:
    """The head as it is; None before the first line."""
    row = connection.execute(select(OWN_HEAD)).mappings().first()
    return None if row is None else head_of(key.own_log, key.signer.public_key, dict(row))


def size(connection: Connection) -> int:
    """How many lines there are; it grows with every change of any machine."""
    return int(connection.execute(select(OWN_HEAD.c.size)).scalar_one_or_none() or 0)


def every(connection: Connection, at_once: int = 1000) -> Iterator[bytes]:
    """All lines in order, without holding them all in memory."""
    first = 0
    while True:
        query = select(OWN_LINES.c.line).where(
            OWN_LINES.c.seq >= first, OWN_LINES.c.seq < first + at_once
        )
        lines = [
            bytes(line) for line in connection.execute(query.order_by(OWN_LINES.c.seq)).scalars()
        ]
        yield from lines
        if not lines:
            return
        first += len(lines)


def keep_checkpoint(connection: Connection, key: DeskKey, now: int) -> bytes | None:
    """Sign and keep a checkpoint of all lines; None when there is one for so many already."""
    row = connection.execute(_LOCKED_HEAD).mappings().one()
    known = connection.execute(select(func.max(OWN_CHECKPOINTS.c.size))).scalar()
    if known is not None and known >= row["size"]:
        return None
    text = sign_checkpoint(
        head_of(key.own_log, key.signer.public_key, dict(row)), key.sign
    ).encode()
    connection.execute(insert(OWN_CHECKPOINTS), [{"size": row["size"], "text": text, "at": now}])
    return text


def latest_checkpoint_at(connection: Connection) -> int:
    """When the latest checkpoint was signed (Unix ms); 0 when none was."""
    return int(connection.execute(select(func.max(OWN_CHECKPOINTS.c.at))).scalar() or 0)


def checkpoints(connection: Connection) -> dict[int, bytes]:
    """The kept checkpoints by size."""
    rows = connection.execute(select(OWN_CHECKPOINTS.c.size, OWN_CHECKPOINTS.c.text)).tuples()
    return {size: bytes(text) for size, text in rows}


def _next(before: Head, key: DeskKey, now: int, kind: str, data: Mapping[str, Json]) -> Link:
    stamp = _stamp(now)
    fields: dict[str, Any] = {
        "v": 1,
        "log": before.log,
        "seq": before.size,
        "prev": before.line_hash,
        "t": moment_text(stamp.t),
        "off": stamp.off,
        "up": stamp.up,
        "run": stamp.run,
        "type": kind,
        "d": data,
    }
    signature = key.sign(SIGNED_PREFIX + encode(fields))
    line = encode({**fields, "sig": base64.b64encode(signature).decode()})
    return chain.follow(before, line, lambda _key, _message, _signature: True)


def _stamp(now: int) -> Stamp:
    """The desk has no more than its wall clock to tell."""
    return Stamp(moment(now), 0, 0, _NO_RUN)
