"""A stop counts at once, shuts the software, and writes down what was read back, in this order."""

import queue
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from agent.consent.terms import Scope
from agent.cutoff.words import Word
from agent.shutting.shut import Failure, Method, Shut
from agent.state import AccessPicture
from agent.stopping import NOT_KNOWN, Stop, Stopped
from agent.teamviewer.control.outcome import Left, Outcome, Why
from agent.teamviewer.removal import LeftValue, Removal
from tests.unit.access_on_disk import Translator
from tests.unit.access_room import PATIENCE_SECONDS, Room, told

PASSWORD = Removal((("registry64", "PermanentPassword"),))
SERVICE = Shut(Outcome(1234), PASSWORD, Method.SERVICE)
LEFT = Outcome(9, left=(Left("TeamViewer", Why.RUNNING),))


@pytest.fixture
def room(tmp_path: Path, translator: Translator) -> Room:
    return Room(tmp_path, translator)


def begin_to_stop(room: Room, *, removes_password: bool = False) -> "queue.Queue[Stopped]":
    """Stop, and do not wait for what comes of it."""
    told: queue.Queue[Stopped] = queue.Queue()
    room.controller.stop(Stop("tray", told.put, removes_password=removes_password))
    return told


def have_doubt(room: Room) -> None:
    """Stop in doubt, and wait for all that comes of it."""
    told: queue.Queue[Stopped] = queue.Queue()
    room.controller.stop(Stop("window", told.put, renews_key=True))
    assert told.get(timeout=PATIENCE_SECONDS).shut
    room.settle()


def test_withdrawn_cut_and_door_are_written_in_this_order(room: Room) -> None:
    room.allow(Scope.PERMANENT)
    room.came_of_shutting = SERVICE
    assert room.stopped().shut == SERVICE
    room.settle()
    assert room.client.written()[-3:] == ["consent.withdrawn", "access.cut", "door.closed"]
    withdrawn, cut, door = (room.client.record(index).data for index in (3, 4, 5))
    assert (withdrawn["cut_ok"], withdrawn["cut_ms"]) == (True, 1234)
    assert (cut["ok"], cut["method"], cut["by"]) == (True, "service", "client")
    assert door == {"door": "permanent_password"}


def test_nothing_is_allowed_while_the_software_is_being_shut(room: Room) -> None:
    room.allow()
    room.may_shut.clear()
    told = begin_to_stop(room)
    room.wait_until_taken_back()
    room.settle()
    assert not room.latest.allowed
    assert "consent.withdrawn" not in room.client.types()
    room.may_shut.set()
    assert told.get(timeout=PATIENCE_SECONDS).shut
    assert "consent.withdrawn" in room.client.written()


def test_a_line_does_not_wait_for_a_person_who_does_not_answer_windows(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.stopping.LINE_WAITS_SECONDS", 0.0)
    room.allow()
    room.may_shut.clear()
    told = begin_to_stop(room)
    room.wait_until_written("consent.withdrawn")
    assert room.client.record(3).data["cut_ok"] is False
    assert told.empty()
    room.may_shut.set()
    assert told.get(timeout=PATIENCE_SECONDS).shut
    room.settle()
    assert room.client.written()[-1] == "access.cut"


def test_who_reports_is_told_when_the_line_of_a_cut_is_on_disk(room: Room) -> None:
    room.allow()
    room.stopped()
    room.settle()
    told(lambda then: room.controller.have_shut(room.shut, then))
    room.settle()
    assert [types[-1] for types in room.written_when_told] == ["access.cut", "access.cut"]


def test_a_stop_is_written_when_the_program_closes_during_it(room: Room) -> None:
    room.allow()
    room.may_shut.clear()
    begin_to_stop(room)
    room.wait_until_taken_back()
    room.controller.close()
    assert room.client.types()[-1] == "consent.withdrawn"
    assert room.client.record(3).data["cut_ok"] is False
    room.may_shut.set()


def test_a_doubt_renews_the_key_once_what_it_stopped_is_written(room: Room) -> None:
    room.allow()
    old = room.client.kid
    have_doubt(room)
    assert room.client.types(old)[-3:] == ["consent.withdrawn", "access.cut", "key.rotated"]
    assert room.client.kid != old
    assert room.client.record(0).data["reason"] == "rotate"
    assert all(room.client.check(kid).ok for kid in room.client.place.journals())
    assert not room.latest.allowed


def test_one_doubt_after_the_other_renews_the_key_once_an_hour(room: Room) -> None:
    for _ in range(3):
        have_doubt(room)
    assert len(room.client.place.journals()) == 2
    room.client.clock.pass_time(timedelta(hours=1))
    have_doubt(room)
    assert len(room.client.place.journals()) == 3


def test_a_doubt_counts_though_the_store_refuses_a_new_key(room: Room) -> None:
    room.allow()
    old = room.client.kid
    room.client.store.read_only = True
    have_doubt(room)
    assert room.client.kid == old
    assert room.client.types(old)[-2:] == ["consent.withdrawn", "access.cut"]
    assert not room.latest.allowed


def test_shutting_that_breaks_is_told_as_not_known_and_the_stop_counts(room: Room) -> None:
    room.allow()
    room.shutting_breaks = True
    stopped = room.stopped()
    assert stopped.shut == NOT_KNOWN
    assert not stopped.shut.ok
    room.settle()
    assert room.client.written()[-2:] == ["consent.withdrawn", "access.cut"]
    assert room.client.record(3).data["cut_ok"] is False
    assert room.client.record(4).data["ok"] is False


@pytest.mark.parametrize(
    "shut",
    [
        Shut(LEFT, None, Method.DIRECT, Failure.REFUSED_BY_PERSON),
        Shut(Outcome(9), Removal(left=(LeftValue("registry32", "PermanentPassword", "denied"),)),
             Method.ELEVATED),
    ],
    ids=["refused_by_person", "password_left"],
)  # fmt: skip
def test_no_door_is_written_as_shut_that_may_be_open(room: Room, shut: Shut) -> None:
    room.allow(Scope.PERMANENT)
    room.came_of_shutting = shut
    room.stopped()
    room.settle()
    assert room.client.written()[-2:] == ["consent.withdrawn", "access.cut"]


@pytest.mark.parametrize(
    ("scope", "removes", "word"),
    [
        (Scope.ONEOFF, False, Word.CUT),
        (Scope.PERMANENT, False, Word.WITHDRAW),
        (Scope.ONEOFF, True, Word.WITHDRAW),
    ],
)
def test_the_password_goes_with_lasting_access_or_when_asked(
    room: Room, scope: Scope, removes: bool, word: Word
) -> None:
    room.allow(scope)
    begin_to_stop(room, removes_password=removes).get(timeout=PATIENCE_SECONDS)
    assert room.words == [word]


def test_the_software_is_left_alone_while_something_else_is_allowed(room: Room) -> None:
    lasting, visit = room.allow(Scope.PERMANENT), room.allow()
    assert room.stopped(only=visit.cid).shut is None
    assert room.words == []
    assert room.stopped(only=lasting.cid).shut
    assert room.words == [Word.WITHDRAW]


def test_who_never_allowed_anything_can_shut_the_software(room: Room) -> None:
    stopped = room.stopped()
    assert (stopped.ended, room.words) == ((), [Word.CUT])
    room.settle()
    assert room.client.written() == ["log.genesis", "access.cut"]


def test_a_stop_before_anything_is_loaded_is_written_once_it_is(room: Room) -> None:
    room.client.say_yes()
    room.client.written()
    room.client.start()
    room.may_load.clear()
    room.controller.look()
    assert room.stopped().shut
    room.may_load.set()
    room.settle()
    assert room.client.written()[-2:] == ["consent.withdrawn", "access.cut"]


def test_a_stop_before_anything_is_loaded_is_written_though_the_program_closes(room: Room) -> None:
    room.client.say_yes()
    room.client.written()
    room.client.start()
    room.may_load.clear()
    assert room.stopped().shut
    threading.Timer(0.3, room.may_load.set).start()
    room.controller.close()
    assert "consent.withdrawn" in room.client.types()


def picture_after(room: Room) -> AccessPicture:
    """The picture once everything asked for is done."""
    room.settle()
    room.controller.look()
    room.settle()
    return room.latest


def test_a_removed_password_is_remembered_until_lasting_access_is_allowed_again(
    room: Room,
) -> None:
    room.allow(Scope.PERMANENT)
    assert not picture_after(room).password_removed
    room.came_of_shutting = SERVICE
    room.stopped()
    assert picture_after(room).password_removed
    room.client.clock.pass_time(timedelta(hours=1))
    room.allow(Scope.PERMANENT)
    assert not picture_after(room).password_removed


@pytest.mark.fault("journal that cannot be written during a stop")
@pytest.mark.parametrize(("breaks", "shut"), [("hold", SERVICE), ("take_back", NOT_KNOWN)])
def test_a_stop_that_breaks_shuts_all_the_same_and_is_told(
    room: Room, monkeypatch: pytest.MonkeyPatch, breaks: str, shut: Shut
) -> None:
    room.allow()
    room.came_of_shutting = SERVICE

    def break_down(*_any: object) -> None:
        raise ValueError("nobody foresaw this")

    monkeypatch.setattr(room.client.choices, breaks, break_down)
    assert room.stopped().shut == shut
    assert room.words == [Word.CUT]
