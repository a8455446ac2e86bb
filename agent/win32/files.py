"""Looking at other programs' files without getting in their way."""

import msvcrt
import ntpath
import os
import stat
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Iterable, Iterator, Optional, Tuple, Union

import pywintypes
import win32api
import win32file

from agent.win32 import numbers
from agent.windows_facts import ABSENT, Absent, FileEnds, Unreadable

assert sys.platform == "win32"

# A folder with more entries is not gone through to its end.
MAX_ENTRIES = 4096
_SHARE_ALL = numbers.FILE_SHARE_READ | numbers.FILE_SHARE_WRITE | numbers.FILE_SHARE_DELETE


def is_on_this_computer(path: str) -> bool:
    """Whether looking at `path` stays within this computer and contacts no other one."""
    drive = ntpath.splitdrive(path)[0]
    return len(drive) == 2 and win32file.GetDriveType(drive + "\\") != numbers.DRIVE_REMOTE


def is_file(path: str) -> Optional[bool]:
    """Whether a file is there; None when that could not be told."""
    try:
        return stat.S_ISREG(Path(path).stat().st_mode)
    except FileNotFoundError:
        return False
    except OSError:
        return None


def long_path(path: str) -> str:
    """`path` without shortened names such as `PROGRA~1`; unchanged when it does not exist."""
    try:
        return str(win32api.GetLongPathName(path))
    except pywintypes.error:
        return path


def newest_file(folders: Iterable[str], pattern: str) -> Union[Absent, Unreadable, str]:
    """The most recently written file named like `pattern` in any of the folders.

    `Unreadable` when a folder or file refuses: the newest could be there.
    """
    try:
        dated = [found for folder in folders for found in _dated_files(folder, pattern)]
    except OSError as error:
        return Unreadable(f"Windows error {error.winerror}")
    return max(dated)[1] if dated else ABSENT


def files_named(folder: str, pattern: str) -> Union[Unreadable, Tuple[Tuple[float, str], ...]]:
    """When each file named like `pattern` was written to, in seconds since 1970, and its path."""
    try:
        return tuple(_dated_files(folder, pattern))
    except OSError as error:
        return Unreadable(f"Windows error {error.winerror}")


def open_shared(path: str) -> IO[bytes]:
    """The file opened for reading, to be closed with `with`, without getting in anybody's way.

    Its owner may write to it, rename it or delete it meanwhile. Raises OSError as `open` does.
    """
    try:
        handle = win32file.CreateFile(
            path, numbers.GENERIC_READ, _SHARE_ALL, None, numbers.OPEN_EXISTING, 0, None
        )
    except pywintypes.error as error:
        raise OSError(0, error.strerror, path, error.winerror) from error
    # The descriptor takes the handle over and closes it.
    return os.fdopen(msvcrt.open_osfhandle(int(handle.Detach()), os.O_RDONLY), "rb")


def read_ends(path: str, head: int, tail: int) -> Union[Absent, Unreadable, FileEnds]:
    """The first `head` and last `tail` bytes; the whole file as head when it is no longer.

    The file may be written to, renamed or deleted by its owner meanwhile.
    """
    try:
        with open_shared(path) as file:
            return _read_ends(file, head, tail)
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        return Unreadable(f"Windows error {error.winerror or error.errno}")


def _read_ends(file: IO[bytes], head: int, tail: int) -> FileEnds:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size <= head + tail:
        content = file.read(size)
        return FileEnds(content, b"", len(content))
    start = file.read(head)
    file.seek(size - tail)
    return FileEnds(start, file.read(tail), size)


def _dated_files(folder: str, pattern: str) -> Iterator[Tuple[float, str]]:
    try:
        with os.scandir(folder) as entries:
            paths = [
                entry.path
                for entry, _ in zip(entries, range(MAX_ENTRIES))
                if fnmatch(entry.name, pattern)
            ]
    except FileNotFoundError:
        return
    for path in paths:
        try:
            # The folder's own record of a date lags behind while a log is open.
            status = Path(path).stat()
        except FileNotFoundError:
            continue
        if stat.S_ISREG(status.st_mode):
            yield status.st_mtime, path
