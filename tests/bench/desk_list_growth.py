"""The technician's list with 100 000 machines, beside the same with 1 000.

The limit is ours: the design says that it does not grow with the machines.
"""

import tempfile
from pathlib import Path

from tests.bench.desk_list import MACHINES, percentile
from tests.bench.desk_machines import site_with
from tests.bench.figures import Figure, times_at_most
from tests.bench.interleaved import interleave
from tests.desk.running import ROOT

FEW, RUNS = 1_000, 11


def measure() -> Figure:
    """Milliseconds in which 95 of 100 pages are there."""
    with (
        tempfile.TemporaryDirectory(dir=ROOT) as folder,
        site_with(MACHINES, Path(folder) / "many") as many,
        site_with(FEW, Path(folder) / "few") as few,
    ):
        measured = interleave(lambda: percentile(many), lambda: percentile(few), RUNS)
    return Figure("desk-list-growth", "ms", *measured, times_at_most(1.5))
