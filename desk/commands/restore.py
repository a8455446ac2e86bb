"""`desk restore FILE`: an empty desk becomes the one that the backup was made of."""

import contextlib
import gzip
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, insert, select

from desk.api.desk import wall_clock
from desk.commands.archive import FORMAT, FORMAT_NAME, KEY_NAME, row_of
from desk.errors import DeskError
from desk.key import KEY_FILE, DeskKey, parse
from desk.private_files import make_private_folder, write_private
from desk.settings import Settings
from desk.store.database import Store
from desk.store.schema import LOGS, META, OWN_LINES, PORTABLE, RETIRED, TECHNICIANS

_AT_ONCE = 500
_CHUNK = 1024 * 1024


def restore(settings: Settings, file: Path) -> int:
    """Fill an empty store, and put the key into an empty data folder.

    Raises:
        DeskError: the file is no backup, or the desk is not empty; nothing was changed.
    """
    try:
        _check_sum(file)
        with tarfile.open(file, "r:gz") as archive:
            key = _key_in(archive)
            store = Store(settings.url)
            with _key_put(settings.data, key):
                store.prepare(key, wall_clock())
                with store.writing() as connection:
                    _fill(connection, archive)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, zlib.error) as error:
        raise DeskError(f"{file} is no whole backup of a desk: {error}") from error
    print("Restored. Now type: desk check")
    return 0


def _check_sum(file: Path) -> None:
    """The sum stands at the end of the file: whoever reads the tar alone never comes to it."""
    with gzip.open(file) as content:
        while content.read(_CHUNK):
            pass


def _key_in(archive: tarfile.TarFile) -> DeskKey:
    if _content(archive, FORMAT_NAME) != FORMAT:
        raise DeskError("The file is no backup of this version of the desk.")
    return parse(_content(archive, KEY_NAME).decode("utf-8", "replace"))


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    found = archive.extractfile(name)
    if found is None:
        raise ValueError(f"no {name}")
    return found.read()


@contextlib.contextmanager
def _key_put(folder: Path, key: DeskKey) -> Iterator[None]:
    """The key is in the folder, and stays there if the block ends well."""
    make_private_folder(folder)
    path = folder / KEY_FILE
    is_there = path.exists()
    if not is_there:
        write_private(path, key.text)
    elif path.read_text(encoding="utf-8") != key.text:
        raise DeskError(
            "The data folder holds another desk's key.", "Name an empty folder with --data."
        )
    try:
        yield
    except BaseException:
        if not is_there:
            path.unlink(missing_ok=True)
        raise


def _fill(connection: Connection, archive: tarfile.TarFile) -> None:
    for table in (LOGS, TECHNICIANS):
        if connection.execute(select(func.count()).select_from(table)).scalar():
            raise DeskError("The desk is not empty. Nothing was changed.")
    if (connection.execute(select(func.count()).select_from(OWN_LINES)).scalar() or 0) > 1:
        raise DeskError("The desk is not empty. Nothing was changed.")
    for table in reversed(PORTABLE):
        connection.execute(delete(table))
    for table in PORTABLE:
        _insert(connection, table, _rows_in(archive, table))
        _go_on_counting(connection, table)


def _rows_in(archive: tarfile.TarFile, table: Table) -> Iterable[bytes]:
    name = f"{table.name}.jsonl"
    if table is RETIRED and name not in archive.getnames():
        # A backup that is older than this table.
        return ()
    return archive.extractfile(name) or ()


def _insert(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    rows = []
    for line in lines:
        rows.append(row_of(line))
        if len(rows) == _AT_ONCE:
            connection.execute(insert(table), rows)
            rows = []
    if rows:
        connection.execute(insert(table), rows)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts by itself only what it numbered itself."""
    counted = table.name != META.name and "id" in table.c and table.name != "own_head"
    if connection.dialect.name == "postgresql" and counted:
        name = table.name
        highest = connection.execute(select(func.max(table.c.id))).scalar()
        if highest:
            sequence = func.pg_get_serial_sequence(name, "id")
            connection.execute(select(func.setval(sequence, highest)))
