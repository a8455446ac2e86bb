"""What is measured is true, whatever the server does, and never costs much."""

import contextlib
from typing import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.requirements.facts import Rate, SpeedFacts
from agent.requirements.network.http import Transport, open_session
from agent.requirements.network.speed import (
    DOWNLOAD_BYTES,
    FIRST_UPLOAD_BYTES,
    LEAST_BYTES,
    UPLOAD_BYTES,
    SpeedMeasurement,
    measure_speed,
    next_upload,
    rate_of,
)
from agent.requirements.network.targets import NetworkTargets
from tests.network.certificates import Certificate
from tests.network.servers import (
    Behaviour,
    SpeedServer,
    answering,
    closed_port,
    dripping,
    flooding,
    saying,
    serving,
    silent,
)

SHORT_S = 0.5
MOST_BYTES = 4_000_000


HEAD = b"HTTP/1.1 200 OK\r\n"


def never() -> bool:
    return False


def at(url: str) -> NetworkTargets:
    return NetworkTargets(f"{url}/check", f"{url}/{{bytes}}", f"{url}/upload", ("tv.example",))


@contextlib.contextmanager
def measuring(behaviour: Behaviour, transport: Transport) -> Iterator[SpeedMeasurement]:
    with serving(behaviour) as server, open_session(transport, SHORT_S) as session:
        yield SpeedMeasurement(session, at(server.url), never)


def test_a_good_server_gives_all_three_and_moves_little(
    certificate: Certificate, trusting: Transport
) -> None:
    behaviour = SpeedServer()
    with serving(behaviour, certificate.server_context()) as server:
        found = measure_speed(at(server.url), trusting, never)
    assert found.latency_ms is not None
    assert found.download is not None
    assert found.upload is not None
    assert behaviour.uploads[0] == FIRST_UPLOAD_BYTES
    assert behaviour.moved <= MOST_BYTES


@pytest.mark.fault("speed server that sends a byte a second or never ends")
@pytest.mark.parametrize(
    "behaviour",
    [
        answering("HTTP/1.1 404 Not Found", body=b"x" * 100_000),
        answering("HTTP/1.1 302 Found", "Location: /", body=b"x" * 100_000),
        answering("HTTP/1.1 500 Oops"),
        saying(b""),
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"),
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + b"x" * 500_000),
        saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"),
        saying(b"", then=dripping),
        saying(b"HTTP/1.1 200 OK\r\n\r\n", then=dripping),
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", then=dripping),
        saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n", then=dripping),
        silent,
    ],
)
def test_a_bad_server_gives_no_download_rate(behaviour: Behaviour, plain: Transport) -> None:
    with serving(behaviour) as server:
        assert measure_speed(at(server.url), plain, never, SHORT_S).download is None


@pytest.mark.parametrize(
    "behaviour",
    [
        answering("HTTP/1.1 413 Too Large", hangs_up=True),
        answering("HTTP/1.1 302 Found", "Location: /"),
        saying(b""),
        lambda connection, _: connection.close(),
        saying(b"", then=dripping),
        silent,
    ],
)
def test_an_upload_that_is_not_acknowledged_has_no_rate(
    behaviour: Behaviour, plain: Transport
) -> None:
    with measuring(behaviour, plain) as measurement:
        assert measurement.upload() is None


@pytest.mark.parametrize(
    ("behaviour", "received"),
    [
        (saying(b"HTTP/1.1 200 OK\r\n\r\n", then=flooding), DOWNLOAD_BYTES),
        (saying(HEAD + b"Content-Length: 2000000\r\n\r\n" + b"x" * 100_000), 100_000),
        (saying(HEAD + b"Content-Length: 50\r\n\r\n" + b"x" * 100_000), 50),
        (saying(HEAD + b"Content-Encoding: gzip\r\n\r\n" + b"\x1f\x8b" * 25), 50),
    ],
)
def test_a_download_counts_for_what_came_up_to_its_limit(
    behaviour: Behaviour, received: int, plain: Transport
) -> None:
    with serving(behaviour) as server, open_session(plain, 30) as session:
        question = session.get(server.url)
        with question as answer:
            assert answer.receive(DOWNLOAD_BYTES) == received


def test_latency_is_not_taken_from_new_connections(plain: Transport) -> None:
    with measuring(answering("HTTP/1.1 200 OK", body=b"x", hangs_up=True), plain) as measurement:
        assert measurement.latency_ms() is None


def test_nobody_there_is_no_measurement(plain: Transport) -> None:
    targets = at(f"http://127.0.0.1:{closed_port()}")
    assert measure_speed(targets, plain, never) == SpeedFacts()


def test_a_cancelled_measurement_measures_nothing(plain: Transport) -> None:
    behaviour = SpeedServer()
    with serving(behaviour) as server:
        found = measure_speed(at(server.url), plain, lambda: True)
    assert found == SpeedFacts()
    assert behaviour.uploads == []


@given(st.integers(0, 10**8), st.floats(-1, 100))
def test_a_rate_is_never_more_than_what_was_moved(moved: int, seconds: float) -> None:
    rate = rate_of(moved, seconds)
    if rate is None:
        assert moved < LEAST_BYTES or seconds <= 0
    else:
        assert rate.mbit_s * seconds <= moved * 8 / 1e6 * 1.000001


def test_a_short_transfer_is_a_lower_bound() -> None:
    assert rate_of(125_000, 0.5) == Rate(2.0, is_lower_bound=True)
    assert rate_of(125_000, 1.0) == Rate(1.0, is_lower_bound=False)
    assert rate_of(LEAST_BYTES - 1, 1.0) is None


@pytest.mark.parametrize(
    ("seconds", "remaining_s", "size"),
    [(0.001, 1.0, UPLOAD_BYTES), (0.1, 1.0, 98_304), (0.31, 1.0, 0), (0.1, 0.0, 0), (0.1, -1.0, 0)],
)
def test_the_next_upload_is_as_large_as_the_time_left_allows(
    seconds: float, remaining_s: float, size: int
) -> None:
    assert next_upload(FIRST_UPLOAD_BYTES, seconds, remaining_s) == size


@given(st.floats(0, 10), st.floats(-5, 5))
def test_all_uploads_together_stay_within_bounds(seconds: float, remaining_s: float) -> None:
    size, total = FIRST_UPLOAD_BYTES, 0
    while size:
        total += size
        size = next_upload(size, seconds, remaining_s)
    assert total < 2 * UPLOAD_BYTES
    assert total + DOWNLOAD_BYTES < MOST_BYTES
