"""A log is followed while its owner writes to it, whatever its length and encoding."""

import shutil
import sys
from pathlib import Path
from typing import List

import pytest

from agent.teamviewer.live.log_tail import MOST_BYTES, LogTail
from agent.windows_facts import Absent, Unreadable

assert sys.platform == "win32"


def lines_of(tail: LogTail) -> List[str]:
    pieces = tail.read()
    assert not isinstance(pieces, (Absent, Unreadable))
    return [line.rstrip("\r") for piece in pieces for line in piece.lines]


@pytest.mark.fault("log of 50 MB")
def test_only_the_end_of_a_very_long_log_is_read(tmp_path: Path) -> None:
    log = tmp_path / "TeamViewer15_Logfile.log"
    with log.open("wb") as file:
        file.seek(500 * 1024 * 1024)
        file.write(b"\ncut\nlast\n")
    tail = LogTail(str(log))
    assert lines_of(tail)[-2:] == ["cut", "last"]
    with log.open("ab") as file:
        file.write(b"next\r\n")
    assert lines_of(tail) == ["next"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_long_log_is_read_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    log = tmp_path / "TeamViewer15_Logfile.log"
    text = "Ein Name: Zoé\n" * (MOST_BYTES // 20)
    log.write_bytes((text + "last\n").encode(encoding))
    tail = LogTail(str(log))
    lines = lines_of(tail)
    assert set(lines[1:-1]) == {"Ein Name: Zoé"}
    assert lines[-1] == "last"
    wide = "utf-16-le" if encoding.startswith("utf-16") else "utf-8"
    for byte in "é\n".encode(wide):
        with log.open("ab") as file:
            file.write(bytes([byte]))
        lines = lines_of(tail)
    assert lines == ["é"]


def test_a_log_that_did_not_change_gives_nothing(tmp_path: Path) -> None:
    log = tmp_path / "TeamViewer15_Logfile.log"
    tail = LogTail(str(log))
    assert isinstance(tail.read(), Absent)
    log.write_bytes(b"")
    assert tail.read() == ()
    log.write_bytes(b"first\n")
    pieces = tail.read()
    assert isinstance(pieces, tuple)
    assert [piece.lines for piece in pieces] == [("first",)]
    assert tail.read() == ()


@pytest.mark.fault("log deleted while watched")
def test_a_log_can_be_deleted_with_its_folder_while_it_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "TeamViewer"
    folder.mkdir()
    log = folder / "TeamViewer15_Logfile.log"
    log.write_bytes(b"first\n")
    tail = LogTail(str(log))
    assert lines_of(tail) == ["first"]
    shutil.rmtree(folder)
    assert isinstance(tail.read(), Absent)
