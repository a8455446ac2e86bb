"""How often somebody may come: so many a minute, counted by whoever it is.

Pure.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

_MOST_KNOWN = 100_000


@dataclass
class _Bucket:
    left: float
    at: float


class Rate:
    """So many a minute for each name; what was saved up is never more than a minute's worth."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def wait_seconds(self, name: str, now: float) -> int:
        """Take one for the name: 0 when it may come, else after how many seconds it may.

        `now` are seconds of a clock that never goes back.
        """
        with self._lock:
            bucket = self._buckets.setdefault(name, _Bucket(float(self._per_minute), now))
            self._buckets.move_to_end(name)
            while len(self._buckets) > _MOST_KNOWN:
                self._buckets.popitem(last=False)
            each = 60 / self._per_minute
            bucket.left = min(self._per_minute, bucket.left + (now - bucket.at) / each)
            bucket.at = now
            if bucket.left >= 1:
                bucket.left -= 1
                return 0
            return int((1 - bucket.left) * each) + 1
