"""TeamViewer's list of 100 000 connections, the longest that is read whole."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import List

from tests.unit.connection_rows import row

CONNECTIONS = 100_000

_FIRST = datetime(2012, 1, 1, tzinfo=timezone.utc)
_BETWEEN = timedelta(hours=1)
_PEERS = 50


def write_list(path: Path) -> None:
    """Connections of 20 to 49 minutes, one an hour, of fifty technicians."""
    path.write_bytes(("\n" + "\t\n".join(map(_row, range(CONNECTIONS)))).encode())


def _row(number: int) -> str:
    started = _FIRST + number * _BETWEEN
    ended = started + timedelta(minutes=20 + number % 30)
    start, end = (f"{moment:%d-%m-%Y %H:%M:%S}" for moment in (started, ended))
    return row(number, peer=str(1_000_000_000 + number % _PEERS), start=start, end=end)


def read_bare(path: Path) -> List[List[str]]:
    """Read and split, and no more."""
    return [line.split("\t") for line in path.read_bytes().decode().split("\n")]
