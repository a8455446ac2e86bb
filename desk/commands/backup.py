"""`desk backup FILE`: one consistent view of everything, the key included, in one file."""

import io
import os
import secrets
import tarfile
import tempfile
from pathlib import Path

from sqlalchemy import Connection, Table, select

from desk.api.desk import Desk, open_desk
from desk.commands.archive import FORMAT, FORMAT_NAME, KEY_NAME, line_of
from desk.errors import DeskError
from desk.private_files import create_private
from desk.settings import Settings
from desk.store.schema import PORTABLE

_AT_ONCE = 500


def backup(settings: Settings, file: Path) -> int:
    """Write the backup, which only this user can read: it holds the key. Replaces an older one.

    Raises:
        DeskError: it cannot be written; an older file of that name is still whole.
    """
    if not file.name:
        raise DeskError(f"{file} is a folder.", "Name a file in it.")
    desk = open_desk(settings)
    half = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        with create_private(half) as raw:
            with tarfile.open(fileobj=raw, mode="w:gz") as archive:
                _fill(archive, desk)
            raw.flush()
            os.fsync(raw.fileno())
        half.replace(file)
    except OSError as error:
        raise DeskError(f"The backup was not written: {error}") from error
    finally:
        half.unlink(missing_ok=True)
    print(f"{file}: written. It holds the desk's key: keep it where nobody else reads it.")
    return 0


def _fill(archive: tarfile.TarFile, desk: Desk) -> None:
    _add(archive, FORMAT_NAME, FORMAT)
    _add(archive, KEY_NAME, desk.key.text.encode())
    with desk.store.reading() as connection:
        for table in PORTABLE:
            _add_table(archive, connection, table)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _add_table(archive: tarfile.TarFile, connection: Connection, table: Table) -> None:
    with tempfile.TemporaryFile() as rows:
        found = connection.execution_options(yield_per=_AT_ONCE).execute(select(table))
        for row in found.mappings():
            rows.write(line_of(dict(row)))
        member = tarfile.TarInfo(f"{table.name}.jsonl")
        member.size, member.mode = rows.tell(), 0o600
        rows.seek(0)
        archive.addfile(member, rows)
