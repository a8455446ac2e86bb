"""How much of each is enough."""

import math
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Thresholds:
    """The least (rates, space, battery) or the most (latency, clock) that will do.

    Raises ValueError for a threshold that is not a positive number: it would let everything pass
    or nothing.
    """

    download_mbit_s: float = 1.0
    upload_mbit_s: float = 0.5
    latency_ms: float = 300.0
    clock_skew_s: float = 300.0
    free_disk_mb: int = 500
    battery_percent: int = 30

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not math.isfinite(value) or value <= 0:
                raise ValueError(f"{field.name} cannot be {value!r}")
