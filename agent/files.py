"""Files that are read within bounds and replaced whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


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


def replace_durably(path: Path, data: bytes) -> None:
    """Put new bytes in the file's place: on disk before the old ones go.

    Raises:
        OSError: when the disk refuses; the old file is then still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=str(path.parent), prefix=path.name + ".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
