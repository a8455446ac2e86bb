"""The same cut without the two seconds between its two looks."""

from tests.bench.figures import Figure
from tests.bench.frozen.cutting import cut_figure


def measure() -> Figure:
    """Seconds of what the cut does, its second look included."""
    return cut_figure("cut-without-pause", pause_seconds=0.0)
