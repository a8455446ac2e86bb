"""The journal's lines about connections, on a real disk and back."""

from pathlib import Path
from typing import Optional, Tuple

import pytest

from agent.connections import KeptSession, SessionSource
from agent.consent.blobs import Blobs
from agent.consent.event_data import EventType
from agent.consent.session_lines import SessionLines
from tests.unit.journal_on_disk import Account
from tests.unit.sessions import CID, NAME, PEER, at, row


class Kept(Account):
    """An account whose journal tells of sessions."""

    def start(self) -> None:
        super().start()
        self.blobs = Blobs(self.place.blobs)
        self.lines_about = SessionLines(self.blobs)

    def write(self, kind: EventType, session: KeptSession) -> None:
        self.append(self.lines_about.seen(kind, session))

    def told(self) -> Tuple[KeptSession, ...]:
        records = [r for j in self.look().for_policy for r in j.records]
        return self.lines_about.kept(records)


@pytest.fixture
def account(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "consent")


def session(started: Optional[float], ended: Optional[float] = None) -> KeptSession:
    return KeptSession(
        SessionSource.LOG,
        PEER,
        NAME,
        None if started is None else at(started),
        None if ended is None else at(ended),
        CID,
    )


def test_a_session_and_its_end_are_one(account: Kept) -> None:
    account.write(EventType.SESSION_STARTED, session(5.2))
    assert [(one.ended, one.is_over) for one in account.told()] == [(None, False)]
    account.write(EventType.SESSION_ENDED, session(5, 20))
    (one,) = account.told()
    assert (one.started, one.ended, one.peer_name, one.cid) == (at(5), at(20), NAME, CID)
    assert one.is_over


def test_an_end_that_nobody_saw_is_an_end(account: Kept) -> None:
    account.write(EventType.SESSION_STARTED, session(5))
    account.write(EventType.SESSION_ENDED, session(5))
    assert [(one.ended, one.is_over) for one in account.told()] == [(None, True)]


def test_a_stranger_is_one_also_after_he_has_left(account: Kept) -> None:
    account.write(EventType.SESSION_UNEXPECTED, session(5))
    account.write(EventType.SESSION_ENDED, session(5, 20))
    assert [one.is_unexpected for one in account.told()] == [True]


def test_two_sessions_stay_two(account: Kept) -> None:
    for started in (5, 50):
        account.write(EventType.SESSION_STARTED, session(started))
        account.write(EventType.SESSION_ENDED, session(started, started + 10))
    assert [one.started for one in account.told()] == [at(5), at(50)]


def test_a_row_comes_back_as_it_was(account: Kept) -> None:
    account.append(account.lines_about.listed(EventType.SESSION_ENDED, row(5, 20), CID))
    (one,) = account.told()
    assert one.source is SessionSource.LIST
    assert (one.row, one.peer_id, one.ended) == (row(5, 20).row, PEER, at(20))


def test_a_row_told_in_two_lines_is_one(account: Kept) -> None:
    for kind in (EventType.SESSION_STARTED, EventType.SESSION_ENDED):
        account.append(account.lines_about.listed(kind, row(5, 20), CID))
    assert len(account.told()) == 1


def test_a_line_names_nobody(account: Kept) -> None:
    account.append(account.lines_about.listed(EventType.SESSION_ENDED, row(5, 20), CID))
    account.write(EventType.SESSION_STARTED, session(5))
    for word in (PEER, NAME, "josette"):
        assert word.encode() not in account.path.read_bytes()


def test_what_was_erased_is_not_known_any_more(account: Kept) -> None:
    account.append(account.lines_about.listed(EventType.SESSION_ENDED, row(5, 20), CID))
    account.blobs.erase(path.name for path in account.place.blobs.iterdir())
    (one,) = account.told()
    assert (one.row, one.peer_id, one.started, one.ended) == (None, None, at(5), at(20))


@pytest.mark.parametrize("content", [b"", b"[]", b'{"data":7}', b"\xff", b'{"data":{"line":7}}'])
def test_a_blob_of_nonsense_says_nothing(account: Kept, content: bytes) -> None:
    sha256 = account.blobs.keep(content)
    draft = account.lines_about.listed(EventType.SESSION_ENDED, row(5, 20), CID)
    data = {**draft.data, "line_sha256": sha256}
    account.append(type(draft)(draft.kind, data, draft.cid))
    assert [one.row for one in account.told()] == [None]


def test_a_row_without_bounds_is_kept_within_bounds(account: Kept) -> None:
    long = row(5, 20)
    long = type(long)(PEER, "n" * 9000, long.started, long.ended, "", "", "", "r" * 90_000)
    account.append(account.lines_about.listed(EventType.SESSION_ENDED, long, CID))
    (one,) = account.told()
    assert len(one.row or "") == 4096
    assert len(one.peer_name or "") == 200
