"""Measures two things in turn, so that what slows the machine down slows both."""

import time
from typing import Callable, List, Tuple


def interleave(
    ours: Callable[[], float], baseline: Callable[[], float], runs: int
) -> Tuple[Tuple[float, ...], Tuple[float, ...]]:
    """What each gave, `runs` times, in the order A B B A; a first time of each is not counted."""
    ours()
    baseline()
    measured: Tuple[List[float], List[float]] = ([], [])
    sides = (ours, baseline)
    for run in range(runs):
        for side in (0, 1) if run % 2 == 0 else (1, 0):
            measured[side].append(sides[side]())
    return tuple(measured[0]), tuple(measured[1])


def seconds(action: Callable[[], object]) -> float:
    """How long it took."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
