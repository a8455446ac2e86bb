"""From a later double click on the icon until the ID is on the screen again."""

import time

from tests.bench.figures import Figure, times_at_most
from tests.bench.frozen import programs
from tests.bench.frozen.bare_desktop import BARE_TITLE, OURS_TITLE, BareDesktop, bare_desktop
from tests.bench.interleaved import interleave

RUNS = 15
# What counts as one double click, and a little more.
APART_SECONDS = 1.0


def measure() -> Figure:
    """Seconds; both programs run at once, and their windows are closed before."""
    ours, bare = str(programs.ours()), str(programs.baseline("icon_and_frame"))
    with bare_desktop() as desktop, desktop.icon(ours, "tray", "--background") as started:
        started.process.wait_until_at_rest()
        with desktop.icon(bare):
            _opened(desktop, OURS_TITLE)
            started.process.wait_until_at_rest()
            told = interleave(
                lambda: _opened(desktop, OURS_TITLE), lambda: _opened(desktop, BARE_TITLE), RUNS
            )
    return Figure("later-double-click", "s", *told, times_at_most(1.5))


def _opened(desktop: BareDesktop, title: str) -> float:
    time.sleep(APART_SECONDS)
    seconds = desktop.open_ours() if title == OURS_TITLE else desktop.open_bare(1)
    time.sleep(APART_SECONDS)
    desktop.close_window(title)
    return seconds
