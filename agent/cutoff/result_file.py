"""The file of the cutoff's result: everybody reads it, only administrators write it."""

import logging
import sys
from pathlib import Path
from typing import Callable, Union

from agent.cutoff.result import Result
from agent.cutoff.result_json import MAX_BYTES, decode, encode
from agent.files import replace_durably
from agent.win32.protected_file import read_protected
from agent.win32.protected_folder import protect_folder
from agent.windows_facts import ABSENT, Absent, Unreadable

assert sys.platform == "win32"

FILE_NAME = "result.json"
FOREIGN = ".foreign"

_log = logging.getLogger(__name__)


class ResultFile:
    """The last result."""

    def __init__(self, find_folder: Callable[[], Path]) -> None:
        """`find_folder` may raise OSError; the folder is made when it is not there."""
        self._find_folder = find_folder

    def save(self, result: Result) -> None:
        """Keep the result, on disk before it returns; nothing of anybody else stays believed.

        Raises:
            OSError: without an administrator's rights, or when folder or disk refuse.
        """
        folder = self._find_folder()
        if not protect_folder(folder):
            _set_aside(folder)
        replace_durably(folder / FILE_NAME, encode(result))

    def load(self) -> Union[Result, Absent, Unreadable]:
        """The last result, when nobody but an administrator can have written it."""
        try:
            return decode(read_protected(self._find_folder() / FILE_NAME, MAX_BYTES))
        except FileNotFoundError:
            return ABSENT
        except OSError as error:
            return Unreadable(str(error))


def _set_aside(folder: Path) -> None:
    """Start types are kept in the same folder: what somebody planted is not to be put back."""
    for path in list(folder.iterdir()):
        if path.suffix != FOREIGN:
            _log.warning("set aside: %s", path.name)
            path.replace(path.with_name(path.name + FOREIGN))
