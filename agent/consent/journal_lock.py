"""One writer at a time, across threads and programs.

A file of its own is locked: Windows' locks keep readers out, and backups read the journal. The
lock goes with the program that holds it, however it ends.

The lock is the one that the `filelock` package takes, and either respects the other. The package
itself is not used: the last one for Python 3.8 (3.16.1) empties whatever lies in the lock's place
(CVE-2025-68146), and waits for ever on a lock file that another account made and only it may write.
"""

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import Iterator, Optional

from agent.consent.storage_errors import JournalBusyError, storage_error

DEFAULT_WAIT_SECONDS = 10.0
_SHORTEST_PAUSE_SECONDS = 0.001
_LONGEST_PAUSE_SECONDS = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    # The journal's own promises are tested where developers work.
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextlib.contextmanager
def locked(path: Path, wait_seconds: float = DEFAULT_WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock file's first byte while the block runs.

    The file is made when it is missing, and so is its folder.

    Raises:
        JournalBusyError: another holder did not let go within `wait_seconds`.
        DiskFullError, JournalRefusedError: the file can be neither opened nor made.
    """
    try:
        descriptor = _open(path)
    except OSError as error:
        raise storage_error(path.name, error) from error
    try:
        _wait_for(descriptor, path, time.monotonic() + wait_seconds)
        try:
            yield
        finally:
            _unlock(descriptor)
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # Another account's file may be looked at and locked, not changed.
        return os.open(path, os.O_RDONLY)


def _wait_for(descriptor: int, path: Path, deadline: float) -> None:
    pause = _SHORTEST_PAUSE_SECONDS
    refusal = _refusal(descriptor)
    while refusal is not None:
        if time.monotonic() >= deadline:
            raise JournalBusyError(f"{path.name}: {refusal}") from refusal
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        refusal = _refusal(descriptor)


def _refusal(descriptor: int) -> Optional[OSError]:
    """Why the lock was not given now; None when it was."""
    try:
        _try_lock(descriptor)
    except OSError as error:
        return error
    return None
