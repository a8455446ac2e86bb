"""From the first double click on the icon until the ID is on the screen."""

from tests.bench.figures import Figure, times_at_most
from tests.bench.frozen import programs
from tests.bench.frozen.bare_desktop import BareDesktop, bare_desktop
from tests.bench.interleaved import interleave

RUNS = 8


def measure() -> Figure:
    """Seconds; the program was at rest before."""
    ours, frame = str(programs.ours()), str(programs.baseline("frame"))
    with bare_desktop() as desktop:
        told = interleave(
            lambda: _opened(desktop, ours), lambda: desktop.seconds_to_window(frame), RUNS
        )
    return Figure("first-double-click", "s", *told, times_at_most(1.0))


def _opened(desktop: BareDesktop, program: str) -> float:
    with desktop.icon(program, "tray", "--background") as started:
        started.process.wait_until_at_rest()
        return desktop.open_ours()
