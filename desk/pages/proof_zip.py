"""A machine's proof: its lines, receipts and texts, with the script that checks them."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sqlalchemy import Connection

import agent.consent
from desk.key import DeskKey
from desk.store import blobs, forks, lines, receipts
from desk.store.listing import MachineRow

VERIFIER = Path(agent.consent.__file__).parent / "standalone" / "verify.py"
_IN_MEMORY = 4 * 1024 * 1024
_CHUNK = 64 * 1024
_READABLE = 0o644 << 16


def kid_of(log: str) -> str:
    """The number of a journal's key: the end of its name."""
    return log.rpartition("/")[2]


def proof_of(connection: Connection, row: MachineRow, key: DeskKey, readme: str) -> IO[bytes]:
    """The zip, to be read from its beginning and closed by whoever takes it."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the reader closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _small_files(connection, row, key, readme):
            archive.writestr(_entry(name), content)
        with archive.open(_entry(f"journal-{kid_of(row.log)}.jsonl"), "w") as journal:
            for line in lines.every(connection, row.id):
                journal.write(_ended(line))
    file.seek(0)
    return file


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The file piece by piece; it is closed at the end."""
    with file:
        while piece := file.read(_CHUNK):
            yield piece


def _small_files(
    connection: Connection, row: MachineRow, key: DeskKey, readme: str
) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", readme.replace("\n", "\r\n").encode()
    yield "verify.py", VERIFIER.read_bytes()
    yield "desk-key.txt", key.signer.vkey.encode() + b"\n"
    for receipt in receipts.every(connection, row.id):
        yield f"receipt-{kid_of(row.log)}-{receipt.size}.txt", receipt.text
    for name in blobs.names(connection, row.id):
        content = blobs.read(connection, row.id, name)
        if content is not None:
            yield f"blobs/{name}", content
    for number, fork in enumerate(forks.of(connection, row.id), 1):
        copy = f"other-copies/{number}"
        yield f"{copy}-from-line-{fork.first}.jsonl", b"".join(map(_ended, fork.lines))
        yield f"{copy}-checkpoint.txt", fork.checkpoint


def _ended(line: bytes) -> bytes:
    return line + b"\n"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _READABLE
    return entry
