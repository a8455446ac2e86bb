"""From the cut's beginning until TeamViewer was read back twice that it is shut."""

from tests.bench.figures import Figure
from tests.bench.frozen.cutting import cut_figure


def measure() -> Figure:
    """Seconds; between the two looks the cut waits two seconds."""
    return cut_figure("cut", pause_seconds=None)
