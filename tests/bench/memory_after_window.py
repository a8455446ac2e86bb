"""Memory of the program whose window was opened and closed."""

import time

from tests.bench.figures import Figure, times_at_most
from tests.bench.frozen import programs
from tests.bench.frozen.bare_desktop import BARE_TITLE, OURS_TITLE, BareDesktop, bare_desktop
from tests.bench.interleaved import interleave

RUNS = 3
SHOWN_SECONDS = 5.0


def measure() -> Figure:
    """Resident megabytes, once the program has come to rest again."""
    ours, bare = str(programs.ours()), str(programs.baseline("icon_and_frame"))
    with bare_desktop() as desktop:
        told = interleave(
            lambda: _after_window(desktop, OURS_TITLE, ours, "tray", "--background"),
            lambda: _after_window(desktop, BARE_TITLE, bare),
            RUNS,
        )
    return Figure("memory-after-window", "MB", *told, times_at_most(1.3))


def _after_window(desktop: BareDesktop, title: str, program: str, *arguments: str) -> float:
    with desktop.icon(program, *arguments) as started:
        started.process.wait_until_at_rest()
        _ = desktop.open_ours() if title == OURS_TITLE else desktop.open_bare()
        time.sleep(SHOWN_SECONDS)
        desktop.close_window(title)
        started.process.wait_until_at_rest()
        return started.process.megabytes()
