"""The conversation with the desk over real connections, true or false, slow, endless or cut."""

import time
from pathlib import Path
from typing import Iterator

import pytest

from agent.reporting.answers import ANSWER_LIMIT, NotNow, Received
from agent.reporting.client import DeskClient, desk_transport
from agent.reporting.synced import Reached
from agent.requirements.network.http import Transport
from tests.network.certificates import Certificate
from tests.network.desk_server import DeskServer
from tests.network.servers import (
    Behaviour,
    answering,
    closed_port,
    dripping,
    flooding,
    saying,
    serving,
    silent,
)
from tests.unit.journal_with_desk import DESK_SECONDS
from tests.unit.reporting_account import ReportingAccount
from tests.unit.true_desk import TrueDesk

SHORT_S = 0.5
GENEROUS_S = 20.0
LOG = "a.fr/consent/0123456789abcdef"


def signature(_text: bytes) -> bytes:
    return b"s" * 64


@pytest.fixture
def desk() -> DeskServer:
    return DeskServer(TrueDesk())


@pytest.fixture
def account(
    desk: DeskServer, certificate: Certificate, trusting: Transport, tmp_path: Path
) -> Iterator[ReportingAccount]:
    with serving(desk, certificate.server_context()) as server:
        yield ReportingAccount(tmp_path / "consent", DeskClient(server.url, trusting))


def test_a_journal_reaches_the_desk_over_tls_and_comes_back(
    account: ReportingAccount, desk: DeskServer
) -> None:
    for _ in range(60):
        account.append()
    assert account.send_id().reached is Reached.UP_TO_DATE
    held = desk.desk.lines[account.log]
    assert held == account.lines()[:-1]
    cut = b"".join(line + b"\n" for line in held[:3])
    account.path.write_bytes(cut)
    account.start()
    assert account.report().reached is Reached.UP_TO_DATE
    assert account.lines()[: len(held)] == held


def test_a_report_says_what_it_is_and_brings_no_cookie(
    account: ReportingAccount, desk: DeskServer
) -> None:
    account.send_id()
    account.append()
    account.report()
    posts = [head for head in desk.heads if head[""].startswith("POST")]
    assert len(posts) == 2
    for head in posts:
        assert head["content-type"] == "application/json"
        assert head["accept-encoding"] == "identity"
        assert not {"cookie", "content-encoding", "authorization"} & head.keys()


@pytest.mark.fault("clock ahead or behind, of client or desk")
def test_a_computer_whose_clock_is_wrong_asks_again_by_the_desk_s(
    account: ReportingAccount, desk: DeskServer
) -> None:
    account.send_id()
    desk.desk.seconds = DESK_SECONDS
    kept = account.line.lines(account.log, 0, 5, signature)
    assert kept is not None
    assert kept.lines == tuple(desk.desk.lines[account.log])
    assert [head["desk-time"] for head in desk.heads[-2:]] == ["5", str(DESK_SECONDS)]


NO_ANSWERS = {
    "redirect": answering("HTTP/1.1 302 Found", "Location: https://elsewhere.example/"),
    "redirect of a post": answering("HTTP/1.1 307 X", "Location: /v1/reports"),
    "giant": answering("HTTP/1.1 200 OK", body=b"x" * (ANSWER_LIMIT + 1)),
    "endless": saying(b"HTTP/1.1 200 OK\r\n\r\n", flooding),
    "dripping": saying(b"HTTP/1.1 200 OK\r\n\r\n", dripping),
    "dripping head": dripping,
    "silent": silent,
    "cut": saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
    "cut in chunks": saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"),
    "compressed": answering("HTTP/1.1 500 X", "Content-Encoding: gzip", body=b"\x1f\x8b"),
    "no HTTP": saying(b"SSH-2.0-x\r\n"),
}


@pytest.mark.fault("server that lies to the program")
@pytest.mark.parametrize("behaviour", NO_ANSWERS.values(), ids=NO_ANSWERS.keys())
def test_what_is_no_answer_is_none_and_ends_in_time(behaviour: Behaviour, plain: Transport) -> None:
    with serving(behaviour) as server:
        client = DeskClient(server.url, plain, SHORT_S)
        began = time.perf_counter()
        assert isinstance(client.send(b"{}"), NotNow)
        assert client.lines(LOG, 0, 1, signature) is None
        assert time.perf_counter() - began < GENEROUS_S
        assert server.accepted <= 3


@pytest.mark.fault("server that lies to the program")
def test_another_s_certificate_is_no_desk(certificate: Certificate, desk: DeskServer) -> None:
    with serving(desk, certificate.server_context()) as server:
        transport = desk_transport(server.url)
        assert transport.trusts_system
        assert isinstance(DeskClient(server.url, transport).send(b"{}"), NotNow)
    assert not desk.heads


def test_plain_http_goes_to_this_computer_and_nowhere_else() -> None:
    with serving(answering("HTTP/1.1 200 OK", body=b"note")) as server:
        found = DeskClient(server.url, desk_transport(server.url)).send(b"{}")
    assert found == Received(b"note")
    elsewhere = "http://desk.example"
    assert isinstance(DeskClient(elsewhere, desk_transport(elsewhere)).send(b"{}"), NotNow)


def test_without_a_desk_there_the_report_waits(plain: Transport) -> None:
    client = DeskClient(f"http://127.0.0.1:{closed_port()}", plain)
    assert isinstance(client.send(b"{}"), NotNow)
