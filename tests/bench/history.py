"""From TeamViewer's list of 100 000 connections to visits and their prices.

In the client's Python, beside reading the same file and splitting it into lines and fields.
"""

import tempfile
from datetime import datetime, timezone
from pathlib import Path

from agent.connections import LiveReading
from agent.history.building import HistoryReaders, Kept, find_connections
from agent.teamviewer.connections.rows import parse_row
from tests.bench.figures import Figure, times_at_least
from tests.bench.history_read import read_list
from tests.bench.interleaved import interleave, seconds
from tests.bench.long_list import CONNECTIONS, read_bare, write_list
from tests.unit.connection_evidence import TARIFF

RUNS = 9
_NOW = datetime(2026, 11, 23, tzinfo=timezone.utc)


def measure() -> Figure:
    """Connections a second."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = Path(folder) / "Connections_incoming.txt"
        write_list(path)
        ours, baseline = interleave(
            lambda: CONNECTIONS / seconds(lambda: _find(path)),
            lambda: CONNECTIONS / seconds(lambda: read_bare(path)),
            RUNS,
        )
    return Figure("history", "connections/s", ours, baseline, times_at_least(0.3))


def _find(path: Path) -> None:
    readers = HistoryReaders(lambda: read_list(path), LiveReading, Kept, parse_row)
    found = find_connections(readers, TARIFF, _NOW)
    assert len(found.history.connections) == CONNECTIONS
    assert not found.troubles
