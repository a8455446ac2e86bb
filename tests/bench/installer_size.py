"""How large is what a client loads down."""

from workshop import setup

from tests.bench.figures import Figure, at_most

MEGABYTE = 1_000_000


def measure() -> Figure:
    """Megabytes of the setup program."""
    size = setup.prepare_installer()[0].stat().st_size / MEGABYTE
    return Figure("installer-size", "MB", (size,), (), at_most(18.0))
