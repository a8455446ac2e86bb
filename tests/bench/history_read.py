"""TeamViewer's list of 100 000 connections read, judged row by row and merged.

In the client's Python, beside reading the same file and splitting it into lines and fields.
"""

import tempfile
from pathlib import Path

from agent.connections import ConnectionLists, Recording
from agent.teamviewer.connections.list_file import ListFile
from agent.teamviewer.connections.merging import merge
from tests.bench.figures import Figure, times_at_least
from tests.bench.interleaved import interleave, seconds
from tests.bench.long_list import CONNECTIONS, read_bare, write_list

RUNS = 9


def measure() -> Figure:
    """Connections a second."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = Path(folder) / "Connections_incoming.txt"
        write_list(path)
        ours, baseline = interleave(
            lambda: CONNECTIONS / seconds(lambda: read_list(path)),
            lambda: CONNECTIONS / seconds(lambda: read_bare(path)),
            RUNS,
        )
    return Figure("history-read", "connections/s", ours, baseline, times_at_least(0.3))


def read_list(path: Path) -> ConnectionLists:
    """The whole list."""
    file = ListFile(str(path), "cp1252")
    file.refresh()
    lists = merge([file.content(final=True)], Recording.ON)
    assert (len(lists.rows), lists.damaged) == (CONNECTIONS, ())
    return lists
