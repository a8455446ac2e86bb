"""Rows, copies of rows, sessions that were seen and consents, placed in minutes after a start."""

import json
from datetime import datetime, timedelta, timezone
from typing import Optional, Sequence

from agent.brand_values import Tariff
from agent.connections import (
    ConnectionLists,
    ConsentSpan,
    DamagedRow,
    KeptSession,
    ListedConnection,
    Recording,
    SessionSource,
)
from agent.history.merging import history
from agent.visits import Connection, History

TARIFF = Tariff("EUR", 30, 3000, 30, 2000, 10)
START = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
NOW = START + timedelta(days=60)
ANNA, BERT = "123456789", "987654321"


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def listed(
    start: float = 0, end: float = 20, session: str = "{a}", peer: str = ANNA
) -> ListedConnection:
    times = (at(start), at(end))
    row = json.dumps([peer, start, end, session])
    return ListedConnection(peer, "Atelier", *times, "u", "RemoteControl", session, row)


def parse_row(row: str) -> Optional[ListedConnection]:
    if not row.startswith("["):
        return None
    peer, start, end, session = json.loads(row)
    return listed(start, end, session, peer)


def copied(row: ListedConnection, cid: Optional[str] = None) -> KeptSession:
    times = (row.started, row.ended)
    return KeptSession(SessionSource.LIST, row.peer_id, row.peer_name, *times, cid, row.row)


def seen(
    start: float = 0, end: float = 20, peer: Optional[str] = ANNA, cid: Optional[str] = None
) -> KeptSession:
    return KeptSession(SessionSource.LOG, peer, "Atelier", at(start), at(end), cid)


def lists_of(
    *rows: ListedConnection,
    recording: Recording = Recording.ON,
    damaged: Sequence[DamagedRow] = (),
) -> ConnectionLists:
    return ConnectionLists(recording, rows, tuple(damaged))


def told(
    lists: ConnectionLists,
    *kept: KeptSession,
    spans: Sequence[ConsentSpan] = (),
    now: datetime = NOW,
) -> History:
    return history(lists, kept, spans, TARIFF, now, parse_row)


def only(whole: History) -> Connection:
    (connection,) = whole.connections
    return connection


def span(cid: str, opened: float, closed: Optional[float], scope: str = "oneoff") -> ConsentSpan:
    return ConsentSpan(cid, scope, at(opened), None if closed is None else at(closed))


ROW = listed()
