"""Memory of the program that nobody has opened yet."""

from tests.bench.figures import Figure, times_at_most
from tests.bench.frozen import programs
from tests.bench.frozen.bare_desktop import BareDesktop, bare_desktop
from tests.bench.interleaved import interleave

RUNS = 3


def measure() -> Figure:
    """Resident megabytes, once the program has come to rest."""
    ours, icon = str(programs.ours()), str(programs.baseline("icon"))
    with bare_desktop() as desktop:
        told = interleave(
            lambda: _at_rest(desktop, ours, "tray", "--background"),
            lambda: _at_rest(desktop, icon),
            RUNS,
        )
    return Figure("memory-at-rest", "MB", *told, times_at_most(1.3))


def _at_rest(desktop: BareDesktop, program: str, *arguments: str) -> float:
    with desktop.icon(program, *arguments) as started:
        started.process.wait_until_at_rest()
        return started.process.megabytes()
