"""Files that are read within bounds and replaced whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Tuple

_NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_EXCL
_FLAGS: int = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


def read_bounded(path: Path, limit: int) -> bytes:
    """The file's bytes.

    Raises:
        OSError: when it cannot be read, or holds more than `limit` bytes.
    """
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(f"{path.name} holds more than {limit} bytes")
    return data


def new_file_beside(path: Path) -> Tuple[int, Path]:
    """A new file with a name of its own in the same folder, open for writing; and its path.

    Not `tempfile`: in a folder where Windows lets nobody write, it tries ten thousand names.

    Raises:
        OSError: when the folder refuses.
    """
    name = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    return os.open(name, _NEW_FILE | _FLAGS, 0o600), name


def replace_durably(path: Path, data: bytes) -> None:
    """Put new bytes in the file's place: on disk before the old ones go.

    Raises:
        OSError: when the disk refuses; the old file is then still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_in_folder(path, data)


def replace_in_folder(path: Path, data: bytes) -> None:
    """The same in a folder that must be there already.

    Raises:
        OSError: when there is no such folder or the disk refuses; the old file is then still there.
    """
    handle, name = new_file_beside(path)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        name.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            name.unlink()
        raise
