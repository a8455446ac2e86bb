"""How fast the connection is, measured in at most 5 seconds and 4 million bytes.

Rates count from the question to the last byte that came or was acknowledged, round trips included:
they are what was really moved, never more. A protection program that holds data back and then hands
it over at once cannot make them look better.
"""

import os
import statistics
import time
from typing import Callable, List, Optional

from agent.requirements.facts import Rate, SpeedFacts
from agent.requirements.network.http import HttpSession, Transport, open_session
from agent.requirements.network.targets import NetworkTargets
from agent.requirements.network.trouble import NetworkError

LIMIT_S = 5.0
DOWNLOAD_BYTES = 2_000_000
UPLOAD_BYTES = 800_000
"""The largest single upload. Each is at least twice the one before: together below 1.6 million."""

FIRST_UPLOAD_BYTES = 16_384
LEAST_BYTES = 16_384
"""Below this a rate says more about the server than about the connection."""

SURE_S = 1.0
"""A shorter transfer has hardly left the time in which TCP feels its way: a lower bound only."""

_LATENCY_S, _UPLOAD_S, _DOWNLOAD_S = 1.2, 1.4, 1.9
_LATENCY_SAMPLES, _LEAST_SAMPLES = 5, 3
_SMALL_BYTES = 1
_CAUTION = 0.6
_LONGEST_SMALL_ANSWER = 4096
_OK = 200


def rate_of(moved_bytes: int, seconds: float) -> Optional[Rate]:
    """The rate of a transfer; None when too little was moved to say anything."""
    if moved_bytes < LEAST_BYTES or seconds <= 0:
        return None
    return Rate(min(moved_bytes * 8 / seconds / 1e6, 1e6), is_lower_bound=seconds < SURE_S)


def next_upload(sent_bytes: int, seconds: float, remaining_s: float) -> int:
    """How many bytes are likely to fit into the rest of the time; 0 to stop.

    Worth sending only if it is clearly more than the last time.
    """
    likely = int(sent_bytes / max(seconds, 1e-3) * max(remaining_s, 0.0) * _CAUTION)
    size = min(likely, UPLOAD_BYTES)
    return size if size >= 2 * sent_bytes else 0


class SpeedMeasurement:
    """One measurement over one conversation, one question after the other."""

    def __init__(
        self, session: HttpSession, targets: NetworkTargets, is_cancelled: Callable[[], bool]
    ) -> None:
        self._session = session
        self._targets = targets
        self._is_cancelled = is_cancelled

    def latency_ms(self) -> Optional[float]:
        """The median of a few small questions on one open connection."""
        self._small_question()
        is_over = self._over_after(_LATENCY_S)
        samples: List[float] = []
        for _ in range(_LATENCY_SAMPLES):
            if is_over():
                break
            sample = self._small_question()
            samples.extend([] if sample is None else [sample])
        return statistics.median(samples) * 1000 if len(samples) >= _LEAST_SAMPLES else None

    def _small_question(self) -> Optional[float]:
        """Its seconds; None when it was refused or needed a connection of its own."""
        opened, started = self._session.connections_opened, time.perf_counter()
        try:
            with self._session.get(self._targets.download_of(_SMALL_BYTES)) as answer:
                is_good = answer.status == _OK and answer.receive(_LONGEST_SMALL_ANSWER) > 0
                seconds = time.perf_counter() - started
        except NetworkError:
            return None
        is_warm = opened == self._session.connections_opened > 0
        return seconds if is_good and is_warm else None

    def upload(self) -> Optional[Rate]:
        """The rate of the largest upload that was acknowledged."""
        end = time.perf_counter() + _UPLOAD_S
        rate, size = None, FIRST_UPLOAD_BYTES
        while size and not self._is_cancelled():
            started = time.perf_counter()
            if not self._is_acknowledged(os.urandom(size)):
                break
            seconds = time.perf_counter() - started
            rate = rate_of(size, seconds)
            size = next_upload(size, seconds, end - time.perf_counter())
        return rate

    def _is_acknowledged(self, body: bytes) -> bool:
        try:
            with self._session.post(self._targets.upload_url, body) as answer:
                answer.receive(_LONGEST_SMALL_ANSWER)
                return 200 <= answer.status < 300
        except NetworkError:
            return False

    def download(self) -> Optional[Rate]:
        """The rate of what came of one large file."""
        is_over, started = self._over_after(_DOWNLOAD_S), time.perf_counter()
        try:
            with self._session.get(self._targets.download_of(DOWNLOAD_BYTES)) as answer:
                received = answer.receive(DOWNLOAD_BYTES, is_over) if answer.status == _OK else 0
                return rate_of(received, time.perf_counter() - started)
        except NetworkError:
            return None

    def _over_after(self, seconds: float) -> Callable[[], bool]:
        end = time.perf_counter() + seconds
        return lambda: self._is_cancelled() or time.perf_counter() >= end


def measure_speed(
    targets: NetworkTargets,
    transport: Transport,
    is_cancelled: Callable[[], bool],
    limit_s: float = LIMIT_S,
) -> SpeedFacts:
    """Latency, then upload, then download. What could not be measured is None.

    ValueError for an address that may not be asked; OSError when the roots cannot be read.
    """
    with open_session(transport, limit_s) as session:
        measurement = SpeedMeasurement(session, targets, is_cancelled)
        latency_ms = measurement.latency_ms()
        upload = measurement.upload()
        download = measurement.download()
    return SpeedFacts(download, upload, latency_ms)
