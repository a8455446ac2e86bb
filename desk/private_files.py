"""Files that only the desk's own user can read."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO


def make_private_folder(folder: Path) -> None:
    """Make the folder, for this user alone; one that exists keeps its access rights.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)


def create_private(path: Path) -> BinaryIO:
    """A new file to write into.

    Raises:
        FileExistsError: there is one already.
        OSError: it cannot be made.
    """
    binary = getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600), "wb")


def touch_private(path: Path) -> None:
    """Make an empty file where there is none.

    Raises:
        OSError: it cannot be made.
    """
    with contextlib.suppress(FileExistsError):
        create_private(path).close()


def write_private(path: Path, text: str) -> None:
    """Write a new file, whole or not at all.

    Raises:
        FileExistsError: there is one already; it is left alone.
        OSError: it cannot be written.
    """
    half = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with create_private(half) as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(half, path)
    finally:
        half.unlink(missing_ok=True)


def _put_in_place(half: Path, path: Path) -> None:
    """A link, unlike a renaming, never replaces what another process has just put there."""
    try:
        os.link(half, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links.
        if path.exists():
            raise FileExistsError(path) from None
        half.rename(path)
