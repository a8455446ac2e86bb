"""Reading what only administrators can have written, and nothing that anybody else can."""

import sys
from pathlib import Path

import pywintypes
import win32file

from agent.access_lists import CHANGE, is_only_for
from agent.win32 import numbers
from agent.win32.access_lists import access_of, access_of_handle, trusted_accounts

assert sys.platform == "win32"

_SHARE_ALL = numbers.FILE_SHARE_READ | numbers.FILE_SHARE_WRITE | numbers.FILE_SHARE_DELETE
# A link is opened itself, and holds nothing then.
_OPEN_REPARSE_POINT = 0x00200000
_NOT_THERE = (numbers.ERROR_FILE_NOT_FOUND, numbers.ERROR_PATH_NOT_FOUND)


def read_protected(path: Path, limit: int) -> bytes:
    """The bytes of a file that, as its folder, only administrators can change.

    Raises:
        FileNotFoundError: it is not there.
        OSError: it cannot be read, holds more than `limit` bytes, or others can change it.
    """
    try:
        return _read(path, limit)
    except pywintypes.error as error:
        if error.winerror in _NOT_THERE:
            raise FileNotFoundError(path.name) from error
        raise OSError(f"Windows error {error.winerror}") from error


def _read(path: Path, limit: int) -> bytes:
    handle = win32file.CreateFile(
        str(path),
        numbers.GENERIC_READ,
        _SHARE_ALL,
        None,
        numbers.OPEN_EXISTING,
        _OPEN_REPARSE_POINT,
        None,
    )
    try:
        # Asked of what is open: the name may lead to another file by now.
        trusted = trusted_accounts()
        for access in (access_of_handle(int(handle)), access_of(str(path.parent))):
            if not is_only_for(access, trusted, CHANGE):
                raise PermissionError(f"{path.name} can be changed by others")
        _, data = win32file.ReadFile(int(handle), limit + 1)
    finally:
        handle.Close()
    if len(data) > limit:
        raise OSError(f"{path.name} holds more than {limit} bytes")
    return bytes(data)
