"""A backup that is not whole restores nothing and leaves nothing."""

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.commands import check, restore
from desk.commands.backup import backup
from desk.errors import DeskError
from desk.key import load_or_make
from desk.settings import Settings
from tests.desk.journals import Client
from tests.desk.postgres import Postgres
from tests.desk.rooms import Room

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda whole: whole[:0],
    "its beginning": lambda whole: whole[: len(whole) // 3],
    "all but the end": lambda whole: whole[:-4],
    "another sum": lambda whole: whole[:-6] + bytes([whole[-6] ^ 1]) + whole[-5:],
    "another byte": lambda whole: whole[:600] + bytes([whole[600] ^ 1]) + whole[601:],
}


@pytest.fixture
def file(room: Room, tmp_path: Path) -> Path:
    """A backup of three machines."""
    for _ in range(3):
        room.receipt(Client().send_fields().report())
    path = tmp_path / "backup.tar.gz"
    backup(room.settings, path)
    return path


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_that_is_not_whole_leaves_nothing_behind(
    file: Path, tmp_path: Path, damage: str
) -> None:
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    settings = Settings(tmp_path / "moved")
    with pytest.raises(DeskError, match="no whole backup"):
        restore.restore(settings, file)
    assert not settings.data.exists()


def test_a_backup_older_than_a_table_is_whole(file: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.tar.gz"
    with tarfile.open(file) as archive, tarfile.open(older, "w:gz") as copy:
        for member in archive.getmembers():
            if member.name != "retired.jsonl":
                copy.addfile(member, archive.extractfile(member))
    settings = Settings(tmp_path / "moved")
    assert restore.restore(settings, older) == 0
    assert check.check(settings) == 0


def test_the_key_is_not_left_where_nothing_was_restored(
    file: Path, tmp_path: Path, postgres: Postgres
) -> None:
    url = postgres.new_database().replace("postgresql:", "postgresql+psycopg:")
    other = Room(Settings(tmp_path / "other", url), 0)
    settings = Settings(tmp_path / "moved", url)
    with pytest.raises(DeskError, match="another key"):
        restore.restore(settings, file)
    assert not list(settings.data.iterdir())
    other.desk.store.close()


def test_a_key_that_was_there_stays_there(file: Path, room: Room) -> None:
    with pytest.raises(DeskError, match="not empty"):
        restore.restore(room.settings, file)
    assert load_or_make(room.settings.data, "other") == room.desk.key
    assert check.check(room.settings) == 0


@pytest.mark.parametrize("folder", ["/", ".", ""])
def test_a_folder_is_no_backup_file(room: Room, folder: str) -> None:
    with pytest.raises(DeskError, match="is a folder"):
        backup(room.settings, Path(folder))
