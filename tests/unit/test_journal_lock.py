"""One writer at a time, and nobody waits for ever."""

import threading
from pathlib import Path

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
