"""Asking, answering and stopping in the right order, whatever loads late, hangs or fails."""

import queue
import threading
from datetime import timedelta
from pathlib import Path
from typing import Optional

import pytest

from agent.access_controller import Written
from agent.access_parts import Answer
from agent.consent.answers import BlockedError, No
from agent.consent.journal_lock import locked
from agent.consent.storage_errors import JournalBusyError, JournalRefusedError, KeyStoreRefusedError
from agent.consent.terms import Scope
from agent.may_ask import NotNowError
from agent.state import AccessPicture, AccessState
from tests.unit.access_on_disk import SEEN, Translator
from tests.unit.access_room import PATIENCE_SECONDS, Room, told


def refuse() -> AccessPicture:
    """What looking does when Windows does not let the folder be listed."""
    raise JournalRefusedError("consent: PermissionError")


@pytest.fixture
def room(tmp_path: Path, translator: Translator) -> Room:
    return Room(tmp_path, translator)


def test_at_log_on_nothing_is_loaded_for_who_never_allowed_anything(room: Room) -> None:
    room.controller.look()
    assert room.wait_for(AccessState.NONE).authorisations == ()
    assert room.loads == 0


def test_a_yes_is_told_once_its_line_is_on_disk(room: Room) -> None:
    record = room.allow()
    assert room.client.lines()[-1] == record.line
    assert room.wait_for(AccessState.READY).current
    assert room.latest.allowed


def test_what_does_not_count_as_a_yes_is_told_and_allows_nothing(room: Room) -> None:
    question = room.question()
    room.session = True
    assert isinstance(room.answered(question), BlockedError)
    room.session = False
    assert isinstance(room.answered(question, source="injected"), BlockedError)
    assert not room.client.looked().allowed


@pytest.mark.parametrize("session", [True, None])
@pytest.mark.parametrize("scope", Scope)
def test_nothing_is_asked_while_somebody_may_be_connected(
    room: Room, session: Optional[bool], scope: Scope
) -> None:
    room.session = session
    refused = room.asked(scope)
    assert isinstance(refused, NotNowError)
    assert refused.detail == "access.session_open"


@pytest.mark.parametrize("scope", Scope)
def test_what_is_allowed_already_is_not_asked_again(room: Room, scope: Scope) -> None:
    room.allow(scope)
    refused = room.asked(scope)
    assert isinstance(refused, NotNowError)
    assert refused.detail == f"access.already_{scope.value}"


def test_lasting_access_is_not_asked_again_though_a_takeover_is_shown_first(room: Room) -> None:
    room.allow(Scope.PERMANENT)
    room.allow()
    for scope in Scope:
        assert isinstance(room.asked(scope), NotNowError)


def test_nothing_is_asked_while_it_is_unknown_what_is_allowed(room: Room) -> None:
    room.refuses_to_load = True
    assert isinstance(room.asked(), KeyStoreRefusedError)
    room.refuses_to_load = False
    room.allow()
    room.client.choices.look = refuse  # type: ignore[method-assign]
    refused = room.asked(Scope.PERMANENT)
    assert isinstance(refused, NotNowError)
    assert refused.detail == "access.unreadable"
    assert room.latest.state is AccessState.UNKNOWN


def test_a_stop_is_told_while_everything_else_hangs(room: Room) -> None:
    record = room.allow()
    with locked(room.client.place.lock(room.client.kid)):
        stopped = room.stopped()
        assert stopped.ended == (record.cid,)
        assert room.latest.state is AccessState.NONE
        assert room.latest.unwritten
    assert "consent.withdrawn" in room.client.written()


def test_a_stop_counts_when_nothing_can_be_loaded(room: Room) -> None:
    room.refuses_to_load = True
    room.controller.look(thoroughly=True)
    assert not room.stopped().is_known
    room.settle()
    assert not room.latest.allowed
    assert room.latest.troubles


def test_a_picture_read_before_a_stop_never_comes_after_it(room: Room) -> None:
    room.allow()
    reading, may_go_on = threading.Event(), threading.Event()
    look = room.client.choices.look

    def look_slowly() -> AccessPicture:
        picture = look()
        reading.set()
        assert may_go_on.wait(PATIENCE_SECONDS)
        return picture

    room.client.choices.look = look_slowly  # type: ignore[method-assign]
    room.controller.look()
    assert reading.wait(PATIENCE_SECONDS)
    room.stopped()
    shown = room.pictures.qsize()
    may_go_on.set()
    room.settle()
    after = list(room.pictures.queue)[shown:]
    assert not any(picture.allowed for picture in after)
    assert not room.latest.allowed


def test_a_stop_after_the_click_outweighs_a_yes_that_is_dealt_with_later(room: Room) -> None:
    question, may_go_on = room.question(), threading.Event()

    def hang(_parts: object) -> None:
        assert may_go_on.wait(PATIENCE_SECONDS)

    room.controller.with_parts(hang)
    boxes = dict.fromkeys(question.request.box_names, True)
    written: queue.Queue[Written] = queue.Queue()
    answer = Answer(SEEN, boxes, "mouse", "1234567890")
    room.controller.say_yes(question, answer, written.put)
    room.client.clock.pass_time(timedelta(seconds=1))
    assert room.stopped().shut
    may_go_on.set()
    assert isinstance(written.get(timeout=PATIENCE_SECONDS), NotNowError)
    assert not room.latest.allowed
    assert "consent.withdrawn" in room.client.written()


def test_a_no_is_written_and_takes_no_answer_to_wait_for(room: Room) -> None:
    question = room.question()
    room.controller.say_no(question, SEEN, No.BUTTON)
    room.settle()
    assert room.client.types()[-1] == "consent.refused"


def test_one_of_several_is_stopped_alone(room: Room) -> None:
    lasting, visit = room.allow(Scope.PERMANENT), room.allow()
    assert lasting.cid
    stopped = room.stopped(only=lasting.cid)
    assert (stopped.ended, stopped.shut) == ((lasting.cid,), None)
    room.settle()
    assert room.words == []
    states = {a.cid: a.state for a in room.latest.authorisations}
    assert states == {lasting.cid: "withdrawn", visit.cid: "ready"}


def test_who_waits_is_told_of_any_failure_and_the_next_is_served(
    room: Room, tmp_path: Path
) -> None:
    failed = told(lambda then: room.controller.save_proof(tmp_path / "no" / "proof.zip", then))
    assert failed.title
    room.allow()
    saved = told(lambda then: room.controller.save_proof(tmp_path / "proof.zip", then))
    assert saved == tmp_path / "proof.zip"
    assert saved.stat().st_size > 0


@pytest.mark.fault("lock held for long")
def test_a_busy_journal_refuses_a_yes_in_words(room: Room) -> None:
    question = room.question()
    room.allow()
    room.stopped()
    room.client.written()
    with locked(room.client.place.lock(room.client.kid)):
        assert isinstance(room.answered(question), JournalBusyError)
    assert not room.client.looked().allowed


def test_what_may_not_be_kept_goes_once_a_run_and_only_when_somebody_looks(room: Room) -> None:
    room.allow()
    room.settle()
    assert len(room.kept_by) == 1
    room.controller.look(thoroughly=True)
    room.settle()
    assert len(room.kept_by) == 1


def test_closing_waits_for_what_is_being_written(room: Room) -> None:
    room.allow()
    room.stopped()
    room.controller.close()
    assert "consent.withdrawn" in room.client.types()
