"""A stop reaches everything, at once, whatever is known, readable or under way."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Dict

import pytest

from agent.consent.answers import Withdrawing
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.terms import Scope
from agent.state import AccessState
from tests.unit.access_on_disk import WINDOW, Client, Translator, yes_to


@pytest.fixture
def client(tmp_path: Path, translator: Translator) -> Client:
    return Client(tmp_path / "consent", translator)


def test_stopping_takes_everything_back_at_once_and_is_written(client: Client) -> None:
    client.say_yes()
    client.say_yes(Scope.PERMANENT)
    assert client.looked().allowed
    stopped = client.choices.withdraw_all(Withdrawing("tray", cut_ok=True, cut_ms=12))
    assert len(stopped) == 2
    assert not client.looked().allowed
    assert client.written()[-2:] == ["consent.withdrawn"] * 2
    assert client.record(-1).data == {
        "by": "client", "channel": "tray", "cut_ok": True, "cut_ms": 12,
    }  # fmt: skip
    client.start()
    assert client.looked().state is AccessState.NONE


def test_stopping_before_anything_was_read_takes_back_what_is_found_later(client: Client) -> None:
    client.say_yes()
    client.start()
    assert client.choices.withdraw_all(WINDOW) == ()
    assert not client.looked().allowed
    assert client.written()[-1] == "consent.withdrawn"


def test_a_stop_counts_when_the_disk_cannot_be_read(client: Client) -> None:
    client.say_yes()
    client.looked()
    path = client.path
    path.rename(path.with_suffix(".away"))
    path.mkdir()
    client.choices.withdraw_all(WINDOW)
    assert not client.looked().allowed
    path.rmdir()
    path.with_suffix(".away").rename(path)
    client.choices.try_again()
    assert client.written()[-1] == "consent.withdrawn"
    assert not client.looked().allowed


def test_a_stop_between_the_click_and_the_line_wins(client: Client) -> None:
    question = client.ask()
    keep = client.choices._blobs.keep_personal
    stops = iter([True])

    def stop_meanwhile(fields: Dict[str, str]) -> str:
        if next(stops, False):
            client.choices.withdraw_all(WINDOW)
        return keep(fields)

    client.choices._blobs.keep_personal = stop_meanwhile  # type: ignore[method-assign]  # a pause
    client.choices.allow(question, yes_to(question))
    assert not client.looked().allowed
    assert client.written()[-1] == "consent.withdrawn"


def test_a_new_yes_after_a_stop_counts(client: Client) -> None:
    client.say_yes()
    client.looked()
    client.choices.withdraw_all(WINDOW)
    client.say_yes()
    assert client.looked().state is AccessState.READY


@pytest.mark.fault("clock set back")
def test_a_clock_set_back_and_forth_does_not_bring_back_what_was_stopped(client: Client) -> None:
    client.say_yes()
    noon = client.clock.stamp.t
    client.clock.set_wall_clock(noon - timedelta(hours=1))
    assert not client.looked().allowed
    client.choices.withdraw_all(WINDOW)
    client.clock.set_wall_clock(noon + timedelta(minutes=1))
    assert not client.looked().allowed
    assert "consent.withdrawn" in client.written()
    client.start()
    assert not client.looked().allowed


@pytest.mark.fault("clock set back")
@pytest.mark.parametrize("looks_before", [True, False], ids=["looked at wrong", "only when right"])
def test_a_stop_on_a_clock_that_starts_in_the_past_counts_when_it_is_set_right(
    client: Client, looks_before: bool
) -> None:
    client.say_yes()
    assert client.journal.close(60)
    given = client.clock.stamp.t
    years_ago = replace(client.clock.stamp, t=given - timedelta(days=4000), up=1000, run="f" * 16)
    client.clock.stamp = years_ago
    client.start()
    client.choices.withdraw_all(WINDOW)
    if looks_before:
        assert not client.looked().allowed
    client.clock.set_wall_clock(given + timedelta(minutes=2))
    assert not client.looked().allowed
    assert "consent.withdrawn" in client.written()


def test_a_yes_of_another_program_after_a_stop_counts(client: Client) -> None:
    client.choices.withdraw_all(WINDOW)
    other = Client(client.place.folder, client._translator, client.store)
    other.clock.stamp = replace(client.clock(), run="f" * 16, up=5000)
    other.say_yes()
    client.clock.set_wall_clock(other.clock.stamp.t)
    assert client.looked().allowed


def test_what_is_stopped_allows_nothing_while_its_line_waits_for_the_cut(client: Client) -> None:
    record = client.say_yes()
    assert client.looked().allowed
    client.choices.hold()
    assert client.looked().state is AccessState.NONE
    assert client.written()[-1] == "consent.given"
    [withdrawal] = client.choices.withdraw_all(Withdrawing("tray", cut_ok=True, cut_ms=12))
    assert withdrawal.draft.cid == record.cid
    assert client.written()[-1] == "consent.withdrawn"
    assert client.record(3).data["cut_ok"] is True


def test_a_yes_after_a_stop_is_not_taken_back_when_the_stop_is_written(client: Client) -> None:
    client.say_yes()
    client.looked()
    client.choices.hold()
    later = client.say_yes()
    assert client.looked().allowed
    client.choices.withdraw_all(WINDOW)
    picture = client.looked()
    assert picture.current
    assert picture.current.cid == later.cid
    assert client.written().count("consent.withdrawn") == 1


def test_what_comes_to_light_during_a_stop_is_taken_back_with_it(client: Client) -> None:
    client.say_yes()
    client.start()
    client.choices.hold()
    assert not client.looked().allowed
    assert "consent.withdrawn" not in client.written()
    client.choices.withdraw_all(WINDOW)
    assert client.written()[-1] == "consent.withdrawn"


def test_what_was_done_about_access_is_written_after_the_withdrawal(client: Client) -> None:
    client.say_yes()
    client.looked()
    client.choices.withdraw_all(WINDOW)
    client.choices.note(Draft(EventType.DOOR_CLOSED, {"door": "permanent_password"}))
    assert client.written()[-2:] == ["consent.withdrawn", "door.closed"]
