"""What only administrators write is believed, and who may do what is what was meant."""

import shutil
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

import pytest
import win32security
import win32service

from agent.access_lists import CHANGE, who_has
from agent.cutoff.installing import CutoffInstallError, install_cutoff, remove_cutoff
from agent.cutoff.program import cutoff_command, cutoff_program
from agent.cutoff.result import Result
from agent.cutoff.result_file import FILE_NAME, FOREIGN, ResultFile
from agent.cutoff.result_json import MAX_BYTES, encode
from agent.cutoff.service_access import service_access
from agent.cutoff.words import SERVICE_NAME, Word
from agent.teamviewer.control.outcome import Outcome
from agent.win32.access_lists import access_in, access_of, trusted_accounts
from agent.win32.elevated_run import run_elevated
from agent.win32.protected_folder import ACCESS
from agent.windows_facts import ABSENT, Ran, Unreadable
from tests.windows.cutoff_service import FOLDER, PROGRAM, ROOT, state
from tests.windows.program_file import make_program

assert sys.platform == "win32"

NOW = datetime(2030, 1, 31, 9, 5, 7, tzinfo=timezone.utc)
RESULT = Result(Word.CUT, "0" * 32, NOW, Outcome(7))
OPEN = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;WD)"
EVERYBODY = "S-1-1-0"
WAITS = """
import pathlib, time
for _ in range(600):
    if not pathlib.Path({released!r}).exists():
        time.sleep(0.05)
"""
SYSTEM, ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"
USERS, INTERACTIVE = "S-1-5-32-545", "S-1-5-4"
LOOK_AND_START = (
    win32service.SERVICE_QUERY_CONFIG
    | win32service.SERVICE_QUERY_STATUS
    | win32service.SERVICE_START
)


def open_to_everybody(path: Path) -> None:
    descriptor = win32security.ConvertStringSecurityDescriptorToSecurityDescriptor(OPEN, 1)
    win32security.SetNamedSecurityInfo(
        str(path),
        win32security.SE_FILE_OBJECT,
        win32security.DACL_SECURITY_INFORMATION,
        None,
        None,
        descriptor.GetSecurityDescriptorDacl(),
        None,
    )


def rights_in(sddl: str) -> Dict[str, int]:
    """Who is given what, as Windows itself understands the text."""
    found = win32security.ConvertStringSecurityDescriptorToSecurityDescriptor(sddl, 1)
    entries = found.GetSecurityDescriptorDacl()
    aces = [entries.GetAce(index) for index in range(entries.GetAceCount())]
    assert {kind for (kind, _), *_ in aces} == {win32security.ACCESS_ALLOWED_ACE_TYPE}
    return {win32security.ConvertSidToStringSid(sid): rights for _, rights, sid in aces}


def test_persons_at_the_computer_may_look_at_the_service_and_start_it_and_no_more() -> None:
    everything = win32service.SERVICE_ALL_ACCESS
    assert rights_in(service_access()) == {
        SYSTEM: everything,
        ADMINISTRATORS: everything,
        INTERACTIVE: LOOK_AND_START,
    }


def test_the_folder_of_the_result_is_read_by_users_and_written_by_administrators() -> None:
    found = win32security.ConvertStringSecurityDescriptorToSecurityDescriptor(ACCESS, 1)
    assert who_has(access_in(found), CHANGE) == {SYSTEM, ADMINISTRATORS}
    assert rights_in(ACCESS)[USERS] == 0x1200A9
    assert found.GetSecurityDescriptorControl()[0] & win32security.SE_DACL_PROTECTED


def test_a_result_is_kept_and_read(tmp_path: Path) -> None:
    file = ResultFile(lambda: tmp_path / "new" / "cutoff")
    assert file.load() == ABSENT
    file.save(RESULT)
    assert file.load() == RESULT


@pytest.mark.parametrize("opened", [FILE_NAME, "."], ids=["file", "folder"])
def test_a_result_that_others_could_have_written_is_not_believed(
    opened: str, tmp_path: Path
) -> None:
    file = ResultFile(lambda: tmp_path / "cutoff")
    file.save(RESULT)
    open_to_everybody(tmp_path / "cutoff" / opened)
    assert EVERYBODY in who_has(access_of(str(tmp_path / "cutoff" / opened)), CHANGE)
    assert isinstance(file.load(), Unreadable)
    file.save(RESULT)
    assert file.load() == RESULT


@pytest.mark.parametrize(
    "data", [b"", encode(RESULT)[:-1], b" " * (MAX_BYTES + 1)], ids=["empty", "torn", "too large"]
)
def test_a_damaged_result_is_not_believed(data: bytes, tmp_path: Path) -> None:
    file = ResultFile(lambda: tmp_path / "cutoff")
    file.save(RESULT)
    (tmp_path / "cutoff" / FILE_NAME).write_bytes(data)
    assert isinstance(file.load(), Unreadable)


def test_a_folder_in_the_place_of_the_result_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert isinstance(ResultFile(lambda: tmp_path).load(), Unreadable)


def test_what_somebody_else_put_into_the_folder_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under Wine everything is one account's, so whose it was is said here."""
    monkeypatch.setattr("agent.cutoff.result_file.protect_folder", lambda _folder: False)
    (tmp_path / "before.json").write_bytes(b"planted")
    (tmp_path / FILE_NAME).mkdir()
    file = ResultFile(lambda: tmp_path)
    file.save(RESULT)
    assert file.load() == RESULT
    assert not (tmp_path / "before.json").exists()
    assert (tmp_path / ("before.json" + FOREIGN)).read_bytes() == b"planted"


def test_windows_itself_and_administrators_are_trusted() -> None:
    assert trusted_accounts() >= {SYSTEM, ADMINISTRATORS}
    assert EVERYBODY not in trusted_accounts()


@pytest.fixture
def program() -> Iterator[Path]:
    make_program(PROGRAM, "Cutoff", "1.0")
    try:
        yield PROGRAM
    finally:
        remove_cutoff()
        shutil.rmtree(FOLDER, ignore_errors=True)


def configuration() -> Tuple[object, ...]:
    manager = win32service.OpenSCManager(None, None, win32service.SC_MANAGER_CONNECT)
    service = win32service.OpenService(manager, SERVICE_NAME, win32service.SERVICE_QUERY_CONFIG)
    found: Tuple[object, ...] = win32service.QueryServiceConfig(service)
    win32service.CloseServiceHandle(service)
    win32service.CloseServiceHandle(manager)
    return found


def test_the_service_starts_on_demand_as_windows_itself_and_is_set_right_again(
    program: Path,
) -> None:
    install_cutoff(f'"{program}" other')
    install_cutoff(f'"{program}"')
    kind, start, _, command, _, _, _, account, _ = configuration()
    assert kind == win32service.SERVICE_WIN32_OWN_PROCESS
    assert start == win32service.SERVICE_DEMAND_START
    assert (command, account) == (f'"{program}"', "LocalSystem")
    remove_cutoff()
    remove_cutoff()
    assert state() is None


@pytest.mark.parametrize("opened", [PROGRAM, FOLDER, FOLDER / "beside.dll"], ids=lambda p: p.name)
def test_a_program_that_others_can_change_is_not_installed(opened: Path, program: Path) -> None:
    (FOLDER / "beside.dll").write_bytes(b"")
    open_to_everybody(opened)
    with pytest.raises(CutoffInstallError) as refused:
        install_cutoff(f'"{program}"')
    assert refused.value.title.key == "cut.install_open"
    assert str(opened) in refused.value.detail
    assert state() is None


def test_a_program_below_a_folder_that_others_can_replace_is_not_installed(
    program: Path,
) -> None:
    inner = program.parent / "inner"
    inner.mkdir()
    shutil.copyfile(program, inner / program.name)
    open_to_everybody(program.parent)
    for path in (inner, inner / program.name):
        assert EVERYBODY not in who_has(access_of(str(path)), CHANGE)
    with pytest.raises(CutoffInstallError):
        install_cutoff(f'"{inner / program.name}"')


@pytest.mark.fault("service path on a network drive")
@pytest.mark.parametrize(
    "command",
    ["", '"', str(PROGRAM), f'"{PROGRAM}', f'"{FOLDER}\\missing.exe"', '"\\\\server\\x\\y.exe"'],
)
def test_a_command_line_without_a_whole_local_program_in_quotes_is_refused(
    command: str, program: Path
) -> None:
    assert program.exists()
    with pytest.raises(CutoffInstallError):
        install_cutoff(command)
    assert state() is None


def test_a_program_that_is_not_there_is_not_started_with_more_rights() -> None:
    assert run_elevated(str(FOLDER / "missing.exe"), "", 60) is Ran.FAILED


def test_a_program_that_does_not_end_in_time_is_not_waited_for(tmp_path: Path) -> None:
    script, released = tmp_path / "waits.py", tmp_path / "released"
    script.write_text(WAITS.format(released=str(released)), "utf-8")
    assert run_elevated(sys.executable, f'"{script}"', 0.5) is Ran.TIMED_OUT
    released.write_bytes(b"")


@pytest.mark.parametrize("words", [["nonsense"], ["cut", "cut"], ["install", "x"]])
def test_the_program_takes_one_fixed_word_only(words: List[str]) -> None:
    program, parameters = cutoff_program()
    assert cutoff_command().startswith(f'"{program}" ')
    command = f'"{program}" {parameters} {" ".join(words)}'
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd=ROOT.anchor
    )
    assert (done.returncode, done.stderr) == (2, b"")
