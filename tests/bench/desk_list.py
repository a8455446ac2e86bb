"""The technician's list with 100 000 machines: the page, as the browser gets it."""

import tempfile
from pathlib import Path

import httpx

from tests.bench.desk_machines import milliseconds, site_with
from tests.bench.figures import Figure, at_most
from tests.desk.running import ROOT

MACHINES, RUNS, PAGES = 100_000, 11, 100
PATHS = ("/", "/?q=martin", "/?q=1000054321", "/?new=1")


def measure() -> Figure:
    """Milliseconds in which 95 of 100 pages are there; each run has its own."""
    with (
        tempfile.TemporaryDirectory(dir=ROOT) as folder,
        site_with(MACHINES, Path(folder) / "data") as browser,
    ):
        percentile(browser)
        measured = tuple(percentile(browser) for _ in range(RUNS))
    return Figure("desk-list", "ms", measured, (), at_most(50))


def percentile(browser: httpx.Client) -> float:
    """The 95th percentile of a hundred pages: the list, two searches and what is new in turn."""
    times = sorted(milliseconds(browser, PATHS[n % len(PATHS)]) for n in range(PAGES))
    return times[PAGES * 95 // 100 - 1]
