"""From the start of the program until its icon stands beside the clock."""

from tests.bench.figures import Figure, times_at_most
from tests.bench.frozen import programs
from tests.bench.frozen.bare_desktop import BareDesktop, bare_desktop
from tests.bench.interleaved import interleave

RUNS = 8


def measure() -> Figure:
    """Seconds, as Windows' own log-on starts it."""
    ours, icon = programs.ours(), programs.baseline("icon")
    with bare_desktop() as desktop:
        told = interleave(
            lambda: _started(desktop, str(ours), "tray", "--background"),
            lambda: _started(desktop, str(icon)),
            RUNS,
        )
    return Figure("start-to-icon", "s", *told, times_at_most(1.25))


def _started(desktop: BareDesktop, program: str, *arguments: str) -> float:
    with desktop.icon(program, *arguments) as started:
        return started.seconds
