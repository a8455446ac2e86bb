"""Services, processes, files, version texts and signatures, as this Windows really has them."""

import ntpath
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import win32api
import win32file

from agent.win32.file_version import MAX_TEXT_CHARACTERS, version_of
from agent.win32.files import is_file, is_on_this_computer, long_path, newest_file, read_ends
from agent.win32.processes import own_session, processes_where
from agent.win32.services import services_running
from agent.win32.signature import signature_of
from agent.windows_facts import (
    ABSENT,
    FileEnds,
    FileVersion,
    ServicesReading,
    Signature,
    StartType,
    Trust,
    Unreadable,
)
from tests.windows.computer_state import ComputerState, Service, applied
from tests.windows.program_file import make_program

assert sys.platform == "win32"


@pytest.mark.fault("service path unquoted or with arguments")
@pytest.mark.parametrize(
    ("start", "expected"),
    [(2, StartType.AUTOMATIC), (3, StartType.MANUAL), (4, StartType.DISABLED)],
)
def test_a_service_is_found_by_its_program_whatever_its_command_line(
    start: int, expected: StartType
) -> None:
    services = (
        Service("TeamViewer", '"%PROGRAMFILES%\\T V\\TeamViewer_Service.exe" -x', start),
        Service("TeamViewer9", "C:\\Program Files\\T V\\TEAMVIEWER_SERVICE.EXE /y", start),
        Service("TeamViewer7", "C:\\Other\\NotTeamViewer_Service.exe", start),
    )
    with applied(ComputerState(services=services)):
        reading = services_running("TeamViewer_Service.exe")
    assert isinstance(reading, ServicesReading)
    assert [one.name for one in reading.services] == ["TeamViewer", "TeamViewer9"]
    folders = {ntpath.dirname(one.image_path) for one in reading.services}
    assert folders == {"C:\\Program Files\\T V"}
    assert {(one.start, one.running) for one in reading.services} == {(expected, False)}


def test_a_running_service_is_reported_as_running() -> None:
    reading = services_running("svchost.exe")
    assert isinstance(reading, ServicesReading)
    assert any(one.running for one in reading.services)


def test_lists_of_services_asked_for_at_once_are_all_whole() -> None:
    alone = services_running("svchost.exe")
    with ThreadPoolExecutor(4) as threads:
        lists = list(threads.map(services_running, ["svchost.exe"] * 60))
    assert isinstance(alone, ServicesReading)
    assert {len(one.services) for one in lists if isinstance(one, ServicesReading)} == {
        len(alone.services)
    }
    assert all(isinstance(one, ServicesReading) for one in lists)


def test_this_program_is_found_among_the_processes_with_its_path_and_session() -> None:
    name = ntpath.basename(sys.executable)
    reading = processes_where(lambda found: found.lower() == name.lower())
    assert not isinstance(reading, Unreadable)
    (own,) = [process for process in reading if process.pid == os.getpid()]
    assert own.path is not None
    assert own.path.lower() == sys.executable.lower()
    assert own.session == own_session()


def test_a_process_that_ended_is_no_longer_found(tmp_path: Path) -> None:
    program = tmp_path / "Short Lived.exe"
    make_program(program, "Short Lived", "1.0")
    with subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        found = processes_where(lambda name: name == program.name)
        assert not isinstance(found, Unreadable)
        assert [one.path for one in found] == [str(program)]
        process.kill()
    assert processes_where(lambda name: name == program.name) == ()


def test_version_texts_are_read_and_bounded(tmp_path: Path) -> None:
    program = tmp_path / "Program.exe"
    make_program(program, "TeamViewer Host Client", "15.75.5.0")
    assert version_of(str(program)) == FileVersion("TeamViewer Host Client", "15.75.5.0")
    make_program(program, "x" * 5000, "1")
    assert version_of(str(program)) == FileVersion("x" * MAX_TEXT_CHARACTERS, "1")


@pytest.mark.parametrize("content", [None, b"", b"MZ", b"no program at all"])
def test_a_file_without_version_texts_has_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Program.exe"
    if content is not None:
        path.write_bytes(content)
    assert version_of(str(path)) == FileVersion(None, None)


def test_a_valid_signature_names_its_signer() -> None:
    found = signature_of(sys.executable)
    assert found == Signature(Trust.SIGNED, "Python Software Foundation")


def test_a_file_changed_after_signing_is_not_signed(tmp_path: Path) -> None:
    content = bytearray(Path(sys.executable).read_bytes())
    content[len(content) // 3] ^= 1
    changed = tmp_path / "python.exe"
    changed.write_bytes(content)
    assert signature_of(str(changed)) == Signature(Trust.UNSIGNED)


def test_a_signature_put_on_another_program_is_not_valid(tmp_path: Path) -> None:
    stolen = tmp_path / "Program.exe"
    make_program(stolen, "TeamViewer", "15.0")
    stolen.write_bytes(stolen.read_bytes() + Path(sys.executable).read_bytes()[-16_384:])
    assert signature_of(str(stolen)).trust is not Trust.SIGNED


@pytest.mark.parametrize("content", [b"", b"MZ", b"text"])
def test_what_is_no_program_is_never_signed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "Program.exe"
    path.write_bytes(content)
    assert signature_of(str(path)).trust is not Trust.SIGNED
    assert signature_of(str(tmp_path / "missing.exe")) == Signature(Trust.UNKNOWN)


def test_the_ends_of_a_file_are_read_while_another_program_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "open.log"
    with path.open("wb") as writer:
        writer.write(b"0123456789")
        writer.flush()
        assert read_ends(str(path), 4, 6) == FileEnds(b"0123456789", b"", 10)
        assert read_ends(str(path), 4, 3) == FileEnds(b"0123", b"789", 10)
        assert read_ends(str(path), 4, 0) == FileEnds(b"0123", b"", 10)


def test_a_missing_file_is_absent_and_a_locked_one_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "locked.log"
    assert read_ends(str(path), 4, 4) == ABSENT
    locked = win32file.CreateFile(
        str(path), win32file.GENERIC_WRITE, 0, None, win32file.CREATE_ALWAYS, 0, None
    )
    assert isinstance(read_ends(str(path), 4, 4), Unreadable)
    locked.Close()
    assert isinstance(read_ends(str(tmp_path), 4, 4), Unreadable)


def test_the_newest_file_is_found_and_folders_do_not_count(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, name, date in (
        (first, "a.log", 100),
        (second, "b.LOG", 200),
        (second, "c.txt", 300),
    ):
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (date, date))
    (first / "d.log").mkdir()
    folders = [str(first), str(second), str(tmp_path / "missing")]
    assert newest_file(folders, "*.log") == str(second / "b.LOG")
    assert newest_file(folders, "*.xyz") == ABSENT


def test_a_folder_is_no_file_and_another_computer_is_not_this_one(tmp_path: Path) -> None:
    assert is_file(sys.executable) is True
    assert is_file(str(tmp_path)) is False
    assert is_file(str(tmp_path / "missing" / "file")) is False
    assert is_on_this_computer("C:\\Program Files")
    assert not is_on_this_computer("\\\\server\\share\\file")
    assert not is_on_this_computer("relative")


def test_a_shortened_name_becomes_the_long_one(tmp_path: Path) -> None:
    folder = tmp_path / "A name that is long"
    folder.mkdir()
    short = win32api.GetShortPathName(str(folder))
    assert long_path(short) == long_path(str(folder))
    assert ntpath.basename(long_path(short)) == folder.name
    assert long_path(str(tmp_path / "missing")) == str(tmp_path / "missing")
