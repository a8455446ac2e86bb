"""The file of start types, in a folder where only administrators write."""

import contextlib
import sys
from pathlib import Path
from typing import Callable, Iterator

from agent.files import read_bounded, replace_durably
from agent.teamviewer.control.record import MAX_BYTES, Record, RecordError, decode, encode
from agent.win32.protected_folder import protect_folder

assert sys.platform == "win32"

FILE_NAME = "before.json"
DAMAGED_NAME = "before-damaged.json"


class RecordFile:
    """`Memory` on disk. What somebody without an administrator's rights wrote is not believed."""

    def __init__(self, find_folder: Callable[[], Path]) -> None:
        """`find_folder` may raise OSError; the folder is made when it is not there."""
        self._find_folder = find_folder

    def load(self) -> Record:
        """What earlier cuts changed and nobody put back.

        Raises:
            RecordDamagedError: the file is not a record.
            RecordError: folder or file refuse.
        """
        with _told("cut.record_unreadable"):
            folder = self._find_folder()
            if not protect_folder(folder):
                self.set_aside()
            try:
                return decode(read_bounded(folder / FILE_NAME, MAX_BYTES))
            except FileNotFoundError:
                return ()

    def save(self, record: Record) -> None:
        """Keep this and nothing else, on disk before it returns.

        Raises:
            RecordError: disk or folder refuse; the old file is then still there.
        """
        with _told("cut.record_refused"):
            replace_durably(self._find_folder() / FILE_NAME, encode(record))

    def set_aside(self) -> None:
        """Keep what is there under another name.

        Raises:
            RecordError: it cannot be renamed.
        """
        with _told("cut.record_refused"), contextlib.suppress(FileNotFoundError):
            folder = self._find_folder()
            (folder / FILE_NAME).replace(folder / DAMAGED_NAME)


@contextlib.contextmanager
def _told(key: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordError(key, str(error)) from error
