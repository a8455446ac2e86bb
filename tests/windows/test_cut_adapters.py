"""What a cut asks of Windows: done, or refused with a reason, and never without an end."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Iterator, List, Optional

import pytest
import win32file
import win32service

from agent.teamviewer.control.record import RecordDamagedError, RecordError, Remembered, encode
from agent.teamviewer.control.record_file import DAMAGED_NAME, FILE_NAME, RecordFile
from agent.teamviewer.control.standing_cut import cut_stands
from agent.teamviewer.control.this_computer import ThisComputer
from agent.win32.elevation import is_administrator
from agent.win32.named_lock import named_lock
from agent.win32.process_ending import end_process
from agent.win32.protected_folder import computer_data_folder, protect_folder
from agent.win32.service_control import change_start, start_service, stop_service
from agent.win32.services import services_running
from agent.win32.within import within
from agent.windows_facts import Refusal, Refused, ServicesReading, StartType
from tests.windows.computer_state import ComputerState, Service, applied
from tests.windows.program_file import make_program
from tests.windows.state_parts import FOLDER_64, service

assert sys.platform == "win32"

RECORD = (Remembered("TeamViewer", StartType.AUTOMATIC, running=True),)


def start_of(name: str) -> StartType:
    reading = services_running("TeamViewer_Service.exe")
    assert isinstance(reading, ServicesReading)
    return next(one.start for one in reading.services if one.name == name)


def refusal(answer: Optional[Refused]) -> Optional[Refusal]:
    return answer.refusal if answer else None


@pytest.mark.parametrize(
    "start", [StartType.DISABLED, StartType.MANUAL, StartType.AUTOMATIC], ids=lambda one: one.value
)
def test_a_start_type_is_changed_and_nothing_else_of_the_service(start: StartType) -> None:
    with applied(ComputerState(services=(service("TeamViewer", FOLDER_64),))):
        before = services_running("TeamViewer_Service.exe")
        assert change_start("TeamViewer", start) is None
        assert start_of("TeamViewer") is start
        assert change_start("TeamViewer", StartType.MANUAL) is None
        assert services_running("TeamViewer_Service.exe") == before


@pytest.mark.fault("service deleted meanwhile")
def test_a_service_that_is_not_there_is_gone() -> None:
    name = "CoupDeMainNoSuchService"
    assert refusal(change_start(name, StartType.DISABLED)) is Refusal.GONE
    assert refusal(stop_service(name, 1)) is Refusal.GONE
    assert refusal(start_service(name, 1)) is Refusal.GONE


def test_a_service_that_does_not_run_is_stopped() -> None:
    with applied(ComputerState(services=(service("TeamViewer", FOLDER_64),))):
        assert stop_service("TeamViewer", 1) is None


def test_a_disabled_service_is_not_started() -> None:
    disabled = service("TeamViewer", FOLDER_64, win32service.SERVICE_DISABLED)
    with applied(ComputerState(services=(disabled,))):
        assert refusal(start_service("TeamViewer", 1)) is Refusal.FAILED


@pytest.mark.fault("service or program that is only named TeamViewer")
@pytest.mark.parametrize(
    "command",
    [
        "C:\\Program Files\\TeamViewer\\TeamViewer_Service.exe",
        "C:\\Program Files\\TeamViewer\\TeamViewer_Service.exe -service /x",
        '"\\\\server\\share\\TeamViewer\\TeamViewer_Service.exe"',
        "\\\\server\\share\\TeamViewer\\TeamViewer_Service.exe /x",
    ],
    ids=["unquoted", "with arguments", "network", "network with arguments"],
)
def test_a_service_is_teamviewers_by_its_program(command: str) -> None:
    others = (Service("TeamViewer9", '"C:\\Other\\something.exe" TeamViewer_Service.exe'),)
    with applied(ComputerState(services=(Service("TeamViewer", command), *others))):
        computer = ThisComputer()
        services = computer.services()
        assert isinstance(services, ServicesReading)
        assert [one.name for one in services.services] == ["TeamViewer"]
        assert computer.targets(services) == ()


@pytest.fixture
def program(tmp_path: Path) -> "Iterator[List[subprocess.Popen[bytes]]]":
    path = tmp_path / "Waiting Program.exe"
    make_program(path, "Waiting Program", "1.0")
    pipe = subprocess.PIPE
    with subprocess.Popen([str(path)], stdin=pipe, stdout=pipe) as process:
        yield [process]
        process.kill()


def test_a_program_is_ended_once(program: "List[subprocess.Popen[bytes]]", tmp_path: Path) -> None:
    path = str(tmp_path / "WAITING program.EXE")
    assert end_process(program[0].pid, path, 5) is None
    assert program[0].wait(5) == 1


def test_a_process_that_runs_another_program_is_never_ended(
    program: "List[subprocess.Popen[bytes]]", tmp_path: Path
) -> None:
    assert refusal(end_process(program[0].pid, str(tmp_path / "Other.exe"), 5)) is Refusal.GONE
    assert program[0].poll() is None


def test_a_process_id_that_nobody_has_is_gone() -> None:
    assert refusal(end_process(0x7FFFFFF0, "C:\\x.exe", 1)) is Refusal.GONE


def test_an_answer_that_does_not_come_is_not_waited_for() -> None:
    release = threading.Event()

    def hang() -> None:
        release.wait(60)

    assert refusal(within(0.01, hang)) is Refusal.IGNORED
    release.set()


def test_one_holds_the_lock_and_another_goes_on_without() -> None:
    seen: List[bool] = []

    def second() -> None:
        with named_lock("CoupDeMainTests-lock", 0.01) as held:
            seen.append(held)

    with named_lock("CoupDeMainTests-lock", 0) as held:
        assert held
        other = threading.Thread(target=second)
        other.start()
        other.join(60)
    second()
    assert seen == [False, True]


def test_a_lock_is_free_again_when_its_holder_is_killed() -> None:
    code = (
        "from agent.win32.named_lock import named_lock\n"
        "with named_lock('CoupDeMainTests-lock', 0) as held:\n"
        "    print(held, flush=True)\n"
        "    input()\n"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"True"
        with named_lock("CoupDeMainTests-lock", 0) as held:
            assert not held
        holder.kill()
        holder.wait()
    with named_lock("CoupDeMainTests-lock", 5) as held:
        assert held


def test_start_types_are_kept_in_a_folder_of_the_whole_computer() -> None:
    assert computer_data_folder().is_dir()
    assert is_administrator()


def test_a_record_is_kept_read_and_emptied(tmp_path: Path) -> None:
    record = RecordFile(lambda: tmp_path / "new" / "cutoff")
    assert record.load() == ()
    record.save(RECORD)
    assert record.load() == RECORD
    record.save(())
    assert record.load() == ()


def test_a_cut_stands_while_the_record_names_services(tmp_path: Path) -> None:
    folder = tmp_path / "cutoff"
    assert cut_stands(lambda: folder) is False
    record = RecordFile(lambda: folder)
    record.load()
    assert cut_stands(lambda: folder) is False
    record.save(RECORD)
    assert cut_stands(lambda: folder) is True
    record.save(())
    assert cut_stands(lambda: folder) is False


def test_whether_a_cut_stands_is_unknown_when_its_record_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "cutoff"
    protect_folder(folder)
    (folder / FILE_NAME).write_bytes(encode(RECORD)[:-1])
    assert cut_stands(lambda: folder) is None

    def refuse() -> Path:
        raise OSError("no ProgramData")

    assert cut_stands(refuse) is None


def test_a_damaged_record_is_told_and_set_aside(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(encode(RECORD)[:-1])
    record = RecordFile(lambda: tmp_path)
    with pytest.raises(RecordDamagedError):
        record.load()
    record.set_aside()
    assert record.load() == ()
    assert (tmp_path / DAMAGED_NAME).read_bytes() == encode(RECORD)[:-1]


def test_a_record_that_somebody_holds_is_told_and_stays(tmp_path: Path) -> None:
    record = RecordFile(lambda: tmp_path / "cutoff")
    record.load()
    record.save(RECORD)
    path = str(tmp_path / "cutoff" / FILE_NAME)
    held = win32file.CreateFile(
        path, win32file.GENERIC_READ, 0, None, win32file.OPEN_EXISTING, 0, None
    )
    try:
        with pytest.raises(RecordError) as refused:
            record.load()
        assert not isinstance(refused.value, RecordDamagedError)
        with pytest.raises(RecordError):
            record.save(())
    finally:
        held.Close()
    assert record.load() == RECORD


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match=r".+"):
        protect_folder(tmp_path / "file" / "cutoff")
    with pytest.raises(RecordError):
        RecordFile(lambda: tmp_path / "file" / "cutoff").load()
