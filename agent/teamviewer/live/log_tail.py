"""Following one log while TeamViewer writes to it, renames it, begins it anew or deletes it.

The log is opened anew for each look, with every sharing Windows knows, so that nothing is in
TeamViewer's way; that also gives its true size, which the folder tells only later.
"""

import codecs
import contextlib
import ntpath
import os
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import IO, List, Optional, Tuple, Union

from agent.teamviewer.text_encoding import encoding_of
from agent.win32.files import open_shared
from agent.windows_facts import ABSENT, Absent, Unreadable

assert sys.platform == "win32"

# TeamViewer begins a new log at 1 MB; a longer one is not read from its beginning.
MOST_BYTES = 4 * 1024 * 1024
_HEAD_BYTES = 256
# Fewer bytes do not tell in which encoding a log is written.
_LEAST_BYTES = 4
# A line without an end that is longer says nothing any more.
_LONGEST_REST = 64 * 1024
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Piece:
    """What was written since the last look, in whole lines.

    `written` is the file's own date where it is read for the first time, else None. It is not
    exact: NTFS may leave it behind until the file is closed.
    """

    lines: Tuple[str, ...]
    written: Optional[datetime]


@dataclass(frozen=True)
class _Identity:
    """What a file keeps when it is renamed, and its first bytes."""

    volume: int
    index: int
    head: bytes

    def is_still(self, other: "_Identity") -> bool:
        same_file = (self.volume, self.index) == (other.volume, other.index)
        return same_file and other.head.startswith(self.head)


class _Place:
    """How far one file was read."""

    def __init__(self, identity: _Identity) -> None:
        self.identity = identity
        self.offset = 0
        self._rest = ""
        self._encoding, self._mark = encoding_of(identity.head)
        self._decoder = codecs.getincrementaldecoder(self._encoding)(errors="replace")

    def read(self, file: IO[bytes], size: int) -> Tuple[str, ...]:
        """The whole lines behind what was read before; only the end of very much is read."""
        is_cut = size - self.offset > MOST_BYTES
        if is_cut:
            wide = 2 if self._encoding.startswith("utf-16") else 1
            self.offset = size - MOST_BYTES
            self.offset += (self.offset - self._mark) % wide
            self._decoder.reset()
            self._rest = ""
        begin = max(self.offset, self._mark)
        file.seek(begin)
        content = file.read(max(0, size - begin))
        self.offset = begin + len(content)
        *lines, rest = (self._rest + self._decoder.decode(content)).split("\n")
        self._rest = rest[:_LONGEST_REST]
        return tuple(lines[1:] if is_cut else lines)


@dataclass(frozen=True)
class _Opened:
    """A file that was opened, as it was at that moment."""

    file: IO[bytes]
    identity: _Identity
    size: int
    written: datetime


class LogTail:
    """One log, and the older one that it is renamed to when it is full."""

    def __init__(self, path: str) -> None:
        self._path = path
        base, extension = ntpath.splitext(path)
        self._older = f"{base}_OLD{extension}"
        self._place: Optional[_Place] = None
        self._is_first = True
        self._size: Optional[int] = None

    def has_news(self) -> bool:
        """Whether the log has another size than at the last look, or could or can not be opened."""
        return _size_of(self._path) != self._size

    def read(self) -> Union[Absent, Unreadable, Tuple[Piece, ...]]:
        """What was not seen before, the oldest first; nothing new is an empty tuple."""
        with contextlib.ExitStack() as files:
            try:
                return self._read(files)
            except OSError as error:
                return Unreadable(f"error {error.errno}")

    def _read(self, files: contextlib.ExitStack) -> Union[Absent, Unreadable, Tuple[Piece, ...]]:
        current = _open(self._path, files)
        self._size = current.size if isinstance(current, _Opened) else None
        if isinstance(current, Unreadable):
            return current
        pieces = [] if self._continues(current) else self._rest_of_older(files)
        if isinstance(current, Absent):
            return tuple(pieces) or current
        self._is_first = False
        return (*pieces, *self._next(current))

    def _continues(self, current: Union[Absent, _Opened]) -> bool:
        place = self._place
        if place is None or isinstance(current, Absent):
            return False
        return place.identity.is_still(current.identity) and place.offset <= current.size

    def _rest_of_older(self, files: contextlib.ExitStack) -> List[Piece]:
        """What was written before the log was renamed; all of the older one at the first look."""
        older = _open(self._older, files)
        if isinstance(older, (Absent, Unreadable)) or older.size < _LEAST_BYTES:
            return []
        if self._place is None:
            if not self._is_first:
                return []
            self._place = _Place(older.identity)
            self._is_first = False
        return list(self._next(older)) if self._continues(older) else []

    def _next(self, opened: _Opened) -> Tuple[Piece, ...]:
        if not self._continues(opened):
            self._place = None if opened.size < _LEAST_BYTES else _Place(opened.identity)
        if self._place is None or self._place.offset == opened.size:
            return ()
        self._place.identity = opened.identity
        written = opened.written if self._place.offset == 0 else None
        lines = self._place.read(opened.file, opened.size)
        return (Piece(lines, written),) if lines else ()


def _size_of(path: str) -> Optional[int]:
    """The true size, which the folder may not tell yet; None when it cannot be opened."""
    try:
        with open_shared(path) as file:
            return os.fstat(file.fileno()).st_size
    except OSError:
        return None


def _open(path: str, files: contextlib.ExitStack) -> Union[Absent, Unreadable, _Opened]:
    try:
        file = files.enter_context(open_shared(path))
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        return Unreadable(f"Windows error {error.winerror or error.errno}")
    status = os.fstat(file.fileno())
    head = file.read(_HEAD_BYTES)
    written = _EPOCH + timedelta(seconds=int(status.st_mtime))
    return _Opened(file, _Identity(status.st_dev, status.st_ino, head), status.st_size, written)
