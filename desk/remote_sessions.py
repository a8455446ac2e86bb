"""The connections that a journal tells of, from its `session.*` lines and what their blobs say.

Pure. Who it was is not known any more once the blob was erased.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from agent.consent.canonical import decode
from agent.consent.event_data import EventType
from agent.consent.field_shapes import moment_of
from agent.consent.record import Record
from agent.consent.refusals import LineRefusedError

SESSION_EVENTS = (
    EventType.SESSION_STARTED,
    EventType.SESSION_ENDED,
    EventType.SESSION_UNEXPECTED,
)
_LISTED = "list"
_KIND_COLUMN = 5
_NEVER = datetime.min.replace(tzinfo=timezone.utc)
# Two signs of one connection are not further apart than this.
_SAME = timedelta(minutes=2)

BlobOf = Callable[[str], bytes | None]


@dataclass(frozen=True)
class RemoteSession:
    """One connection. `peer_id` and `peer_name` are empty when unknown or erased.

    `kind` is TeamViewer's own word, empty when nothing tells. `is_listed` says that TeamViewer's
    list tells of it, not its log alone. `ended` is None while it is open or nobody saw the end.
    """

    peer_id: str
    peer_name: str
    started: datetime | None
    ended: datetime | None
    kind: str
    cid: str | None
    is_listed: bool
    is_unexpected: bool
    is_over: bool


def sessions_in(records: Iterable[Record], blob_of: BlobOf) -> tuple[RemoteSession, ...]:
    """Every connection once, in the order of their starts; those without a start come first."""
    told: list[RemoteSession] = []
    for record in records:
        if record.event in SESSION_EVENTS and record.wrong_field is None:
            _take(told, _session(record, blob_of))
    listed = [one for one in told if one.is_listed]
    once = [one for one in told if one.is_listed or not any(_is_same(one, row) for row in listed)]
    return tuple(sorted(once, key=lambda one: one.started or _NEVER))


def _session(record: Record, blob_of: BlobOf) -> RemoteSession:
    name = record.data["line_sha256"] or record.data["peer_sha256"]
    fields = _fields(blob_of(name) if isinstance(name, str) else None)
    ended = moment_of(record.data["ended"])
    row = fields.get("line", "").split("\t")
    return RemoteSession(
        fields.get("peer_id", ""),
        fields.get("peer_name", ""),
        moment_of(record.data["started"]),
        ended,
        row[_KIND_COLUMN].strip() if len(row) > _KIND_COLUMN else "",
        record.cid,
        record.data["source"] == _LISTED,
        record.event is EventType.SESSION_UNEXPECTED,
        ended is not None or record.event is EventType.SESSION_ENDED,
    )


def _fields(blob: bytes | None) -> Mapping[str, str]:
    try:
        data = {} if blob is None else decode(blob).get("data")
    except LineRefusedError:
        return {}
    if not isinstance(data, dict):
        return {}
    return {name: value for name, value in data.items() if isinstance(value, str)}


def _take(told: list[RemoteSession], session: RemoteSession) -> None:
    """A line about an end completes the line about its beginning."""
    for place in reversed(range(len(told))):
        if not told[place].is_over and _is_beginning_of(told[place], session):
            told[place] = _completed(told[place], session)
            return
    told.append(session)


def _is_beginning_of(first: RemoteSession, later: RemoteSession) -> bool:
    if first.is_listed is not later.is_listed or not _may_be_one(first, later):
        return False
    if first.started is None or later.started is None:
        return first.started is later.started
    return later.started <= first.started and (later.ended is None or first.started <= later.ended)


def _completed(first: RemoteSession, later: RemoteSession) -> RemoteSession:
    return replace(
        later,
        peer_id=later.peer_id or first.peer_id,
        peer_name=later.peer_name or first.peer_name,
        kind=later.kind or first.kind,
        cid=later.cid or first.cid,
        is_unexpected=later.is_unexpected or first.is_unexpected,
    )


def _is_same(seen: RemoteSession, row: RemoteSession) -> bool:
    """Whether a connection seen in the log is one that the list tells of."""
    if seen.started is None or row.started is None or not _may_be_one(seen, row):
        return False
    # Compared this way round, nothing is beyond the calendar.
    later = seen.started - row.started
    return later >= -_SAME and (later <= _SAME if row.ended is None else seen.started <= row.ended)


def _may_be_one(one: RemoteSession, other: RemoteSession) -> bool:
    return not one.peer_id or not other.peer_id or one.peer_id == other.peer_id
