"""The wire as API.md says, over real HTTP to a real desk process, on both stores."""

import gzip
import http.client
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from agent.consent.receipt import read_receipt
from agent.consent.signed_note import desk_signer
from desk import ed25519
from tests.desk.journals import Client, body_of
from tests.desk.running import Running

LIMIT = 262_144


@pytest.fixture
def desk(start: Callable[..., Running], store_url: str | None) -> Running:
    return start(store_url)


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """For what is refused before any store is asked."""
    data: Path = tmp_path_factory.mktemp("desk") / "data"
    running = Running(data, None, {"DESK_BODY_SECONDS": "1"})
    running.start()
    yield running
    running.kill()


def now() -> int:
    return int(time.time())


def test_from_report_to_receipt_to_lines_given_back(desk: Running) -> None:
    client = Client().send_fields().grant(2)
    answer = desk.post(body_of(client.report()))
    assert (answer.status_code, answer.headers["Desk-Known-Size"]) == (200, "4")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    signer = desk_signer(desk.get("/v1/key").text.strip())
    receipt = read_receipt(answer.content, client.writer.key, signer, ed25519.verify)
    assert abs(receipt.seconds - now()) < 60
    assert desk.post(body_of(client.report())).content == answer.content
    held = desk.get(f"/v1/logs/{client.log}/lines?from=1", client.asks(1, now()))
    assert held.json() == {
        "log": client.log,
        "from": 1,
        "size": 4,
        "lines": [line.decode() for line in client.lines[1:]],
        "receipt": answer.text,
    }
    assert desk.get("/healthz").status_code == 200


def test_conflicts_say_how_many_lines_are_known(desk: Running) -> None:
    client = Client().send_fields()
    other = client.copy().grant(3)
    assert desk.post(body_of(client.report(1))).json() == {"known_size": 0, "why": "behind"}
    client.grant(2)
    desk.post(body_of(client.report()))
    ahead = desk.post(body_of(client.report(0, 3)))
    assert (ahead.status_code, ahead.json()) == (409, {"known_size": 4, "why": "ahead"})
    fork = desk.post(body_of(other.report()))
    assert (fork.status_code, fork.json()) == (409, {"known_size": 4, "why": "fork"})


@pytest.mark.fault("forged report")
def test_a_wrong_signature_is_told_from_a_wrong_form(desk: Running) -> None:
    client, stranger = Client(), Client()
    client.writer.sign = stranger.writer.sign
    assert desk.post(body_of(client.report())).status_code == 401
    assert desk.post(b"{}").status_code == 400


def test_lines_are_given_to_nobody_but_the_keys_holder(desk: Running) -> None:
    client, stranger = Client().send_fields(), Client()
    desk.post(body_of(client.report()))
    path = f"/v1/logs/{client.log}/lines?from="
    refused = [
        desk.get(path + "0", stranger.asks(0, now())),
        desk.get(path + "0", client.asks(1, now())),
        desk.get(path + "0", client.asks(0, now() - 400)),
        desk.get(path + "0", client.asks(0, now() + 400)),
        desk.get(f"/v1/logs/{stranger.log}/lines?from=0", stranger.asks(0, now())),
    ]
    assert [answer.status_code for answer in refused] == [401] * 5
    assert len({answer.text for answer in refused}) == 1
    assert desk.get(path + "0", client.asks(0, now() - 200)).status_code == 200
    assert desk.get(path + "2", client.asks(2, now())).json()["lines"] == []


@pytest.mark.parametrize(
    ("number", "headers"),
    [
        ("00", {}),
        ("-1", {}),
        ("x", {}),
        ("", {}),
        ("9" * 30, {}),
        ("0", {"Desk-Time": "٣"}),
        ("0", {"Desk-Time": "now"}),
        ("0", {"Desk-Signature": "AAAA"}),
        ("0", {"Desk-Signature": "A" * 100_000}),
    ],
)
def test_a_request_for_lines_that_is_malformed_is_refused(
    one_desk: Running, number: str, headers: dict[str, str]
) -> None:
    client = Client()
    asked = {**client.asks(0, now()), **headers}
    encoded = {name.encode(): value.encode() for name, value in asked.items()}
    answer = httpx.get(
        f"{one_desk.address}/v1/logs/{client.log}/lines?from={number}", headers=encoded
    )
    assert answer.status_code in (400, 431)


@pytest.mark.fault("path tricks")
@pytest.mark.parametrize("path", ["/v1/logs/../../desk.key/lines", "/v1/logs//lines", "/desk.key"])
def test_no_path_leads_to_a_file(one_desk: Running, path: str) -> None:
    parts = urlsplit(one_desk.address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", path + "?from=0")
    assert connection.getresponse().status in (400, 404)
    connection.close()


@pytest.mark.fault("giant body")
def test_a_body_over_the_limit_is_refused_whole_or_in_parts(one_desk: Running) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(LIMIT // 1024 + 1):
            yield b" " * 1024

    assert one_desk.post(b" " * (LIMIT + 1)).status_code == 413
    assert one_desk.post(b" " * LIMIT).status_code == 400
    address = f"{one_desk.address}/v1/reports"
    assert httpx.post(address, content=parts(), timeout=30).status_code == 413


@pytest.mark.fault("giant body")
def test_a_body_that_says_it_is_giant_is_refused_before_it_comes(one_desk: Running) -> None:
    parts = urlsplit(one_desk.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
        line.sendall(b"POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.fault("compressed body")
def test_a_compressed_body_is_refused(one_desk: Running) -> None:
    body = gzip.compress(body_of(Client().report()))
    answer = httpx.post(
        f"{one_desk.address}/v1/reports", content=body, headers={"Content-Encoding": "gzip"}
    )
    assert answer.status_code == 400


@pytest.mark.fault("slow body")
def test_a_body_that_never_ends_is_not_waited_for(one_desk: Running) -> None:
    parts = urlsplit(one_desk.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
        line.sendall(b"POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert line.recv(100).startswith(b"HTTP/1.1 400")


@pytest.mark.fault("slow body", "report cut short")
def test_a_body_that_breaks_off_leaves_the_desk_well(one_desk: Running) -> None:
    parts = urlsplit(one_desk.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as line:
        line.sendall(b"POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    assert one_desk.get("/healthz").status_code == 200


@pytest.mark.fault("body nested without end")
def test_what_is_nested_without_end_is_refused(one_desk: Running) -> None:
    assert one_desk.post(b"[" * 200_000).status_code == 400


def test_no_answer_leads_elsewhere(one_desk: Running) -> None:
    for path in ("/v1/key/", "/healthz/", "/v1/reports/", "/docs", "/redoc"):
        assert one_desk.get(path).status_code in (404, 405)


def test_who_comes_too_often_is_told_when_to_come_again(start: Callable[..., Running]) -> None:
    desk = start(DESK_RATE_LOG="3", DESK_RATE_ADDRESS="6")
    client, other = Client(), Client()
    answers = [desk.post(body_of(client.report())) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert desk.post(body_of(other.report())).status_code == 200
    last = [desk.post(b"{}").status_code for _ in range(2)]
    assert last == [400, 429]


def test_nobody_can_use_up_the_share_of_another_journal(start: Callable[..., Running]) -> None:
    desk = start(DESK_RATE_LOG="2")
    client, stranger = Client(), Client()
    sign = client.writer.sign
    client.writer.sign = stranger.writer.sign
    forged = body_of(client.report())
    client.writer.sign = sign
    assert [desk.post(forged).status_code for _ in range(5)] == [401] * 5
    assert desk.post(body_of(client.report())).status_code == 200
