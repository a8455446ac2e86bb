"""The journal with this account's real credential store, libsodium and Windows' own files."""

import os
import stat
import sys
from pathlib import Path
from typing import Iterator, List

import pytest
import pywintypes
import win32con
import win32cred
import win32file

from agent.consent import chain
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal import Journal
from agent.consent.journal_picture import JournalState
from agent.consent.journal_place import JournalPlace
from agent.consent.journal_reader import JournalReader
from agent.consent.keys import AccountKeys
from agent.consent.lifecycle import State
from agent.consent.origins import Origin, Whereabouts
from agent.consent.policy import access
from agent.consent.signing import Sodium
from agent.consent.storage_errors import ForeignKeyEntryError, JournalRefusedError
from agent.consent.windows_key_store import WindowsKeyStore
from agent.win32.uptime import uptime_ms
from agent.win32.whereabouts import account_id, machine_id
from tests.unit.consent_journals import CID, shown, withdrawn, yes
from tests.unit.journal_on_disk import LIMITS
from tests.windows.journal_program import DOMAIN, SEEN, read_clocks
from tests.windows.test_windows_key_store import clear, entries, put

assert sys.platform == "win32"

HERE = Whereabouts(machine_id(), account_id())


class Program:
    """What a running agent has of the journal; made again, it is the agent started again."""

    def __init__(self, folder: Path) -> None:
        self.place = JournalPlace(folder, DOMAIN, "2CLICKS Assistance 1.0")
        self.keys = AccountKeys(WindowsKeyStore(), "tests", folder, Sodium())
        self.journal = Journal(self.place, self.keys, HERE, read_clocks, wait_seconds=5)
        self.reader = JournalReader(self.place, self.keys, self.journal.heads, HERE)

    def grant(self) -> None:
        self.journal.append(Draft(EventType.TERMS_SHOWN, shown(), CID))
        end = read_clocks().t.strftime("%Y-%m-%dT23:59:59.000Z")
        self.journal.append(Draft(EventType.GIVEN, yes(valid_until=end), CID))

    def state(self) -> State:
        return access(self.reader.read().for_policy, read_clocks(), LIMITS).state

    @property
    def path(self) -> Path:
        key = self.keys.current()
        assert key is not None
        return self.place.journal(key.kid)

    def lines(self) -> List[bytes]:
        """The lines of the present journal, which has to hold."""
        lines = self.path.read_bytes().split(b"\n")[:-1]
        assert chain.check(lines, Sodium().verify).ok
        return lines


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    clear()
    yield Program(tmp_path / "consent")
    clear()


def test_a_yes_and_its_withdrawal_outlive_the_program(program: Program) -> None:
    program.grant()
    assert program.journal.close(60)
    again = Program(program.place.folder)
    assert again.reader.read().journals[0].state is JournalState.OK
    assert again.journal.withdraw(CID, withdrawn()).wait(60)
    assert again.state() is State.NONE
    assert len(again.lines()) == 4
    assert b"\r" not in again.path.read_bytes()


def test_key_and_head_are_this_account_s_and_stay_on_this_computer(program: Program) -> None:
    program.journal.append(SEEN)
    assert program.journal.close(60)
    found = [win32cred.CredRead(name, win32cred.CRED_TYPE_GENERIC, 0) for name in entries()]
    assert sorted(name.rpartition("/")[2][:4] for name in entries()) == ["head", "key"]
    assert {entry["Persist"] for entry in found} == {win32cred.CRED_PERSIST_LOCAL_MACHINE}
    key = program.keys.current()
    assert key is not None
    assert [
        e["CredentialBlob"].decode("utf-16-le") for e in found if e["TargetName"][-4:] == "/key"
    ] == [key.seed.hex()]


@pytest.mark.fault("journal replaced by an older copy")
def test_an_older_copy_is_noticed_by_a_program_started_later(program: Program) -> None:
    program.grant()
    older = program.path.read_bytes()
    program.journal.append(Draft(EventType.WITHDRAWN, withdrawn(), CID))
    assert program.journal.close(60)
    program.path.write_bytes(older)
    again = Program(program.place.folder)
    assert again.reader.read().journals[0].state is JournalState.ROLLBACK
    assert again.state() is not State.READY
    again.journal.append(SEEN)
    assert b'"log.rollback_detected"' in again.lines()[3]


@pytest.mark.fault("key entry of another program")
def test_another_program_s_entry_opens_nothing_and_withdrawing_still_works(
    program: Program,
) -> None:
    program.grant()
    assert program.journal.close(60)
    [key_entry] = [name for name in entries() if name.endswith("/key")]
    put(key_entry, "another-program", "its secret")
    again = Program(program.place.folder)
    assert again.state() is not State.READY
    with pytest.raises(ForeignKeyEntryError):
        again.journal.append(SEEN)
    withdrawal = again.journal.withdraw(CID, withdrawn())
    assert again.journal.withdrawn_in_memory == {CID}
    assert not again.journal.close(0)
    assert withdrawal.record is None


def held(path: Path, share: int) -> "pywintypes.HANDLEType":
    return win32file.CreateFile(
        str(path), win32con.GENERIC_READ, share, None, win32con.OPEN_EXISTING, 0, None
    )


@pytest.mark.fault("read-only folder")
def test_a_journal_that_may_not_be_written_is_told_and_written_again_later(
    program: Program,
) -> None:
    program.grant()
    handle = held(program.path, win32con.FILE_SHARE_READ)
    with pytest.raises(JournalRefusedError):
        program.journal.append(SEEN)
    withdrawal = program.journal.withdraw(CID, withdrawn())
    assert not withdrawal.wait(0)
    assert program.journal.withdrawn_in_memory == {CID}
    handle.Close()
    program.journal.try_again()
    assert withdrawal.wait(60)
    assert len(program.lines()) == 4


def test_a_journal_marked_read_only_is_told(program: Program) -> None:
    program.grant()
    program.path.chmod(stat.S_IREAD)
    try:
        if can_be_opened(program.path):
            pytest.skip("here the read-only mark keeps nobody from writing")
        with pytest.raises(JournalRefusedError):
            program.journal.append(SEEN)
    finally:
        program.path.chmod(stat.S_IREAD | stat.S_IWRITE)
    program.journal.append(SEEN)


def can_be_opened(path: Path) -> bool:
    """Whether this account may write on the file."""
    try:
        path.open("r+b").close()
    except PermissionError:
        return False
    return True


def test_a_backup_may_read_the_journal_while_it_is_written(program: Program) -> None:
    program.journal.append(SEEN)
    handle = held(program.path, win32con.FILE_SHARE_READ | win32con.FILE_SHARE_WRITE)
    program.journal.append(SEEN)
    handle.Close()
    assert len(program.lines()) == 3


def test_a_damaged_journal_that_another_program_holds_is_set_aside_later(program: Program) -> None:
    program.grant()
    old = program.path
    old.write_bytes(old.read_bytes() + b"damage\n")
    handle = held(old, win32con.FILE_SHARE_READ | win32con.FILE_SHARE_WRITE)
    with pytest.raises(JournalRefusedError):
        program.journal.append(SEEN)
    assert program.state() is not State.READY
    handle.Close()
    program.journal.append(SEEN)
    assert program.path != old
    assert len(list(program.place.folder.glob("*.corrupt-*"))) == 1


def test_windows_says_which_computer_and_account_this_is(tmp_path: Path) -> None:
    assert len(machine_id() or "") >= 32
    assert (account_id() or "").startswith("S-1-5-")
    HERE.note(tmp_path, "0" * 16)
    assert HERE.origin_of(tmp_path, "0" * 16) is Origin.THIS_ACCOUNT


def test_the_time_since_the_start_only_goes_forward() -> None:
    first = uptime_ms()
    assert first > 0
    assert uptime_ms() >= first
    assert os.name == "nt"
