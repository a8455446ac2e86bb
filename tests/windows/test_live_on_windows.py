"""Who is connected, from real logs that are written, renamed and deleted, and real programs."""

import contextlib
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Iterable, Iterator, List

import pytest
import win32con
import win32file

from agent.connections import NOBODY, LiveReading, LiveState
from agent.teamviewer.live import reader as live_reader
from agent.teamviewer.live.judging import Running
from agent.teamviewer.live.reader import LiveReader, system_offsets
from agent.teamviewer.live.running import Programs
from tests.unit.teamviewer_log import NAME, PEER, created, header, hello, joined, left, said
from tests.windows.computer_state import ComputerState, applied
from tests.windows.program_file import make_program
from tests.windows.state_parts import FOLDER_64, LOG

assert sys.platform == "win32"

OLDER = LOG.replace("_Logfile", "_Logfile_OLD")
QUIET = "Estimated RTT self to router: 33 ms"
SESSION = f"{FOLDER_64}\\TeamViewer_Desktop.exe"
WINDOW = f"{FOLDER_64}\\TeamViewer.exe"
DAY = (datetime.now() - timedelta(days=1)).strftime("%Y/%m/%d")


def text_of(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def write(lines: Iterable[str], path: str = LOG) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text_of(lines))


def append(*lines: str, path: str = LOG) -> None:
    with Path(path).open("ab") as file:
        file.write(text_of(lines))


def beginning() -> List[str]:
    return [created("10:15:00", day=DAY), hello("10:15:01", day=DAY), joined("10:15:14", day=DAY)]


@contextlib.contextmanager
def running(*programs: str) -> Iterator[List["subprocess.Popen[bytes]"]]:
    """Programs of these names run while the block does."""
    started: List[subprocess.Popen[bytes]] = []
    try:
        for path in programs:
            make_program(Path(path), "TeamViewer Full Client", "15.75.5.0")
            pipe = subprocess.PIPE
            started.append(subprocess.Popen([path], stdin=pipe, stdout=pipe))
        yield started
    finally:
        for process in started:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Nobody else can open the file."""
    handle = win32file.CreateFile(
        path, win32con.GENERIC_READ, 0, None, win32con.OPEN_EXISTING, 0, None
    )
    try:
        yield
    finally:
        handle.Close()


@pytest.fixture
def computer() -> Iterator[None]:
    with applied(ComputerState()):
        yield


@pytest.fixture
def teamviewer(computer: None) -> Iterator[None]:  # noqa: ARG001 - it takes the folders away
    with running(WINDOW):
        yield


def state(reading: LiveReading) -> LiveState:
    return reading.live.state


@pytest.mark.usefixtures("teamviewer")
def test_a_connection_is_seen_from_its_attempt_to_its_end() -> None:
    reader = LiveReader()
    assert reader.read() == LiveReading(NOBODY)
    write([])
    assert reader.read() == LiveReading(NOBODY)
    now = datetime.now()
    day, time = now.strftime("%Y/%m/%d"), now.strftime("%H:%M:%S")
    append(created(time, day=day), hello(time, day=day))
    attempt = reader.read().live
    assert (attempt.state, attempt.peer_id) == (LiveState.ATTEMPT, PEER)
    append(joined(time, day=day))
    live = reader.read().live
    assert (live.state, live.peer_id, live.peer_name) == (LiveState.CONNECTED, PEER, NAME)
    append(left(time, day=day))
    last = reader.read()
    assert last.live == NOBODY
    assert [(one.peer_id, one.ended - one.started) for one in last.ended] == [(PEER, timedelta(0))]


@pytest.mark.usefixtures("teamviewer")
def test_half_a_line_waits_for_its_other_half() -> None:
    write(header())
    reader = LiveReader()
    whole = text_of([beginning()[2]])
    with Path(LOG).open("ab") as file:
        file.write(whole[:70])
        file.flush()
        assert reader.read().live == NOBODY
        file.write(whole[70:])
    assert state(reader.read()) is LiveState.CONNECTED


@pytest.mark.fault("log rolled while watched")
@pytest.mark.usefixtures("teamviewer")
def test_a_log_that_is_renamed_when_it_is_full_is_read_to_its_end() -> None:
    write([*header(), *beginning()])
    reader = LiveReader()
    assert state(reader.read()) is LiveState.CONNECTED
    append(left("10:20:00", day=DAY))
    Path(LOG).rename(OLDER)
    write([said("10:20:01", QUIET, day=DAY)])
    last = reader.read()
    assert (last.live, len(last.ended)) == (NOBODY, 1)


@pytest.mark.fault("log rolled while watched")
@pytest.mark.usefixtures("teamviewer")
def test_a_session_goes_on_in_the_new_log() -> None:
    write([*header(), *beginning()])
    reader = LiveReader()
    reader.read()
    Path(LOG).rename(OLDER)
    assert state(reader.read()) is LiveState.CONNECTED
    write([said("10:20:01", QUIET, day=DAY)])
    assert state(reader.read()) is LiveState.CONNECTED
    append(left("10:30:00", day=DAY))
    assert [one.ended - one.started for one in reader.read().ended] == [timedelta(minutes=15)]


@pytest.mark.fault("program started during a session")
@pytest.mark.usefixtures("teamviewer")
def test_a_reader_that_starts_late_begins_with_the_older_log() -> None:
    write([*header(), *beginning()], OLDER)
    write([said("10:20:01", QUIET, day=DAY)])
    assert state(LiveReader().read()) is LiveState.CONNECTED
    append(left("10:30:00", day=DAY))
    assert [one.peer_id for one in LiveReader().read().ended] == [PEER]


@pytest.mark.fault("log cut short while watched")
@pytest.mark.usefixtures("teamviewer")
@pytest.mark.parametrize("how", ["truncated", "deleted", "replaced"])
def test_a_log_that_begins_anew_is_followed_from_there(how: str) -> None:
    write([*header(), *beginning(), left("10:20:00", day=DAY)])
    reader = LiveReader()
    assert reader.read().live == NOBODY
    if how == "deleted":
        Path(LOG).unlink()
        assert reader.read().live == NOBODY
    if how == "replaced":
        other = LOG + ".other"
        write([said("11:00:00", QUIET, day=DAY)] * 50, other)
        Path(other).replace(LOG)
    else:
        write([said("11:00:00", QUIET, day=DAY)])
    assert reader.read().live == NOBODY
    append(joined("11:00:01", "222333444", day=DAY))
    assert reader.read().live.peer_id == "222333444"
    append(left("11:10:00", "222333444", day=DAY))
    assert [one.peer_id for one in reader.read().ended] == [PEER, "222333444"]


@pytest.mark.fault("log locked while watched")
@pytest.mark.usefixtures("teamviewer")
def test_a_log_that_is_locked_keeps_who_is_connected_and_is_never_nobody() -> None:
    write(header())
    reader = LiveReader()
    reader.read()
    with locked(LOG):
        assert state(reader.read()) is LiveState.UNKNOWN
        assert state(LiveReader().read()) is LiveState.UNKNOWN
        with running(SESSION):
            assert state(reader.read()) is LiveState.ATTEMPT
    append(*beginning())
    assert state(reader.read()) is LiveState.CONNECTED
    with locked(LOG):
        assert state(reader.read()) is LiveState.CONNECTED


@pytest.mark.usefixtures("computer")
def test_a_program_of_a_session_is_an_attempt_since_it_was_first_seen() -> None:
    reader = LiveReader()
    before = datetime.now(timezone.utc).replace(microsecond=0)
    with running(SESSION):
        first = reader.read().live
        assert (first.state, first.peer_id) == (LiveState.ATTEMPT, None)
        assert first.since is not None
        assert before <= first.since <= datetime.now(timezone.utc)
        assert reader.read().live == first
    assert reader.read().live == NOBODY


@pytest.mark.usefixtures("computer")
def test_a_connection_whose_programs_were_ended_is_over_now() -> None:
    write([*header(), *beginning()])
    reader = LiveReader()
    with running(WINDOW):
        assert state(reader.read()) is LiveState.CONNECTED
    last = reader.read()
    assert last.live == NOBODY
    assert datetime.now(timezone.utc) - last.ended[0].ended < timedelta(hours=1)


@pytest.mark.usefixtures("computer")
def test_a_stale_log_tells_of_a_session_that_ended_with_its_last_line() -> None:
    write([*header(), *beginning(), said("10:18:00", QUIET, day=DAY)])
    last = LiveReader().read()
    assert last.live == NOBODY
    assert [one.ended - one.started for one in last.ended] == [timedelta(minutes=3)]


@pytest.mark.usefixtures("computer")
def test_a_helper_s_program_under_another_name_counts_by_the_lines_it_wrote() -> None:
    now = datetime.now()
    day, time = now.strftime("%Y/%m/%d"), now.strftime("%H:%M:%S")
    words = f"CPersistentParticipantManager::AddParticipant: [{PEER},1] type=6 name={NAME}"
    write([said(time, words, "G1", os.getpid(), day)])
    assert state(LiveReader().read()) is LiveState.CONNECTED


@pytest.mark.usefixtures("teamviewer")
def test_an_older_log_of_a_program_that_is_gone_connects_nobody() -> None:
    write([*header(), *beginning()])
    old = datetime.now().timestamp() - 7200
    os.utime(LOG, (old, old))
    write(header(), f"{FOLDER_64}\\TeamViewer15_Logfile.log")
    last = LiveReader().read()
    assert (last.live, len(last.ended)) == (NOBODY, 1)


@pytest.mark.usefixtures("teamviewer")
def test_several_logs_tell_together() -> None:
    write([*header(), *beginning()])
    write(header(), f"{FOLDER_64}\\TeamViewer15_Logfile.log")
    assert state(LiveReader().read()) is LiveState.CONNECTED


@pytest.mark.usefixtures("computer")
def test_programs_that_cannot_be_listed_leave_it_to_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_reader, "look_at_programs", lambda: Programs(Running()))
    reader = LiveReader()
    assert state(reader.read()) is LiveState.UNKNOWN
    write([*header(), *beginning()])
    assert state(reader.read()) is LiveState.CONNECTED
    append(left("10:20:00", day=DAY))
    assert reader.read().live == NOBODY


@pytest.mark.usefixtures("computer")
def test_every_place_of_a_log_is_a_folder_to_watch() -> None:
    with running(WINDOW):
        reader = LiveReader()
        reader.read()
        watched = [folder.lower() for folder in reader.folders()]
    expected = [str(Path(LOG).parent), FOLDER_64, f"{os.environ['LOCALAPPDATA']}\\TeamViewer\\Logs"]
    assert all(folder.lower() in watched for folder in expected)
    assert len(watched) == len(set(watched))


@pytest.mark.parametrize("month", range(1, 13))
def test_windows_says_how_far_a_local_time_is_ahead(month: int) -> None:
    local = datetime(2025, month, 15, 12)
    offsets = system_offsets(local)
    assert (local - offsets[0]).replace(tzinfo=timezone.utc) == local.astimezone(timezone.utc)
