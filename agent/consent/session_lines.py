"""The journal's lines about connections: worded here, and read back as what was kept.

A line names nobody: who it was, and the row of TeamViewer's list, are in a salted blob.
"""

import json
from dataclasses import replace
from datetime import datetime
from typing import Dict, Iterable, List, Mapping, Optional, Tuple

from agent.connections import KeptSession, ListedConnection, SessionSource
from agent.consent.blobs import Blobs
from agent.consent.canonical import Json
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.field_shapes import moment_of, moment_text
from agent.consent.record import Record

SESSION_EVENTS = (
    EventType.SESSION_STARTED,
    EventType.SESSION_ENDED,
    EventType.SESSION_UNEXPECTED,
)
_LONGEST_NAME = 200
_LONGEST_ROW = 4096


class SessionLines:
    """Words and reads them, with the blobs of one consent folder."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def seen(self, kind: EventType, session: KeptSession) -> Draft:
        """What the log told of a session: that it began, that it ended, or both.

        Raises:
            ConsentStorageError: who it was cannot be kept.
        """
        peer = None
        if session.peer_id or session.peer_name:
            peer = self._blobs.keep_personal(_peer(session.peer_id, session.peer_name))
        data = _times(SessionSource.LOG, session.started, session.ended)
        return Draft(kind, {**data, "peer_sha256": peer, "line_sha256": None}, session.cid)

    def listed(self, kind: EventType, row: ListedConnection, cid: Optional[str]) -> Draft:
        """A row of TeamViewer's list; SESSION_STARTED leaves its end to another line.

        Raises:
            ConsentStorageError: the row cannot be kept.
        """
        fields = {**_peer(row.peer_id, row.peer_name), "line": row.row[:_LONGEST_ROW]}
        blob = self._blobs.keep_personal(fields)
        ended = None if kind is EventType.SESSION_STARTED else row.ended
        data = _times(SessionSource.LIST, row.started, ended)
        return Draft(kind, {**data, "peer_sha256": blob, "line_sha256": blob}, cid)

    def kept(self, records: Iterable[Record]) -> Tuple[KeptSession, ...]:
        """Every session that these lines tell of, once, in the order of the lines."""
        told: List[KeptSession] = []
        unended: List[int] = []
        for record in records:
            if record.event in SESSION_EVENTS and record.wrong_field is None:
                _take(told, unended, self._session(record))
        return tuple(told)

    def _session(self, record: Record) -> KeptSession:
        fields = self._fields(record.data.get("line_sha256") or record.data.get("peer_sha256"))
        ended = moment_of(record.data["ended"])
        return KeptSession(
            source=_source(record),
            peer_id=fields.get("peer_id") or None,
            peer_name=fields.get("peer_name") or None,
            started=moment_of(record.data["started"]),
            ended=ended,
            cid=record.cid,
            row=fields.get("line"),
            is_unexpected=record.event is EventType.SESSION_UNEXPECTED,
            is_over=ended is not None or record.event is EventType.SESSION_ENDED,
        )

    def _fields(self, sha256: object) -> Mapping[str, str]:
        """The personal data of a line; nothing once it was erased or is not what it was."""
        content = self._blobs.read(sha256).content if isinstance(sha256, str) else None
        try:
            data = json.loads(content or b"{}").get("data", {})
        except (ValueError, AttributeError):
            return {}
        is_mapping = isinstance(data, dict)
        return {k: v for k, v in data.items() if isinstance(v, str)} if is_mapping else {}


def _take(told: List[KeptSession], unended: List[int], session: KeptSession) -> None:
    """A line about an end completes the line about its beginning."""
    begun = next((i for i in reversed(unended) if _is_beginning_of(told[i], session)), None)
    if begun is None:
        begun = len(told)
        told.append(session)
        unended.append(begun)
    else:
        told[begun] = _completed(told[begun], session)
    if session.is_over:
        unended.remove(begun)


def _completed(first: KeptSession, later: KeptSession) -> KeptSession:
    return replace(
        later,
        peer_id=later.peer_id or first.peer_id,
        peer_name=later.peer_name or first.peer_name,
        row=later.row or first.row,
        cid=later.cid or first.cid,
        is_unexpected=later.is_unexpected or first.is_unexpected,
    )


def _source(record: Record) -> SessionSource:
    is_listed = record.data["source"] == SessionSource.LIST.value
    return SessionSource.LIST if is_listed else SessionSource.LOG


def _peer(peer_id: Optional[str], name: Optional[str]) -> Dict[str, str]:
    return {"peer_id": peer_id or "", "peer_name": (name or "")[:_LONGEST_NAME]}


def _times(
    source: SessionSource, started: Optional[datetime], ended: Optional[datetime]
) -> Dict[str, Json]:
    seconds = None
    if started is not None and ended is not None:
        seconds = max(0, int((ended - started).total_seconds()))
    return {
        "source": source.value,
        "started": None if started is None else moment_text(started),
        "ended": None if ended is None else moment_text(ended),
        "seconds": seconds,
    }


def _is_beginning_of(first: KeptSession, later: KeptSession) -> bool:
    """Whether a session that has no end yet is the one whose end is told."""
    if first.source is not later.source:
        return False
    if first.started is None or later.started is None:
        return first.started is later.started
    is_same_peer = None in (first.peer_id, later.peer_id) or first.peer_id == later.peer_id
    ends_after = later.ended is None or first.started <= later.ended
    return is_same_peer and later.started <= first.started and ends_after
