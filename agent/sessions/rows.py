"""Which rows of TeamViewer's list are new to the journal, and what is written of each.

Pure. The list can be deleted by anybody: what it says is copied as soon as it is seen.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Iterator, List, Optional, Sequence, Tuple

from agent.connections import ConsentSpan, KeptSession, ListedConnection, SessionSource
from agent.consent.event_data import EventType
from agent.sessions.course import SAME_SESSION

# What a journal keeps of sessions is erased after a year: older rows are not copied at all.
KEPT_FOR = timedelta(days=365)
# TeamViewer writes down when the connection was asked for, we when it is allowed.
_TOLERANCE = timedelta(seconds=5)


@dataclass(frozen=True)
class RowLine:
    """One line to be written about a row; `cid` is the consent it rests on."""

    kind: EventType
    row: ListedConnection
    cid: Optional[str] = None


@dataclass(frozen=True)
class Known:
    """What the journals tell: sessions, consents, and when the first journal began."""

    kept: Sequence[KeptSession]
    spans: Sequence[ConsentSpan]
    begun: Optional[datetime]


def new_rows(
    rows: Sequence[ListedConnection], kept: Sequence[KeptSession], now: datetime
) -> Tuple[ListedConnection, ...]:
    """The rows that no journal has, the oldest first, without those that are too old to keep."""
    texts = {one.row for one in kept if one.row is not None}
    # Where who it was has been erased, the times alone tell that it was kept.
    erased = Counter((one.started, one.ended) for one in kept if _is_erased(one))
    return tuple(
        row
        for row in rows
        if row.row not in texts
        and not erased[row.started, row.ended]
        and timedelta(0) <= now - row.started < KEPT_FOR
    )


def lines_about(row: ListedConnection, known: Known) -> Iterator[RowLine]:
    """What is written of a new row."""
    seen = seen_of(row, known.kept)
    cid = cid_of(row, seen, known.spans)
    if cid is not None:
        if all(one.cid != cid for one in known.kept):
            yield RowLine(EventType.SESSION_STARTED, row, cid)
        yield RowLine(EventType.SESSION_ENDED, row, cid)
    elif seen is not None or known.begun is None or row.started < known.begun:
        yield RowLine(EventType.SESSION_ENDED, row)
    else:
        yield RowLine(EventType.SESSION_UNEXPECTED, row)


def cid_of(
    row: ListedConnection, seen: Optional[KeptSession], spans: Sequence[ConsentSpan]
) -> Optional[str]:
    """The consent a row rests on: the one its session was seen with, else one that was open then.

    One takeover comes before lasting access.
    """
    if seen is not None:
        return None if seen.is_unexpected else seen.cid
    around = [span for span in spans if _holds(span, row.started)]
    return next((s.cid for s in sorted(around, key=lambda s: s.scope != "oneoff")), None)


def seen_of(row: ListedConnection, kept: Sequence[KeptSession]) -> Optional[KeptSession]:
    """The session seen in the log that this row is about; None when it was not seen."""
    return next((one for one in kept if _is_about(one, row)), None)


def unseen_ends(kept: Sequence[KeptSession]) -> List[KeptSession]:
    """The sessions that a journal tells to be open."""
    return [one for one in kept if not one.is_over]


def _is_erased(one: KeptSession) -> bool:
    return one.source is SessionSource.LIST and one.row is None


def _is_about(one: KeptSession, row: ListedConnection) -> bool:
    if one.source is not SessionSource.LOG or one.started is None:
        return False
    if one.peer_id not in (None, row.peer_id):
        return False
    return row.started - SAME_SESSION <= one.started <= row.ended


def _holds(span: ConsentSpan, moment: datetime) -> bool:
    starts_before = span.opened - _TOLERANCE <= moment
    return starts_before and (span.closed is None or moment <= span.closed)
