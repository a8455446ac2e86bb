"""A journal's bytes: read from the end, appended durably, cut only where a line never ended."""

import contextlib
import enum
import errno
import hashlib
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Iterator, Optional

from agent.consent.record import LINE_LIMIT
from agent.consent.storage_errors import storage_error, told_as_storage_error

MAX_LINE_BYTES = LINE_LIMIT - len(b"\n")
_BLOCK_BYTES = 64 * 1024
_FIRST_BLOCK_BYTES = 1024
_BINARY: int = getattr(os, "O_BINARY", 0)
_ID_CHARACTERS = 16


class JournalFile:
    """An open journal. Whoever changes it holds its lock.

    Raises, from every call:
        DiskFullError, JournalRefusedError: what the disk refused was not done.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        """Made by `opened`, which closes the descriptor."""
        self.path = path
        self._descriptor = descriptor

    @property
    def changed(self) -> datetime:
        """When Windows says the file was last written: aware, in UTC."""
        with self._telling():
            seconds = os.fstat(self._descriptor).st_mtime
        return datetime.fromtimestamp(seconds, timezone.utc)

    @property
    def size(self) -> int:
        """Bytes in the file, a torn tail included."""
        with self._telling():
            return os.lseek(self._descriptor, 0, os.SEEK_END)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`."""
        with self._telling():
            os.lseek(self._descriptor, start, os.SEEK_SET)
            parts = []
            while start < end:
                part = os.read(self._descriptor, end - start)
                if not part:
                    break
                parts.append(part)
                start += len(part)
            return b"".join(parts)

    def end_of_lines(self) -> int:
        """The offset after the last line end; 0 when there is none."""
        end, block = self.size, _FIRST_BLOCK_BYTES
        while end > 0:
            start = max(0, end - block)
            found = self.read(start, end).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end, block = start, min(4 * block, _BLOCK_BYTES)
        return 0

    def first_line(self) -> bytes:
        """The first ended line without its line end; an empty one when there is none."""
        start = self.read(0, MAX_LINE_BYTES + 1)
        return start.split(b"\n")[0] if b"\n" in start else b""

    def lines_backwards(self, end: Optional[int] = None) -> Iterator[bytes]:
        """The ended lines up to `end` without their line ends, newest first.

        A line longer than any can be comes in pieces that are still too long to be one.
        """
        end = self.end_of_lines() if end is None else end
        while end > 0:
            lowest = max(0, end - 1 - (MAX_LINE_BYTES + 1))
            piece = self.read(lowest, end - 1)
            start = lowest + piece.rfind(b"\n") + 1
            yield piece[start - lowest :]
            end = start

    def lines(self, start: int = 0) -> Iterator[bytes]:
        """The ended lines from `start` on, without their line ends, oldest first.

        A line longer than any can be comes in pieces that are still too long to be one.
        """
        end, rest = self.end_of_lines(), b""
        while start < end:
            block = self.read(start, min(end, start + _BLOCK_BYTES))
            start += len(block)
            *whole, rest = (rest + block).split(b"\n")
            yield from whole
            if len(rest) > MAX_LINE_BYTES:
                yield rest
                rest = b""

    def append(self, data: bytes, start: Optional[int] = None) -> None:
        """Write at the end and wait until it is on disk; nothing stays of a failed attempt.

        With `start`, what follows it is written over. A failed attempt leaves one byte of that,
        so that whoever comes next still finds that there was something.
        """
        end = self.size
        start = end if start is None else start
        with self._telling():
            try:
                self._write(data, start)
                if end > start:
                    self._cut(start + len(data))
            except OSError:
                with contextlib.suppress(OSError):
                    self._cut(start + 1 if end > start else start)
                raise

    def copy_tail(self, start: int, number: int) -> str:
        """Copy what follows `start` to a file of its own beside; returns the ID in its name.

        `number` is the sequence number the torn line would have had.
        """
        tail_id = self._hash_from(start)[:_ID_CHARACTERS]
        target = self.path.with_name(f"{self.path.name}.torn-{number}-{tail_id}")
        with self._telling(), target.open("wb") as copy:
            for block in self._blocks(start):
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        return tail_id

    def _write(self, data: bytes, start: int) -> None:
        os.lseek(self._descriptor, start, os.SEEK_SET)
        if os.write(self._descriptor, data) != len(data):
            raise OSError(errno.ENOSPC, "only a part was written")
        os.fsync(self._descriptor)

    def _cut(self, size: int) -> None:
        os.ftruncate(self._descriptor, size)
        os.fsync(self._descriptor)

    def _hash_from(self, start: int) -> str:
        digest = hashlib.sha256()
        for block in self._blocks(start):
            digest.update(block)
        return digest.hexdigest()

    def _blocks(self, start: int) -> Iterator[bytes]:
        end = self.size
        for offset in range(start, end, _BLOCK_BYTES):
            yield self.read(offset, min(end, offset + _BLOCK_BYTES))

    def _telling(self) -> "contextlib.AbstractContextManager[None]":
        return told_as_storage_error(self.path.name)


class Use(enum.Enum):
    """What a journal is opened for; only `BEGIN` makes it when it is missing."""

    READ = os.O_RDONLY
    APPEND = os.O_RDWR
    BEGIN = os.O_RDWR | os.O_CREAT


@contextlib.contextmanager
def opened(path: Path, use: Use) -> Iterator[JournalFile]:
    """The journal while the block runs.

    Raises:
        FileNotFoundError: there is none.
        DiskFullError, JournalRefusedError: it cannot be opened or made.
    """
    try:
        descriptor = os.open(path, use.value | _BINARY, 0o666)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise storage_error(path.name, error) from error
    try:
        yield JournalFile(path, descriptor)
    finally:
        os.close(descriptor)
