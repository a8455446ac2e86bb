"""What is forgotten is gone from the files as well, and nobody is forgotten by mistake."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from desk.commands import daily
from desk.commands.backup import backup
from desk.commands.forget import forget
from desk.commands.restore import restore
from desk.settings import Settings
from desk.store import forgetting, logs
from desk.witness.refusals import JournalRetiredError
from tests.desk.journals import Client, at
from tests.desk.rooms import Room
from tests.unit.consent_journals import genesis

DAY = 24 * 60
HANGS_SECONDS = 60
# Long enough to look for old machines; too short proves less and fails nothing.
LOOKS_SECONDS = 0.5


def room_with(data: Path, client: Client) -> Room:
    """A SQLite desk that goes on running, with this client's report."""
    room = Room(Settings(data), at(0))
    room.receipt(client.report())
    return room


def in_files(folder: Path, text: str) -> list[str]:
    return [path.name for path in folder.iterdir() if text.encode() in path.read_bytes()]


def test_no_file_holds_what_was_forgotten(tmp_path: Path) -> None:
    client = Client().send_fields(contact="Zebulon Quatrefages")
    room = room_with(tmp_path, client)
    assert in_files(tmp_path, "Zebulon")
    assert forget(room.settings, client.log) == 0
    assert not in_files(tmp_path, "Zebulon")
    assert not in_files(tmp_path, "quatrefages")


def test_no_file_holds_a_machine_beyond_retention(tmp_path: Path) -> None:
    room = room_with(tmp_path, Client().send_fields(contact="Zebulon Quatrefages"))
    room.now = at(room.settings.retention_days * DAY + 1)
    daily.do_what_is_due(room.desk)
    assert not in_files(tmp_path, "Zebulon")


def test_what_may_still_stand_in_a_file_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.store.database._BUSY_SECONDS", 0.1)
    client = Client().send_fields(contact="Zebulon Quatrefages")
    room = room_with(tmp_path, client)
    with room.desk.store.reading() as connection:
        assert logs.find(connection, client.log) is not None
        assert forget(room.settings, client.log) == 1
    assert "may still stand" in capsys.readouterr().out
    assert forget(room.settings, client.log) == 0


def test_other_journals_of_a_forgotten_machine_are_named_and_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = Client().send_fields(), Client()
    room = room_with(tmp_path, old)
    previous: Json = {"log": old.log, "size": 2, "root": "A" * 43 + "="}
    new.writer = type(new.writer)(new.seed, None, new.writer.sign, prev_log=previous)
    assert new.writer.records[0].data == genesis(new.writer.key, prev_log=previous)
    room.receipt(new.send_fields().report())
    assert forget(room.settings, new.log) == 0
    assert old.log in capsys.readouterr().out
    assert room.row(old).contact == "Zoé Martin"
    assert forget(room.settings, old.log) == 0
    assert new.log not in capsys.readouterr().out


def test_a_machine_that_reports_just_now_is_not_retired(room: Room) -> None:
    client = Client().send_fields()
    room.receipt(client.report())
    days, later = room.settings.retention_days, at((room.settings.retention_days + 1) * DAY)
    began = threading.Event()

    def retire() -> int:
        with room.desk.store.writing() as connection:
            began.set()
            return forgetting.retire(connection, room.desk.key, days, later)

    with ThreadPoolExecutor() as others, room.desk.store.writing() as connection:
        held = logs.lock(connection, client.log)
        assert held is not None
        logs.change(connection, held.id, last_seen=later)
        retired = others.submit(retire)
        # SQLite lets it begin only when this one has ended.
        began.wait(1)
        time.sleep(LOOKS_SECONDS)
    assert retired.result(HANGS_SECONDS) == 0
    assert room.knows(client)


def test_nothing_is_signed_anew_for_a_journal_that_was_deleted(room: Room, tmp_path: Path) -> None:
    client = Client().send_fields()
    other = client.copy().event(2, EventType.CLOCK_JUMP, {"ms": 9000}, None)
    room.receipt(client.grant(2).report())
    room.now = at(room.settings.retention_days * DAY + 1)
    daily.do_what_is_due(room.desk)
    assert not room.knows(client)
    backup(room.settings, tmp_path / "backup.tar.gz")
    moved = Settings(tmp_path / "moved")
    restore(moved, tmp_path / "backup.tar.gz")
    for desk in (room, Room(moved, room.now)):
        for report in (client.report(), other.report()):
            with pytest.raises(JournalRetiredError):
                desk.take(report)
        assert not desk.knows(client)
