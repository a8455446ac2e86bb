"""What is typed at the desk does what it says, on both stores."""

import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, inspect, text, update

from desk.commands import check, daily, restore
from desk.commands.backup import backup
from desk.errors import DeskError
from desk.settings import Settings, from_environment
from desk.store import blobs, lines, listing, machines, own_log, sessions, technicians
from desk.store.forgetting import forget
from desk.store.listing import Wanted
from desk.store.schema import BLOBS, LINES, LOGS, META, OWN_HEAD, OWN_LINES, RECEIPTS
from tests.desk.journals import Client, at
from tests.desk.postgres import Postgres
from tests.desk.rooms import Room
from tests.desk.running import desk


def test_the_first_start_needs_nothing_and_only_its_user_reads_its_files(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    done = desk("key", data=data)
    assert done.returncode == 0
    assert "+" in done.stdout
    assert desk("user", "list", data=data).returncode == 0
    assert desk("key", data=data).stdout == done.stdout
    if sys.platform != "win32":
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()}
        assert set(modes.values()) == {0o600}
        assert {"desk.key", "desk.sqlite"} <= set(modes)
        assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_password_is_read_from_a_pipe_and_kept_as_no_text(tmp_path: Path) -> None:
    done = desk("user", "add", "Ana", data=tmp_path, typed="correct horse battery\n")
    assert (done.returncode, done.stdout) == (0, "Ana can sign in.\n")
    assert desk("user", "list", data=tmp_path).stdout == "Ana\n"
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"correct horse" not in everything
    assert desk("user", "remove", "ana", data=tmp_path).returncode == 0
    assert desk("user", "list", data=tmp_path).stdout == ""
    assert desk("user", "remove", "ana", data=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("name", "typed"), [("Ana", "short"), ("", "long enough text"), ("a\nb", "long enough text")]
)
def test_a_name_or_password_that_is_none_is_refused(tmp_path: Path, name: str, typed: str) -> None:
    assert desk("user", "add", name, data=tmp_path, typed=typed + "\n").returncode in (2, 3)
    assert desk("user", "list", data=tmp_path).stdout == ""


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DESK_RATE_LOG", "0"),
        ("DESK_RETENTION_DAYS", "x"),
        ("DESK_DAY_KB", "0"),
        ("DESK_ONEOFF_HOURS", "-4"),
        ("DESK_ONEOFF_HOURS", "9" * 5000),
        ("DESK_BEHIND_PROXY", "yes"),
    ],
)
def test_a_setting_that_is_none_is_told(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(DeskError, match=variable):
        from_environment(tmp_path, {variable: value})


def fill(room: Room) -> list[Client]:
    clients = [Client().send_fields().grant(2) for _ in range(3)]
    for client in clients:
        room.receipt(client.report(0, 2))
        room.receipt(client.report(2))
    with room.desk.store.writing() as connection:
        technicians.add(connection, "Ana", "correct horse battery", room.now)
        machines.match(connection, room.desk.key, clients[0].log, "1234567890", "Ana", room.now)
    return clients


def test_all_that_holds_is_found_to_hold(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    fill(room)
    daily.do_what_is_due(room.desk)
    assert check.check(room.settings) == 0
    assert capsys.readouterr().out == "OK, 4 journals\n"


DAMAGES = {
    "a line": update(LINES).where(LINES.c.seq == 1).values(line=b"{}"),
    "a line gone": delete(LINES).where(LINES.c.seq == 3),
    "a line in the middle gone": delete(LINES).where(LINES.c.seq == 1),
    "a head": update(LOGS).where(LOGS.c.id == 1).values(stamp="x"),
    "a receipt": update(RECEIPTS).where(RECEIPTS.c.size == 2).values(text=b"x"),
    "a receipt moved": update(RECEIPTS).where(RECEIPTS.c.size == 2).values(size=3),
    "a receipt gone": delete(RECEIPTS).where(RECEIPTS.c.size == 4),
    "the own head": update(OWN_HEAD).values(stamp="[1,2]"),
    "an own line": update(OWN_LINES).where(OWN_LINES.c.seq == 2).values(line=b"{}"),
    "an own line gone": delete(OWN_LINES).where(OWN_LINES.c.seq == 6),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_was_changed_in_the_store_is_named(
    room: Room, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    clients = fill(room)
    with room.desk.store.writing() as connection:
        connection.execute(DAMAGES[damage])
    assert check.check(room.settings) == 1
    named = capsys.readouterr().out
    assert named.startswith(room.desk.key.own_log if "own" in damage else clients[0].log)


def test_a_backup_brings_everything_back_into_either_store(
    room: Room, postgres: Postgres, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clients = fill(room)
    room.now = at(5)
    file = tmp_path / "backup.tar.gz"
    assert backup(room.settings, file) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    elsewhere = postgres.new_database().replace("postgresql:", "postgresql+psycopg:")
    for url in (None, elsewhere):
        settings = Settings(tmp_path / f"moved-{url is None}", url)
        assert restore.restore(settings, file) == 0
        assert check.check(settings) == 0
        moved = Room(settings, at(5))
        # The same desk goes on: the same key, the same receipts, the same list.
        assert moved.receipt(clients[0].report()) == room.receipt(clients[0].report())
        assert moved.row(clients[0]) == room.row(clients[0])
        moved.receipt(clients[0].copy().send_fields(6).report(4))
        moved.receipt(Client().report())
        moved.desk.store.close()
        with pytest.raises(DeskError):
            restore.restore(settings, file)
    capsys.readouterr()


def test_forgetting_erases_the_person_and_leaves_the_chain(room: Room) -> None:
    client, *_ = fill(room)
    first = client.report()
    with room.desk.store.writing() as connection:
        assert forget(connection, room.desk.key, client.log, at(9)) == 1
    room.receipt(first)
    row = room.row(client)
    assert (row.teamviewer_id, row.machine, row.contact, row.matched_id) == (None,) * 4
    with room.desk.store.reading() as connection:
        assert [blobs.read(connection, row.id, name) for name in first.blobs] == [None]
        assert list(lines.every(connection, row.id)) == client.lines
        assert not listing.page(connection, Wanted("zoe"))[2:]
    assert check.check(room.settings) == 0


def test_what_no_longer_reports_is_deleted_after_the_days_of_retention(room: Room) -> None:
    old = Client().send_fields()
    room.receipt(old.report())
    room.now = at(0) + 86_400_000 * (room.settings.retention_days - 1)
    new = Client().send_fields()
    room.receipt(new.report())
    daily.do_what_is_due(room.desk)
    assert room.knows(old)
    room.now += 2 * 86_400_000
    daily.do_what_is_due(room.desk)
    assert (room.knows(old), room.knows(new)) == (False, True)
    with room.desk.store.reading() as connection:
        left = connection.execute(BLOBS.select()).all()
    assert len(left) == 1
    assert check.check(room.settings) == 0


def test_the_desks_own_journal_is_signed_for_once_a_day(room: Room) -> None:
    fill(room)
    for hours in (0, 1, 23, 25, 26):
        room.now = at(hours * 60)
        daily.do_what_is_due(room.desk)
        room.receipt(Client().report())
    with room.desk.store.reading() as connection:
        assert len(own_log.checkpoints(connection)) == 2
    assert check.check(room.settings) == 0


@pytest.mark.parametrize(
    ("name", "value", "told"), [("schema", "99", "version"), ("vkey", "another", "another key")]
)
def test_a_store_of_a_newer_desk_or_another_key_is_left_alone(
    room: Room, name: str, value: str, told: str
) -> None:
    with room.desk.store.writing() as connection:
        connection.execute(update(META).where(META.c.name == name).values(value=value))
        connection.execute(text("DROP TABLE newcomers"))
    with pytest.raises(DeskError, match=told):
        Room(room.settings, at(0))
    with room.desk.store.reading() as connection:
        assert not inspect(connection).has_table("newcomers")


def test_a_session_ends_with_time_or_with_its_technician(room: Room) -> None:
    fill(room)
    with room.desk.store.writing() as connection:
        (ana,) = technicians.every(connection)
        token = sessions.begin(connection, ana, at(0))
        other = sessions.begin(connection, ana, at(0))
    with room.desk.store.writing() as connection:
        found = sessions.find(connection, token, at(60))
        assert found is not None
        assert found.technician == ana
        assert sessions.find(connection, token + "x", at(60)) is None
        assert sessions.find(connection, token, at(121)) is None
        sessions.keep_alive(connection, token, at(60))
        assert sessions.find(connection, token, at(121)) is not None
        sessions.end(connection, token)
        assert sessions.find(connection, token, at(60)) is None
        technicians.remove(connection, "Ana")
        assert sessions.find(connection, other, at(60)) is None


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    done = desk("check", data=tmp_path, url="nonsense")
    assert done.returncode == 3
    assert "DESK_DATABASE_URL" in done.stderr
