"""Connections followed over a real journal: shown at once, written, and told once."""

import errno
import queue
from datetime import timedelta
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import pytest

from agent.connections import (
    NOBODY,
    ConnectionLists,
    ListedConnection,
    Live,
    LiveReading,
    LiveState,
    Recording,
    SeenSession,
    SessionPicture,
    Standing,
)
from agent.consent.answers import No
from agent.consent.terms import Scope
from agent.sessions.ledger import LedgerSurroundings, SessionLedger
from agent.state import AccessPicture, AccessState
from tests.unit.access_on_disk import SEEN, Translator
from tests.unit.access_room import Room
from tests.unit.access_scene import refusing
from tests.unit.journal_on_disk import Clock
from tests.unit.sessions import NAME, PEER

START = Clock().stamp.t


def minutes(passed: float) -> timedelta:
    return timedelta(minutes=passed)


class Watched(Room):
    """A computer whose connections are followed."""

    def __init__(self, folder: Path, translator: Translator) -> None:
        super().__init__(folder, translator)
        self.shown: queue.Queue[SessionPicture] = queue.Queue()
        self.missed: List[ListedConnection] = []
        self.lists = ConnectionLists(Recording.ON)
        self.live = NOBODY
        self.over: Tuple[SeenSession, ...] = ()
        self.start()

    def start(self) -> None:
        """Start the program, or start it again."""
        around = LedgerSurroundings(
            self.now, self.shown.put, self.missed.extend, timedelta(minutes=10)
        )
        self.ledger: Optional[SessionLedger] = SessionLedger(self.controller, around)

    def take(self, picture: AccessPicture) -> None:
        super().take(picture)
        ledger = getattr(self, "ledger", None)
        if ledger is not None:
            ledger.take_access(picture)

    def look(self) -> SessionPicture:
        """One more look at log and lists, with everything written; what is shown then."""
        assert self.ledger is not None
        self.ledger.take(LiveReading(self.live, self.over), self.lists)
        self.settle()
        return self.shown_now()

    def shown_now(self) -> SessionPicture:
        picture = SessionPicture()
        while not self.shown.empty():
            picture = self.shown.get()
        self.last = picture if picture != SessionPicture() else getattr(self, "last", picture)
        return self.last

    def connect(self) -> SessionPicture:
        self.live = Live(LiveState.CONNECTED, PEER, NAME, self.now())
        return self.look()

    def pass_time(self, passed: float) -> None:
        self.client.clock.pass_time(minutes(passed))

    def leave(self) -> SessionPicture:
        """The technician leaves: the log says so, and the list has a row."""
        began = self.live.since or START
        self.over = (*self.over, SeenSession(PEER, NAME, began, self.now()))
        self.live = NOBODY
        return self.look()

    def list_row(self, started: Any, ended: Any, session: str = "a") -> None:  # noqa: ANN401
        text = f"{PEER}\t{NAME}\t{started}\t{ended}\tjosette\tRemoteControl\t{{{session}}}"
        row = ListedConnection(
            PEER, NAME, started, ended, "josette", "RemoteControl", f"{{{session}}}", text
        )
        self.lists = ConnectionLists(Recording.ON, (*self.lists.rows, row))

    def lines(self, kind: str) -> List[Dict[str, Any]]:
        """The data of every line of this type."""
        picture = self.client.picture()
        records = [r for r in picture.journal.records if r.type == kind]
        return [{**r.data, "cid": r.cid} for r in records]

    def sessions(self) -> List[str]:
        """The types of the lines about sessions."""
        return [name for name in self.client.types() if name.startswith("session.")]


@pytest.fixture
def room(tmp_path: Path, translator: Translator) -> Watched:
    room = Watched(tmp_path, translator)
    room.controller.look(thoroughly=True)
    room.settle()
    return room


def test_a_takeover_is_shown_written_and_ends_ten_minutes_after_it_closed(room: Watched) -> None:
    cid = room.allow().cid
    picture = room.connect()
    assert (picture.standing, picture.cid) == (Standing.EXPECTED, cid)
    assert room.sessions() == ["session.started"]
    room.controller.look(thoroughly=True)
    room.wait_for(AccessState.LIVE)
    room.pass_time(20)
    assert room.leave().standing is Standing.NOBODY
    assert room.sessions() == ["session.started", "session.ended"]
    assert room.lines("session.ended")[0]["seconds"] == pytest.approx(1200, abs=60)
    room.pass_time(9)
    room.controller.look(thoroughly=True)
    room.settle()
    assert not room.ended
    room.pass_time(2)
    room.controller.look(thoroughly=True)
    room.settle()
    assert [one.unwritten_end for one in room.ended] == ["disconnect"]
    assert room.client.types()[-1] == "consent.ended"
    assert room.lines("consent.ended")[0]["why"] == "disconnect"
    assert not room.latest.allowed


def test_a_technician_who_comes_back_in_time_goes_on(room: Watched) -> None:
    room.allow()
    began = room.connect().live.since
    room.pass_time(20)
    room.leave()
    room.pass_time(5)
    again = room.connect()
    assert again.standing is Standing.EXPECTED
    assert again.visit_started == began
    room.pass_time(30)
    room.controller.look(thoroughly=True)
    room.settle()
    assert room.latest.state is AccessState.LIVE


def test_the_row_of_a_session_that_was_seen_rests_on_the_same_consent(room: Watched) -> None:
    cid = room.allow().cid
    began = room.connect().live.since
    room.pass_time(20)
    room.leave()
    room.list_row(began, room.now())
    room.look()
    assert [line["cid"] for line in room.lines("session.ended")] == [cid, cid]
    assert [line["source"] for line in room.lines("session.ended")] == ["log", "list"]
    room.look()
    assert len(room.sessions()) == 3
    assert not room.missed


def test_a_stranger_is_shown_and_written(room: Watched) -> None:
    picture = room.connect()
    assert picture.standing is Standing.UNEXPECTED
    assert room.sessions() == ["session.unexpected"]
    assert room.lines("session.unexpected")[0]["cid"] is None
    room.pass_time(3)
    room.leave()
    assert room.sessions() == ["session.unexpected", "session.ended"]


def test_somebody_in_after_a_stop_becomes_a_stranger(room: Watched) -> None:
    room.allow()
    room.connect()
    room.stopped()
    assert room.look().standing is Standing.EXPECTED
    room.pass_time(0.5)
    assert room.look().standing is Standing.UNEXPECTED
    assert room.client.types().count("session.unexpected") == 1


def test_lasting_access_lets_in_again_and_again(room: Watched) -> None:
    room.allow(Scope.PERMANENT)
    for _ in range(2):
        assert room.connect().scope == "permanent"
        room.pass_time(20)
        room.leave()
        room.pass_time(60)
    assert room.sessions() == ["session.started", "session.ended"] * 2
    room.controller.look(thoroughly=True)
    room.settle()
    assert room.latest.state is AccessState.PERMANENT


@pytest.mark.fault("program started during a session")
def test_a_program_started_during_a_session_tells_it_once(room: Watched) -> None:
    room.allow()
    room.connect()
    room.start()
    room.controller.look(thoroughly=True)
    room.settle()
    assert room.look().standing is Standing.EXPECTED
    assert room.sessions() == ["session.started"]


@pytest.mark.fault("program killed and restarted during a session")
def test_a_program_killed_during_a_session_writes_its_end_later(room: Watched) -> None:
    room.allow()
    began = room.connect().live.since
    assert began
    room.pass_time(20)
    room.over, room.live = (SeenSession(PEER, NAME, began, room.now()),), NOBODY
    room.start()
    room.controller.look(thoroughly=True)
    room.settle()
    room.look()
    (line,) = room.lines("session.ended")
    assert line["seconds"] == pytest.approx(1200, abs=60)


def test_an_end_that_nobody_saw_is_written_without_a_time(room: Watched) -> None:
    room.allow()
    room.connect()
    room.live = NOBODY
    room.start()
    room.controller.look(thoroughly=True)
    room.settle()
    room.list_row(START - minutes(600), START - minutes(590))
    room.look()
    (line,) = [one for one in room.lines("session.ended") if one["source"] == "log"]
    assert (line["ended"], line["seconds"]) == (None, None)


def test_rows_from_before_the_first_journal_alarm_nobody(room: Watched) -> None:
    room.list_row(START - minutes(600), START - minutes(590))
    room.look()
    assert room.sessions() == ["session.ended"]
    assert not room.missed


def test_a_stranger_who_came_while_the_program_slept_is_told(room: Watched) -> None:
    room.controller.say_no(room.question(), SEEN, No.BUTTON)
    room.settle()
    room.pass_time(60)
    room.list_row(room.now() - minutes(30), room.now() - minutes(10))
    room.look()
    assert room.sessions() == ["session.unexpected"]
    assert len(room.missed) == 1


def test_many_rows_are_copied_once_each(room: Watched) -> None:
    for index in range(230):
        began = START - minutes(1000 - index)
        room.list_row(began, began + minutes(0.5), str(index))
    room.look()
    room.settle()
    room.settle()
    assert len(room.sessions()) == 230
    room.start()
    room.controller.look(thoroughly=True)
    room.settle()
    room.look()
    assert len(room.sessions()) == 230


def test_without_a_list_the_log_is_kept(room: Watched) -> None:
    room.allow()
    room.lists = ConnectionLists(Recording.OFF)
    room.over = (SeenSession(PEER, NAME, room.now(), room.now() + minutes(1)),)
    room.pass_time(5)
    room.look()
    assert room.sessions() == ["session.started", "session.ended"]


@pytest.mark.fault("disk full under the journal")
def test_what_a_full_disk_did_not_take_is_written_later(room: Watched) -> None:
    room.allow()
    with refusing("write", lambda *_: True, errno.ENOSPC):
        room.list_row(room.now(), room.now() + minutes(1))
        room.pass_time(2)
        room.look()
        assert room.sessions() == []
    room.look()
    assert room.sessions() == []
    room.pass_time(2)
    room.look()
    assert "session.ended" in room.sessions()
