"""The proof a client keeps: everything that was written, in one zip, with the means to check it.

The zip stands alone: whoever unpacks it can run `verify.py` in it, without this program.
"""

import contextlib
import os
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Callable, Iterator, List, Optional, Tuple

from agent.errors import AgentError
from agent.files import new_file_beside
from agent.texts import Message, message

Translate = Callable[[Message], str]

VERIFIER = Path(__file__).resolve().parent / "standalone" / "verify.py"
"""The script that checks a proof; it is shipped as it is."""

DESK_KEY = "desk-key.txt"

_JOURNAL = re.compile(r"journal-[0-9a-f]{16}\.jsonl")
_KEPT = re.compile(
    r"receipt-[0-9a-f]{16}-[1-9][0-9]{0,15}\.txt|journal-[0-9a-f]{16}\.jsonl\.(?:torn|corrupt)-.+"
)
_BLOB = re.compile(r"[0-9a-f]{64}")
_CHUNK = 64 * 1024
_READABLE = 0o644 << 16


class ProofError(AgentError):
    """There is nothing to prove, or the proof could not be written."""


@dataclass(frozen=True)
class SavedProof:
    """Where a proof was saved, and the names of the files in it, in order."""

    path: Path
    names: Tuple[str, ...]


def save_proof(
    folder: Path, target: Path, desk_key: Optional[str], translate: Translate
) -> SavedProof:
    """Save everything in the consent folder as a zip: on disk, and read back, before it is named.

    `desk_key` is the vkey of the shop's desk, None while the shop has none. An older file at
    `target` is replaced only by a whole one.

    Raises:
        ProofError: when there is no journal, or the disk refuses; nothing is left behind.
    """
    try:
        with _replacing(target) as file:
            names = _write(file, folder, desk_key, translate)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        detail = f"{type(error).__name__}: {error}"[:200]
        raise ProofError(
            message("proof.refused"), message("proof.refused.advice"), detail
        ) from error
    return SavedProof(target, names)


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file that takes the target's place once it is whole and on disk."""
    handle, name = new_file_beside(target)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        name.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            name.unlink()
        raise


def _write(
    file: BinaryIO, folder: Path, desk_key: Optional[str], translate: Translate
) -> Tuple[str, ...]:
    kept, journals = _files(folder)
    if not journals:
        raise ProofError(
            message("proof.nothing"), message("proof.nothing.advice"), f"no journal in {folder}"
        )
    readme = (message("proof.readme_how"), message("proof.readme_means"))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", "".join(translate(line) + "\r\n" for line in readme).encode())
        _add(archive, "verify.py", VERIFIER.read_bytes())
        if desk_key is not None:
            _add(archive, DESK_KEY, desk_key.encode() + b"\n")
        # Receipts before journals: a line written meanwhile must not make a receipt too long.
        for path in kept:
            _add_file(archive, path, path.relative_to(folder).as_posix())
        for path in journals:
            _add_journal(archive, path)
        damaged = archive.testzip()
        if damaged is not None:
            raise zipfile.BadZipFile(f"{damaged} was not written as it is")
        return tuple(archive.namelist())


def _files(folder: Path) -> Tuple[List[Path], List[Path]]:
    """Receipts, texts and what recovery set aside; and the journals.

    Raises:
        OSError: a folder cannot be looked into: what lies there must not be missing unsaid.
    """
    files, blobs = _inside(folder), _inside(folder / "blobs")
    kept = [path for path in files if _KEPT.fullmatch(path.name)]
    kept += [path for path in blobs if _BLOB.fullmatch(path.name)]
    return kept, [path for path in files if _JOURNAL.fullmatch(path.name)]


def _inside(folder: Path) -> List[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _READABLE
    return entry


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_entry(name), data)


def _add_file(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    with path.open("rb") as source, archive.open(_entry(name), "w", force_zip64=True) as copy:
        shutil.copyfileobj(source, copy, _CHUNK)


def _add_journal(archive: zipfile.ZipFile, path: Path) -> None:
    """The journal's whole lines, and beside them what follows the last: a line being written."""
    with path.open("rb") as source:
        left = _whole_length(source)
        source.seek(0)
        with archive.open(_entry(path.name), "w", force_zip64=True) as copy:
            while left:
                data = source.read(min(left, _CHUNK))
                if not data:
                    raise OSError(f"{path.name} became shorter")
                left -= copy.write(data)
        tail = source.read(_CHUNK)
        if tail:
            with archive.open(_entry(path.name + ".torn-end"), "w", force_zip64=True) as copy:
                copy.write(tail)
                shutil.copyfileobj(source, copy, _CHUNK)


def _whole_length(file: BinaryIO) -> int:
    """The number of bytes up to and with the last line end."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _CHUNK)
        file.seek(start)
        last = file.read(end - start).rfind(b"\n")
        if last >= 0:
            return start + last + 1
        end = start
    return 0
