"""What the client allows, refuses and takes back, on a real disk."""

import dataclasses
import errno
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Callable, Dict

import pytest

from agent.consent.answers import BlockedError, No
from agent.consent.asking import TooLateError
from agent.consent.lifecycle import State
from agent.consent.storage_errors import ConsentStorageError
from agent.consent.terms import Scope
from agent.consent.terms_text import decode_terms
from agent.consent.time_limits import latest_end
from agent.state import AccessState
from tests.unit.access_on_disk import SEEN, WINDOW, Client, Translator, yes_to
from tests.unit.journal_on_disk import LIMITS


@pytest.fixture
def client(tmp_path: Path, translator: Translator) -> Client:
    return Client(tmp_path / "consent", translator)


def test_a_yes_is_on_disk_when_it_counts(client: Client) -> None:
    record = client.say_yes()
    assert client.types() == ["log.genesis", "terms.shown", "consent.given"]
    picture = client.looked()
    assert picture.state is AccessState.READY
    assert picture.current
    assert picture.current.cid == record.cid


def test_the_journal_names_the_very_text_that_was_shown(client: Client) -> None:
    question = client.ask()
    record = client.choices.allow(question, yes_to(question))
    kept = (client.place.blobs / record.data["terms_sha256"]).read_bytes()
    assert decode_terms(kept) == question.request.text
    assert client.record(1).data["terms_sha256"] == record.data["terms_sha256"]


def test_the_end_in_the_text_is_the_end_in_the_journal(client: Client) -> None:
    question = client.ask()
    record = client.choices.allow(question, yes_to(question))
    assert record.data["valid_until"] == "2026-11-23T13:00:00.000Z"
    assert "jusqu’à 14 h" in "\n".join(question.request.text.words).replace("\u00a0", " ")
    assert question.ends <= latest_end("oneoff", record.stamp, LIMITS)


def test_personal_data_are_in_the_blobs_and_never_in_a_line(client: Client) -> None:
    record = client.say_yes(person={"account": "Jeanne Petit"})
    assert b"Jeanne" not in client.path.read_bytes()
    assert b"1234567890" not in client.path.read_bytes()
    blob = json.loads((client.place.blobs / record.data["person_sha256"]).read_bytes())
    assert blob["data"] == {"account": "Jeanne Petit"}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"session_open": True}, "session_open"),
        ({"session_open": None}, "session_unknown"),
        ({"source": "injected"}, "injected"),
        ({"boxes": {"takeover": True, "start_now": False}}, "not_read"),
        ({"boxes": {}}, "not_read"),
        ({"seen": dataclasses.replace(SEEN, scrolled_end=False)}, "not_read"),
    ],
    ids=["session", "session_unknown", "injected", "one_box", "no_box", "end_not_seen"],
)
def test_a_yes_that_somebody_else_may_have_given_is_none(
    client: Client, changes: Dict[str, object], why: str
) -> None:
    with pytest.raises(BlockedError) as refused:
        client.say_yes(Scope.ONEOFF, **changes)
    assert refused.value.why == why
    assert client.types() == ["log.genesis", "terms.shown", "consent.blocked"]
    assert client.looked().state is AccessState.NONE


def test_after_a_block_the_same_question_can_be_answered(client: Client) -> None:
    question = client.ask()
    with pytest.raises(BlockedError):
        client.choices.allow(question, yes_to(question, source="injected"))
    client.choices.allow(question, yes_to(question))
    assert client.types()[-3:] == ["terms.shown", "consent.blocked", "consent.given"]
    assert client.looked().allowed


@pytest.mark.parametrize("how", [No.BUTTON, No.CLOSE, No.TIMEOUT, No.LATER], ids=lambda n: n.value)
def test_a_no_is_written_and_opens_nothing(client: Client, how: No) -> None:
    client.choices.refuse(client.ask(), SEEN, how)
    last = "consent.deferred" if how is No.LATER else "consent.refused"
    assert client.types() == ["log.genesis", "terms.shown", last]
    assert client.looked().state is AccessState.NONE


def test_one_of_several_can_be_taken_back_alone(client: Client) -> None:
    client.say_yes()
    lasting = client.say_yes(Scope.PERMANENT)
    client.looked()
    client.choices.withdraw(str(lasting.cid), WINDOW)
    picture = client.looked()
    assert picture.state is AccessState.READY
    assert [a.state for a in picture.authorisations if a.scope == "permanent"] == ["withdrawn"]


def test_what_time_ended_is_written_once(client: Client) -> None:
    client.say_yes()
    client.clock.pass_time(timedelta(hours=5))
    after = client.looked()
    told = client.choices.note_ends(after)
    assert [a.cid for a in told] == [a.cid for a in after.authorisations]
    assert not client.choices.note_ends(client.looked())
    assert after.state is AccessState.NONE
    assert client.types()[3:] == ["consent.ended"]


def test_lasting_access_pauses_after_a_year_and_is_renewed_by_a_new_yes(client: Client) -> None:
    client.say_yes(Scope.PERMANENT)
    client.clock.pass_time(timedelta(days=366))
    paused = client.looked()
    client.choices.note_ends(paused)
    assert paused.state is AccessState.PAUSED
    assert paused.current
    question = client.ask(Scope.PERMANENT, paused.current.cid)
    client.choices.allow(question, yes_to(question))
    assert client.looked().state is AccessState.PERMANENT
    kids = [kid for kid in client.place.journals() if kid == client.kid]
    assert client.types(kids[0])[-3:] == ["consent.paused", "terms.shown", "consent.renewed"]


def test_a_no_to_renewing_takes_lasting_access_back(client: Client) -> None:
    client.say_yes(Scope.PERMANENT)
    client.clock.pass_time(timedelta(days=366))
    paused = client.looked().current
    assert paused
    client.choices.refuse(client.ask(Scope.PERMANENT, paused.cid), SEEN, No.BUTTON)
    assert client.looked().state is AccessState.NONE
    client.written()
    client.start()
    assert client.looked().authorisations[0].state == State.WITHDRAWN.value


def test_closing_the_question_of_renewal_leaves_access_paused(client: Client) -> None:
    client.say_yes(Scope.PERMANENT)
    client.clock.pass_time(timedelta(days=366))
    paused = client.looked().current
    assert paused
    client.choices.refuse(client.ask(Scope.PERMANENT, paused.cid), SEEN, No.CLOSE)
    assert client.looked().state is AccessState.PAUSED


def test_nothing_is_allowed_when_the_disk_refuses_the_line(client: Client) -> None:
    client.say_yes(Scope.PERMANENT)
    client.choices.withdraw_all(WINDOW)
    assert client.journal.close(60)
    question = client.ask()
    path = client.path
    path.rename(path.with_suffix(".away"))
    path.mkdir()
    with pytest.raises(ConsentStorageError):
        client.choices.allow(question, yes_to(question))
    path.rmdir()
    path.with_suffix(".away").rename(path)
    assert not client.looked().allowed


def test_one_takeover_is_not_offered_in_the_last_minute_of_the_day(client: Client) -> None:
    client.clock.set_wall_clock(client.clock.stamp.t.replace(hour=22, minute=58, second=30))
    with pytest.raises(TooLateError):
        client.ask()


def test_a_yes_that_the_disk_refused_and_kept_all_the_same_opens_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = client.ask()
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", refusing_the_yes(client))
        disk.setattr(os, "ftruncate", refuse)
        with pytest.raises(ConsentStorageError):
            client.choices.allow(question, yes_to(question))
    assert b"consent.given" in client.path.read_bytes()
    assert not client.looked().allowed
    assert client.written()[-1] == "consent.withdrawn"


def refuse(*_: int) -> None:
    raise OSError(errno.EIO, "the disk is gone")


def refusing_the_yes(client: Client) -> Callable[[int], None]:
    """The disk takes everything but the line that says yes."""
    flush = os.fsync

    def call(descriptor: int) -> None:
        flush(descriptor)
        if client.keys.current() and b"consent.given" in client.path.read_bytes():
            raise OSError(errno.EIO, "the disk did not say whether it was kept")

    return call


def test_what_could_be_read_once_can_be_stopped_when_it_cannot_be_read(client: Client) -> None:
    client.say_yes()
    client.looked()
    path, away = client.path, client.path.with_suffix(".away")
    path.rename(away)
    path.mkdir()
    assert not client.looked().allowed
    assert len(client.choices.withdraw_all(WINDOW)) == 1
    path.rmdir()
    away.rename(path)
    client.choices.try_again()
    assert client.written()[-1] == "consent.withdrawn"
    client.start()
    assert not client.looked().allowed
