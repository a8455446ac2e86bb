"""An append that is on disk, as `journal_append` measures it, in the client's Python."""

import tempfile
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.journal_append import measured


def measure() -> Figure:
    """Lines a second."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        return measured("journal-append-windows", Path(folder))
