"""One list on disk, read a little further each time, and anew when it is another one.

A list is known by its file number and by its first and last bytes as they were read: one that was
replaced, cut short or written over is read from its start. TeamViewer, and whoever else, may write
to it, rename it or delete it meanwhile.
"""

import errno
import os
import sys
from dataclasses import dataclass, replace
from typing import IO, Optional, Tuple

from agent.connections import DamagedRow
from agent.teamviewer.connections.list_text import ListContent, ListText, encoding_of_list
from agent.teamviewer.connections.rows import Reason
from agent.win32 import numbers
from agent.win32.files import open_shared

assert sys.platform == "win32"

# More than 100 000 connections; of a longer list only the end is read.
MAX_BYTES = 16 * 1024 * 1024

_PIECE_BYTES = 1024 * 1024
_PRINT_BYTES = 4096
_IN_USE = (numbers.ERROR_SHARING_VIOLATION, numbers.ERROR_LOCK_VIOLATION)


@dataclass
class _Reading:
    """What was read of one file: its bytes from `start` to `end`; `written` is its date then."""

    identity: Tuple[int, int]
    text: ListText
    start: int
    end: int
    first: bytes
    last: bytes = b""
    written: int = 0


class ListFile:
    """The list at `path`, which need not exist."""

    def __init__(self, path: str, code_page: str) -> None:
        self._path, self._code_page = path, code_page
        self._reading: Optional[_Reading] = None
        self._trouble: Optional[Reason] = None

    def refresh(self) -> bool:
        """Read what is new; whether anything is different from before.

        What was read before stays while the file cannot be read, and goes when the file is gone.
        """
        before = self._state()
        try:
            with open_shared(self._path) as file:
                self._read(file)
            self._trouble = None
        except FileNotFoundError:
            self._reading, self._trouble = None, None
        except OSError as error:
            self._trouble = _reason(error)
        return self._state() != before

    def _state(self) -> Tuple[object, ...]:
        reading = self._reading
        return (reading and reading.text, reading and reading.end, self._trouble)

    def content(self, *, final: bool) -> ListContent:
        """What is known of it; `final` as in `ListText.content`."""
        content = ListContent(self._path)
        if self._reading is not None:
            content = self._reading.text.content(final=final)
            if self._reading.start:
                content = self._with(content, Reason.TOO_LARGE)
        return self._with(content, self._trouble) if self._trouble else content

    def _with(self, content: ListContent, reason: Reason) -> ListContent:
        whole = DamagedRow(self._path, None, reason.value)
        return replace(content, damaged=(whole, *content.damaged))

    def _read(self, file: IO[bytes]) -> None:
        found = os.fstat(file.fileno())
        known = self._reading
        if known is not None and _is_continued(known, found, file):
            _read_on(known, found, file)
        else:
            self._reading = self._anew(found, file)

    def _anew(self, found: os.stat_result, file: IO[bytes]) -> _Reading:
        file.seek(0)
        first = file.read(min(_PRINT_BYTES, found.st_size))
        start = max(0, found.st_size - MAX_BYTES)
        start += start % 2
        text = ListText(self._path, self._code_page, encoding_of_list(first)[0] if start else None)
        reading = _Reading(_identity(found), text, start, start, first)
        _read_on(reading, found, file)
        return reading


def _is_continued(known: _Reading, found: os.stat_result, file: IO[bytes]) -> bool:
    """Whether the file holds what was read of it, and nothing or more after it."""
    if _identity(found) != known.identity or not known.end <= found.st_size:
        return False
    if found.st_size == known.end and found.st_mtime_ns != known.written:
        return False
    if found.st_size - known.start > 2 * MAX_BYTES:
        return False
    file.seek(0)
    if file.read(len(known.first)) != known.first:
        return False
    file.seek(known.end - len(known.last))
    return file.read(len(known.last)) == known.last


def _read_on(reading: _Reading, found: os.stat_result, file: IO[bytes]) -> None:
    """Read up to the size the file was found to have; what was read counts even if more fails."""
    file.seek(reading.end)
    while reading.end < found.st_size:
        piece = file.read(min(_PIECE_BYTES, found.st_size - reading.end))
        if not piece:
            break
        reading.text.feed(piece)
        reading.end += len(piece)
        reading.last = (reading.last + piece)[-_PRINT_BYTES:]
    reading.written = found.st_mtime_ns


def _identity(found: os.stat_result) -> Tuple[int, int]:
    return found.st_dev, found.st_ino


def _reason(error: OSError) -> Reason:
    """A part that is locked fails while it is read, when Windows' own number is lost."""
    in_use = error.winerror in _IN_USE or (not error.winerror and error.errno == errno.EACCES)
    return Reason.LOCKED if in_use else Reason.UNREADABLE
