"""The journal's bytes: appended whole or not at all, read from either end, never cut in a line."""

import errno
import hashlib
import itertools
import os
from pathlib import Path
from typing import Callable, Iterator, List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.consent.journal_file import MAX_LINE_BYTES, JournalFile, Use, opened
from agent.consent.storage_errors import DiskFullError, JournalRefusedError
from tests.unit.small_disk import small_disk

CONTENT = st.binary(max_size=200_000) | st.lists(st.binary(max_size=9000), max_size=20).map(
    lambda lines: b"".join(line + b"\n" for line in lines)
)


def pieces(content: bytes) -> List[bytes]:
    """The ended lines of a content, told the plain way."""
    return content.split(b"\n")[:-1]


@given(CONTENT)
def test_lines_are_the_same_from_both_ends(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal"
    path.write_bytes(content)
    with opened(path, Use.READ) as file:
        forwards, backwards = list(file.lines()), list(file.lines_backwards())
        assert file.end_of_lines() == content.rfind(b"\n") + 1
    if all(len(line) <= MAX_LINE_BYTES for line in pieces(content)):
        assert forwards == pieces(content)
        assert backwards == forwards[::-1]
    else:
        assert any(len(line) > MAX_LINE_BYTES for line in forwards)
        assert any(len(line) > MAX_LINE_BYTES for line in backwards)


def test_a_line_of_the_longest_length_is_whole_and_one_more_byte_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    for length in (MAX_LINE_BYTES, MAX_LINE_BYTES + 1):
        path.write_bytes(b"short\n" + b"x" * length + b"\n")
        with opened(path, Use.READ) as file:
            assert len(next(file.lines_backwards())) == length


def test_reading_a_missing_journal_does_not_make_one(tmp_path: Path) -> None:
    for use in (Use.READ, Use.APPEND):
        with pytest.raises(FileNotFoundError), opened(tmp_path / "journal", use):
            pass
    assert list(tmp_path.iterdir()) == []


def test_what_is_appended_follows_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with opened(path, Use.BEGIN) as file:
        file.append(b"one\n")
    with opened(path, Use.APPEND) as file:
        file.append(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("tail", [b"x", b"\0" * 200_000, b'{"a":1' + b"\0" * 700])
def test_a_torn_tail_is_kept_beside_the_journal_and_written_over(
    tmp_path: Path, tail: bytes
) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"line\n" + tail)
    with opened(path, Use.APPEND) as file:
        tail_id = file.copy_tail(file.end_of_lines(), 1)
        assert file.size == len(b"line\n" + tail)
        file.append(b"next\n", file.end_of_lines())
    assert tail_id == hashlib.sha256(tail).hexdigest()[:16]
    assert (tmp_path / f"journal.torn-1-{tail_id}").read_bytes() == tail
    assert path.read_bytes() == b"line\nnext\n"


def fail_with(number: int) -> Callable[..., int]:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_nothing_stays_of_an_append_that_the_disk_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "journal"
    with opened(path, Use.BEGIN) as file:
        file.append(b"acknowledged\n")
        monkeypatch.setattr(os, call, fail_with(errno.EIO))
        with pytest.raises(JournalRefusedError):
            file.append(b"refused\n")
        monkeypatch.undo()
        file.append(b"next\n")
    assert path.read_bytes() == b"acknowledged\nnext\n"


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_torn_tail_is_still_seen_after_an_append_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"line\ntorn")
    with opened(path, Use.APPEND) as file:
        monkeypatch.setattr(os, call, fail_with(errno.EIO))
        with pytest.raises(JournalRefusedError):
            file.append(b"next\n", file.end_of_lines())
        monkeypatch.undo()
        assert file.size > file.end_of_lines() == len(b"line\n")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system with room for 32 KiB."""
    with small_disk(tmp_path, 32):
        yield tmp_path


def takes(file: JournalFile, line: bytes) -> bool:
    """Whether the disk had room for the line."""
    try:
        file.append(line)
    except DiskFullError:
        return False
    return True


def fill(file: JournalFile) -> int:
    """Append lines of an odd length until the disk is full; returns how many were accepted."""
    lines = (b"%06d" % number + b"x" * 900 + b"\n" for number in range(1000))
    return sum(1 for _ in itertools.takewhile(lambda line: takes(file, line), lines))


@pytest.mark.fault("disk full under the journal")
def test_a_full_disk_is_told_and_keeps_every_acknowledged_line_whole(disk: Path) -> None:
    path = disk / "journal"
    with opened(path, Use.BEGIN) as file:
        accepted = fill(file)
        lines = list(file.lines())
        assert [int(line[:6]) for line in lines] == list(range(accepted))
        assert file.end_of_lines() == file.size
        assert 10 < accepted < 1000


def test_a_disk_with_room_again_takes_the_next_line(disk: Path) -> None:
    ballast, path = disk / "ballast", disk / "journal"
    ballast.write_bytes(b"x" * 16 * 1024)
    with opened(path, Use.BEGIN) as file:
        accepted = fill(file)
        ballast.unlink()
        file.append(b"after\n")
        assert len(list(file.lines())) == accepted + 1
