"""One writer at a time, and nobody waits for ever."""

import os
import threading
from pathlib import Path

import filelock
import pytest

from agent.consent.journal_lock import locked
from agent.consent.storage_errors import JournalBusyError, JournalRefusedError


def test_a_second_writer_is_told_that_the_first_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "journal.lock"
    with locked(path), pytest.raises(JournalBusyError), locked(path, wait_seconds=0):
        pass


def test_the_lock_is_free_again_after_the_block_and_after_a_failed_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.lock"
    with pytest.raises(ZeroDivisionError), locked(path):
        raise ZeroDivisionError
    with locked(path, wait_seconds=0):
        assert path.read_bytes() == b""


def test_a_waiting_writer_gets_the_lock_as_soon_as_it_is_free(tmp_path: Path) -> None:
    path, order = tmp_path / "journal.lock", []

    def wait() -> None:
        with locked(path, wait_seconds=60):
            order.append("second")

    with locked(path):
        waiting = threading.Thread(target=wait)
        waiting.start()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "consent" / "journal.lock"
    with locked(path):
        assert path.exists()


def test_a_folder_that_cannot_be_made_is_told_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(JournalRefusedError), locked(tmp_path / "file" / "journal.lock"):
        pass


def test_two_threads_of_one_program_exclude_each_other(tmp_path: Path) -> None:
    path, inside, most = tmp_path / "journal.lock", [0], [0]

    def work() -> None:
        for _ in range(20):
            with locked(path, wait_seconds=60):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_a_lock_of_the_filelock_package_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "journal.lock"
    with filelock.FileLock(path), pytest.raises(JournalBusyError), locked(path, wait_seconds=0):
        pass
    with locked(path, wait_seconds=0):
        assert path.exists()


def test_the_filelock_package_respects_this_lock(tmp_path: Path) -> None:
    path = tmp_path / "journal.lock"
    other = filelock.FileLock(path)
    # Wine refuses without saying why, which the package does not take for a held lock.
    refused = filelock.Timeout if os.name == "posix" else OSError
    with locked(path), pytest.raises(refused):
        other.acquire(timeout=0)
    with other.acquire(timeout=0):
        assert other.is_locked


def test_what_lies_where_the_lock_belongs_is_never_emptied(tmp_path: Path) -> None:
    precious, path = tmp_path / "precious.txt", tmp_path / "journal.lock"
    precious.write_bytes(b"another account pointed the lock here")
    os.link(precious, path)
    with locked(path):
        pass
    assert precious.read_bytes() == b"another account pointed the lock here"


def test_a_lock_file_that_may_only_be_read_still_excludes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, really_open = tmp_path / "key.lock", os.open
    path.touch()

    def open_for_reading(name: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "another account's file")
        return really_open(name, flags, mode)

    monkeypatch.setattr(os, "open", open_for_reading)
    with locked(path), pytest.raises(JournalBusyError), locked(path, wait_seconds=0):
        pass
