"""TeamViewer's lists on a real disk: read on, replaced, locked, gone, huge."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Iterator, Tuple

import pytest
import win32con
import win32file

from agent.connections import ConnectionLists, Recording
from agent.teamviewer.connections.list_file import MAX_BYTES
from agent.teamviewer.connections.places import LIST_NAME, ListPlaces
from agent.teamviewer.connections.reader import ListReader
from agent.win32.code_page import ansi_code_page
from tests.unit.connection_rows import AS_TEAMVIEWER_WRITES, FIRST, SECOND, row

assert sys.platform == "win32"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / LIST_NAME


@pytest.fixture
def reader(path: Path) -> ListReader:
    """Reads the lists of one folder only."""
    return ListReader(lambda: ListPlaces((str(path.parent),), (), (), all_keys_known=True))


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else can open the file while the block runs."""
    opened = win32file.CreateFile(
        str(path), win32con.GENERIC_READ, 0, None, win32con.OPEN_EXISTING, 0, None
    )
    try:
        yield
    finally:
        opened.Close()


def texts(found: ConnectionLists) -> Tuple[str, ...]:
    return tuple(one.row for one in found.rows)


def damage(found: ConnectionLists) -> Tuple[Tuple[object, str], ...]:
    return tuple((one.line, one.reason) for one in found.damaged)


def append(path: Path, content: str) -> None:
    with path.open("ab") as file:
        file.write(content.encode())


def test_a_list_is_read_on_and_nothing_comes_twice(path: Path, reader: ListReader) -> None:
    path.write_bytes(AS_TEAMVIEWER_WRITES)
    before = reader.read()
    assert [one.session[1] for one in before.rows] == ["a", "1"]
    assert reader.read() is before
    append(path, f"\n{row(1)}")
    assert texts(reader.read())[1:] == (row(1), FIRST + "\t")


def test_a_last_row_is_reported_once_it_is_written_to_its_end(
    path: Path, reader: ListReader
) -> None:
    path.write_text(f"{SECOND}\n{FIRST[:50]}")
    assert (texts(reader.read()), damage(reader.read())) == ((SECOND,), ())
    append(path, FIRST[50:])
    assert (texts(reader.read()), damage(reader.read())) == ((SECOND, FIRST), ())
    append(path, "\t\n")
    assert (texts(reader.read()), damage(reader.read())) == ((SECOND, FIRST + "\t"), ())


def test_a_half_row_is_damaged_for_who_reads_only_once(path: Path, reader: ListReader) -> None:
    path.write_text(f"{SECOND}\n{FIRST[:50]}")
    assert damage(reader.read(final=True)) == ((2, "unfinished"),)
    assert damage(reader.read()) == ()


def test_a_list_that_somebody_keeps_for_himself_leaves_what_was_known(
    path: Path, reader: ListReader
) -> None:
    path.write_text(FIRST)
    assert texts(reader.read()) == (FIRST,)
    append(path, f"\n{SECOND}")
    with alone(path):
        found = reader.read()
        assert (texts(found), damage(found)) == ((FIRST,), ((None, "locked"),))
    found = reader.read()
    assert (texts(found), damage(found)) == ((SECOND, FIRST), ())


def test_a_list_that_was_never_read_and_is_locked_is_not_an_empty_one(
    path: Path, reader: ListReader
) -> None:
    path.write_text(FIRST)
    with alone(path):
        assert damage(reader.read()) == ((None, "locked"),)


def test_something_else_of_that_name_is_unreadable(path: Path, reader: ListReader) -> None:
    path.mkdir()
    assert damage(reader.read()) == ((None, "unreadable"),)


def test_its_owner_can_write_rename_and_delete_a_list_at_any_time(
    path: Path, reader: ListReader
) -> None:
    path.write_text(FIRST)
    reader.read()
    path.rename(path.with_suffix(".old"))
    assert reader.read().rows == ()
    path.with_suffix(".old").unlink()
    path.write_text(SECOND)
    assert texts(reader.read()) == (SECOND,)
    path.unlink()
    assert reader.read() == ConnectionLists(Recording.UNKNOWN)


@pytest.mark.fault("list or log replaced while watched")
@pytest.mark.parametrize(
    "after",
    [
        SECOND,
        f"{SECOND}\n{FIRST}",
        FIRST.replace("anna", "otto"),
        FIRST.replace("anna", "otto") + f"\n{SECOND}",
        "",
    ],
)
def test_a_list_that_is_written_over_or_replaced_is_read_anew(
    path: Path, reader: ListReader, after: str
) -> None:
    for replaced in (False, True):
        path.write_text(FIRST)
        assert texts(reader.read()) == (FIRST,)
        target = path.with_suffix(".new") if replaced else path
        target.write_text(after)
        target.replace(path)
        assert set(texts(reader.read())) == set(filter(None, after.split("\n")))
        assert reader.read().damaged == ()


def test_the_middle_of_a_long_list_is_looked_at_again_when_its_date_changes(
    path: Path, reader: ListReader
) -> None:
    lines = [row(number) for number in range(300)]
    path.write_text("\n".join(lines))
    assert len(reader.read().rows) == 300
    lines[150] = lines[150].replace("anna", "otto")
    path.write_text("\n".join(lines))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 10**9))
    assert [one.user for one in reader.read().rows].count("otto") == 1


@pytest.mark.parametrize(("changed", "replaced"), [(0, False), (299, False), (150, True)])
def test_a_long_list_that_was_changed_and_grew_is_read_anew(
    path: Path, reader: ListReader, changed: int, replaced: bool
) -> None:
    lines = [row(number) for number in range(300)]
    path.write_text("\n".join(lines))
    assert len(reader.read().rows) == 300
    lines[changed] = lines[changed].replace("anna", "otto")
    target = path.with_suffix(".new") if replaced else path
    target.write_text("\n".join([*lines, row(300)]))
    target.replace(path)
    assert [one.user for one in reader.read().rows].count("otto") == 1


@pytest.mark.fault("list of 100 000 rows")
def test_a_hundred_thousand_rows_are_read_whole_and_then_on(path: Path, reader: ListReader) -> None:
    path.write_text("\n".join(row(number) for number in range(100_000)))
    assert (len(reader.read().rows), reader.read().damaged) == (100_000, ())
    append(path, f"\n{row(100_000)}")
    assert (len(reader.read().rows), reader.read().damaged) == (100_001, ())


@pytest.mark.fault("list of 500 MB")
def test_of_a_huge_list_only_the_end_is_read_and_the_rest_is_named(
    path: Path, reader: ListReader
) -> None:
    with path.open("wb") as file:
        file.write(f"{FIRST}\n".encode())
        file.seek(500 * 1024 * 1024)
        file.write(f"\n{SECOND}".encode())
    found = reader.read()
    assert texts(found) == (SECOND,)
    assert damage(found) == ((None, "too_large"),)
    append(path, f"\n{FIRST}")
    assert texts(reader.read()) == (SECOND, FIRST)


def test_a_list_that_grows_without_end_does_not_fill_memory(path: Path, reader: ListReader) -> None:
    path.write_text(FIRST)
    reader.read()
    with path.open("r+b") as file:
        file.seek(2 * MAX_BYTES)
        file.write(f"\n{SECOND}".encode())
    found = reader.read()
    assert (texts(found), damage(found)) == ((SECOND,), ((None, "too_large"),))


def test_folders_and_lists_that_are_not_there_are_no_damage() -> None:
    reader = ListReader(lambda: ListPlaces(("C:\\not\\there",), (), (), all_keys_known=True))
    assert reader.read() == ConnectionLists(Recording.UNKNOWN)
    assert reader.folders() == ("C:\\not\\there",)


def test_the_code_page_is_one_that_python_knows() -> None:
    assert "A".encode(ansi_code_page()) == b"A"
