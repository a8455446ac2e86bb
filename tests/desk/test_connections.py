"""Connections that never finish what they began, over raw sockets to a real desk process."""

import http.client
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest

from desk.commands.serve import MOST_AT_ONCE
from tests.desk.journals import Client, body_of
from tests.desk.running import Running

HALF_A_HEAD = b"POST /v1/reports HTTP/1.1\r\nHost: x\r\nX-Half"
HALF_A_REPORT = b"POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
HALF_A_FORM = (
    b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nname="
)
HANGS_SECONDS = 60


@contextmanager
def half_open(running: Running, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """So many connections that have said this and say no more."""
    parts = urlsplit(running.address)
    with ExitStack() as opened:
        lines = []
        for _ in range(count):
            place = (parts.hostname or "", parts.port or 0)
            line = opened.enter_context(socket.create_connection(place, timeout=HANGS_SECONDS))
            line.sendall(said)
            lines.append(line)
        yield lines


def is_ended(line: socket.socket) -> bool:
    """Whether the desk ends it, whatever it says before."""
    try:
        while line.recv(65536):
            continue
    except ConnectionError:
        return True
    return True


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    seconds = {"DESK_HEAD_SECONDS": "1", "DESK_BODY_SECONDS": "1"}
    running = Running(tmp_path_factory.mktemp("desk") / "data", None, seconds)
    running.start()
    yield running
    running.kill()


@pytest.mark.fault("connections that never finish")
@pytest.mark.parametrize("said", [b"", HALF_A_HEAD, HALF_A_REPORT])
def test_two_hundred_half_open_connections_hold_up_no_client_and_are_ended(
    impatient: Running, said: bytes
) -> None:
    with half_open(impatient, 200, said) as lines:
        assert impatient.post(body_of(Client().report())).status_code == 200
        assert all(map(is_ended, lines))


@pytest.mark.fault("connections that never finish")
@pytest.mark.parametrize("said", [b"", HALF_A_HEAD, HALF_A_REPORT])
def test_more_half_open_connections_than_there_are_places_shut_no_client_out(
    start: Callable[..., Running], said: bytes
) -> None:
    running = start(DESK_HEAD_SECONDS="3600", DESK_BODY_SECONDS="3600")
    client = Client()
    with half_open(running, MOST_AT_ONCE + 100, said) as lines:
        assert running.post(body_of(client.report())).status_code == 200
        assert is_ended(lines[0])
        assert running.post(body_of(client.grant(2).report(1))).status_code == 200


@pytest.mark.fault("connections that never finish")
@pytest.mark.parametrize("said", [HALF_A_HEAD, HALF_A_REPORT, HALF_A_FORM])
def test_what_trickles_in_for_ever_is_not_waited_for(impatient: Running, said: bytes) -> None:
    with half_open(impatient, 1, said) as (line,):
        line.settimeout(0.1)
        assert any(is_ended_after_a_byte(line) for _ in range(HANGS_SECONDS * 10))


def is_ended_after_a_byte(line: socket.socket) -> bool:
    try:
        line.sendall(b"a")
        return is_ended(line)
    except TimeoutError:
        return False
    except ConnectionError:
        return True


@pytest.mark.fault("connections that never finish")
def test_a_connection_that_was_of_use_once_is_not_waited_for_either(impatient: Running) -> None:
    with half_open(impatient, 1, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") as (line,):
        assert line.recv(65536).startswith(b"HTTP/1.1 200")
        line.sendall(HALF_A_HEAD)
        assert is_ended(line)


def test_a_connection_may_be_used_again_and_again(start: Callable[..., Running]) -> None:
    running, client = start(), Client()
    with half_open(running, 1, b"") as (line,):
        for minutes in range(1, 5):
            size = client.size
            body = body_of(client.send_fields(minutes).report(size if minutes > 1 else 0))
            head = f"POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
            # In two parts, as they come over a slow line.
            line.sendall(head[:20].encode())
            line.sendall(head[20:].encode() + body)
            with http.client.HTTPResponse(line) as answer:
                answer.begin()
                assert (answer.status, bool(answer.read())) == (200, True)


@pytest.mark.fault("connections that never finish")
def test_who_does_not_read_what_he_asked_for_is_not_waited_for(impatient: Running) -> None:
    asked = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
    with half_open(impatient, 1, b"") as (line,), pytest.raises(ConnectionError):
        # No more is taken once the answers fill what lies between.
        line.sendall(asked * 1_000_000)
