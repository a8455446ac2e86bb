"""Which rows of TeamViewer's list are new to the journal, and what is written of them."""

from dataclasses import replace
from typing import List, Optional, Sequence, Tuple

import pytest

from agent.connections import ConsentSpan, KeptSession, ListedConnection, SessionSource
from agent.consent.event_data import EventType
from agent.sessions.rows import Known, lines_about, new_rows
from tests.unit.sessions import CID, NAME, PEER, at, row

LASTING = "6d0f4a52-93b7-4c1e-8a55-3f1e2d4c5b6a"
NOW = at(24 * 60)


def kept_row(one: ListedConnection) -> KeptSession:
    return KeptSession(
        SessionSource.LIST, one.peer_id, one.peer_name, one.started, one.ended, CID, one.row,
        is_over=True,
    )  # fmt: skip


def logged(
    started: float, ended: Optional[float], cid: Optional[str] = CID, *, stranger: bool = False
) -> KeptSession:
    return KeptSession(
        SessionSource.LOG, PEER, NAME, at(started), None if ended is None else at(ended), cid,
        is_unexpected=stranger, is_over=ended is not None,
    )  # fmt: skip


def span(opened: float, closed: Optional[float], cid: str = CID) -> ConsentSpan:
    scope = "oneoff" if cid == CID else "permanent"
    return ConsentSpan(cid, scope, at(opened), None if closed is None else at(closed))


def written(
    one: ListedConnection,
    kept: Sequence[KeptSession] = (),
    spans: Sequence[ConsentSpan] = (),
    begun: Optional[float] = 0,
) -> List[Tuple[EventType, Optional[str]]]:
    known = Known(kept, spans, None if begun is None else at(begun))
    return [(line.kind, line.cid) for line in lines_about(one, known)]


def test_a_row_is_new_once() -> None:
    rows = (row(5, 20, "a"), row(30, 40, "b"))
    assert new_rows(rows, (), NOW) == rows
    assert new_rows(rows, (kept_row(rows[0]),), NOW) == rows[1:]


def test_a_row_whose_details_were_erased_is_not_new_again() -> None:
    one = row(5, 20)
    erased = replace(kept_row(one), row=None, peer_id=None, peer_name=None)
    assert new_rows((one,), (erased,), NOW) == ()


def test_a_row_that_may_not_be_kept_is_not_copied() -> None:
    assert new_rows((row(5, 20),), (), at(366 * 24 * 60)) == ()
    assert new_rows((row(5, 20),), (), at(0)) == ()


def test_a_row_belongs_to_the_takeover_that_was_open() -> None:
    started, ended = EventType.SESSION_STARTED, EventType.SESSION_ENDED
    assert written(row(5, 20), spans=[span(1, 30)]) == [(started, CID), (ended, CID)]
    assert written(row(5, 20), spans=[span(1, None)]) == [(started, CID), (ended, CID)]


def test_one_takeover_comes_before_lasting_access() -> None:
    spans = [span(0, None, LASTING), span(1, 30)]
    assert written(row(5, 20), spans=spans)[-1] == (EventType.SESSION_ENDED, CID)
    assert written(row(50, 60), spans=spans)[-1] == (EventType.SESSION_ENDED, LASTING)


def test_a_session_that_was_told_is_not_begun_again() -> None:
    kept = (logged(5.2, None),)
    assert written(row(5, 20), kept) == [(EventType.SESSION_ENDED, CID)]


@pytest.mark.parametrize("spans", [[], [span(21, None)], [span(0, 4)]], ids=len)
def test_a_row_that_nothing_allowed_is_unexpected(spans: List[ConsentSpan]) -> None:
    assert written(row(5, 20), spans=spans) == [(EventType.SESSION_UNEXPECTED, None)]


def test_a_stranger_who_was_seen_is_not_told_twice() -> None:
    kept = (logged(5.2, 20, None, stranger=True),)
    assert written(row(5, 20), kept, [span(0, None)]) == [(EventType.SESSION_ENDED, None)]


@pytest.mark.parametrize("begun", [None, 30])
def test_nobody_was_unexpected_before_there_was_a_journal(begun: Optional[float]) -> None:
    assert written(row(5, 20), begun=begun) == [(EventType.SESSION_ENDED, None)]
