"""When a report that could not be sent is tried again. Pure."""

from typing import Optional

SHORTEST_SECONDS = 30.0
LONGEST_SECONDS = 3600.0
_DOUBLINGS = 10


def pause_seconds(failures: int, chance: float, asked: Optional[int] = None) -> float:
    """How long to wait after so many failures in a row (1 or more): 30 s to an hour.

    It doubles each time; `chance` (0 to 1) spreads it over its upper half, so that computers that
    lost the desk together do not come back together. `asked` is what the desk itself asked for.
    """
    whole = min(LONGEST_SECONDS, SHORTEST_SECONDS * (1 << min(failures, _DOUBLINGS)))
    spread = whole / 2 + whole / 2 * min(max(chance, 0.0), 1.0)
    return min(LONGEST_SECONDS, max(spread, float(asked or 0)))
