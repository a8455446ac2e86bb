"""A bell rings for what is worth a look, tells nothing of anybody, and is never waited for."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desk.journals import FIELDS, Client, body_of
from tests.desk.running import Running

HANGS_SECONDS = 60


@pytest.fixture
def heard() -> Iterator[tuple[str, list[bytes], threading.Event]]:
    """An address to ring at, and what was heard there; it answers nothing before it is let."""
    told: list[bytes] = []
    came = threading.Event()

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])))
            came.set()
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/", told, came
    server.shutdown()
    server.server_close()


def test_a_bell_says_that_there_is_something_and_nothing_of_whom(
    start: Callable[..., Running], heard: tuple[str, list[bytes], threading.Event]
) -> None:
    address, told, came = heard
    desk = start(DESK_ALERTS=address)
    client = Client().send_fields()
    assert desk.post(body_of(client.report())).status_code == 200
    assert came.wait(30)
    secrets = [str(value).encode() for value in FIELDS.values()] + [client.log.encode()]
    assert not [secret for secret in secrets for text in told if secret in text]


@pytest.mark.parametrize("address", ["json://127.0.0.1:1/", "nonsense", "json://192.0.2.1/"])
def test_a_bell_that_nobody_hears_costs_no_report(
    start: Callable[..., Running], address: str
) -> None:
    desk = start(DESK_ALERTS=address)
    answers = [desk.post(body_of(Client().report())).status_code for _ in range(5)]
    assert answers == [200] * 5


def test_whoever_runs_the_desk_is_told_of_an_address_that_nobody_hears(
    tmp_path: Path, heard: tuple[str, list[bytes], threading.Event]
) -> None:
    address, _told, came = heard
    errors = tmp_path / "errors.txt"
    addresses = f"nonsense://ana:s3cret@host {address} json://ana:s3cret@127.0.0.1:1/"
    with errors.open("w") as file:
        desk = Running(tmp_path / "data", None, {"DESK_ALERTS": addresses}, errors=file)
        desk.start()
        assert desk.post(body_of(Client().report())).status_code == 200
        until(lambda: "address 3.\n" in errors.read_text())
        desk.kill()
    assert came.is_set()
    assert "address 1.\n" in errors.read_text()
    assert "address 2.\n" not in errors.read_text()
    assert "s3cret" not in errors.read_text()


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + HANGS_SECONDS
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.1)
