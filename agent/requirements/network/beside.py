"""Several errands at once, none of which can hold up the others or the person who waits.

An errand that hangs (a name server that never answers cannot be interrupted) is left to its own
daemon thread, and what it brings back later is not looked at.
"""

import logging
import queue
import threading
import time
from dataclasses import dataclass
from typing import Callable, Dict, Generic, Hashable, Iterator, Mapping, Optional, Tuple, TypeVar

_logger = logging.getLogger(__name__)

_LOOK_AGAIN_S = 0.05
"""How long a cancellation may go unseen."""

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Errand(Generic[Found]):
    """Something to find out in a thread of its own, within `limit_s` seconds."""

    run: Callable[[], Found]
    limit_s: float


def _carry_out(
    key: Key, errand: Errand[Found], results: "queue.Queue[Tuple[Key, Optional[Found]]]"
) -> None:
    try:
        results.put((key, errand.run()))
    except Exception:
        _logger.exception("the check %s is faulty", key)
        results.put((key, None))


def run_beside(
    errands: Mapping[Key, Errand[Found]], cancelled: threading.Event
) -> Iterator[Tuple[Key, Optional[Found]]]:
    """Each errand's key with what it found, as soon as it is known.

    None for an errand that was not back in time, and for one that raised, which is logged: it is a
    fault of this program. Ends early, without the rest, when `cancelled` is set.
    """
    results: queue.Queue[Tuple[Key, Optional[Found]]] = queue.Queue()
    started = time.perf_counter()
    ends: Dict[Key, float] = {key: started + one.limit_s for key, one in errands.items()}
    for key, errand in errands.items():
        threading.Thread(target=_carry_out, args=(key, errand, results), daemon=True).start()
    while ends and not cancelled.is_set():
        try:
            key, found = results.get(timeout=_LOOK_AGAIN_S)
        except queue.Empty:
            yield from _given_up(ends)
            continue
        if ends.pop(key, None) is not None:
            yield key, found


def _given_up(ends: Dict[Key, float]) -> Iterator[Tuple[Key, None]]:
    late = [key for key, end in ends.items() if time.perf_counter() >= end]
    for key in late:
        del ends[key]
        yield key, None
