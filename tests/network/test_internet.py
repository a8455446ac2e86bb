"""Only the check page itself is the Internet, and no server can hold the check up."""

import socket
import ssl
import threading
from datetime import datetime, timezone
from pathlib import Path
from typing import Dict, List

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.requirements.facts import InternetAccess, InternetFacts
from agent.requirements.network.http import Transport
from agent.requirements.network.internet import check_internet, seconds_of_date
from agent.requirements.network.tls import strict_context
from tests.network.certificates import Certificate, CertificateMaker
from tests.network.conftest import no_proxy
from tests.network.servers import (
    Behaviour,
    Connection,
    answering,
    closed_port,
    dripping,
    flooding,
    ok_with_date,
    read_head,
    saying,
    serving,
    silent,
)

SHORT_S = 0.5
REACHABLE, UNKNOWN = InternetAccess.REACHABLE, InternetAccess.UNKNOWN
CAPTURED = InternetAccess.CAPTURED


def test_the_check_page_behind_its_own_certificate_is_the_internet(
    certificate: Certificate, trusting: Transport
) -> None:
    with serving(ok_with_date(-3600), certificate.server_context()) as server:
        found = check_internet(server.url, trusting)
    assert found.access is REACHABLE
    assert found.clock_skew_s == pytest.approx(3600, abs=30)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_no_environment_variable_makes_a_stranger_trusted(
    name: str, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(certificate.chain))
    with serving(ok_with_date(), certificate.server_context()) as server:
        found = check_internet(server.url, Transport(proxy_for=no_proxy))
    assert found == InternetFacts(CAPTURED)


def test_a_certificate_for_another_host_is_somebody_else(maker: CertificateMaker) -> None:
    other = maker.make(host="login.example")
    trusting_other = Transport(ca_bundle=other.chain, proxy_for=no_proxy)
    with serving(ok_with_date(), other.server_context()) as server:
        assert check_internet(server.url, trusting_other) == InternetFacts(CAPTURED)


@pytest.mark.parametrize(("begins_in", "ends_in"), [(-9, -2), (2, 9)])
def test_a_certificate_of_another_time_says_something_about_dates_only(
    begins_in: int, ends_in: int, maker: CertificateMaker
) -> None:
    other = maker.make(begins_in=begins_in, ends_in=ends_in)
    with serving(ok_with_date(), other.server_context()) as server:
        found = check_internet(server.url, Transport(ca_bundle=other.chain, proxy_for=no_proxy))
    assert found == InternetFacts(InternetAccess.WRONG_DATES)


def test_plain_text_in_place_of_a_secured_answer_is_somebody_else(trusting: Transport) -> None:
    with serving(lambda connection, _: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as server:
        found = check_internet(f"https://127.0.0.1:{server.port}", trusting)
    assert found.access is CAPTURED


def test_nothing_older_than_tls_1_2_and_no_chacha20_is_offered() -> None:
    context = strict_context()
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    offered = {str(cipher["name"]) for cipher in context.get_ciphers()}
    chacha = {name for name in offered if "CHACHA20" in name}
    is_capped = context.maximum_version is ssl.TLSVersion.TLSv1_2
    assert all(name.startswith("TLS_") for name in chacha)
    assert is_capped is (ssl.OPENSSL_VERSION_INFO < (3,))


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize(
    ("ciphers", "version"),
    [("ALL:@SECLEVEL=0", ssl.TLSVersion.TLSv1_1), ("CHACHA20", ssl.TLSVersion.TLSv1_2)],
)
def test_old_tls_and_chacha20_are_refused(
    ciphers: str, version: ssl.TLSVersion, certificate: Certificate, trusting: Transport
) -> None:
    context, lenient = certificate.server_context(), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for side in (context, lenient):
        side.set_ciphers(ciphers)
        side.minimum_version = side.maximum_version = version
    lenient.load_verify_locations(certificate.chain)
    with serving(ok_with_date(), context) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            lenient.wrap_socket(connection, server_hostname="127.0.0.1").close()
        assert check_internet(server.url, trusting).access is not REACHABLE


@pytest.mark.parametrize(
    ("behaviour", "access"),
    [
        (answering("HTTP/1.1 200 OK"), REACHABLE),
        (answering("HTTP/1.1 204 No Content"), REACHABLE),
        (answering("HTTP/1.1 302 Found", "Location: /"), CAPTURED),
        (answering("HTTP/1.1 302 Found", "Location: http://[bad"), CAPTURED),
        (answering("HTTP/1.1 302 Found"), CAPTURED),
        (answering("HTTP/1.1 511 Network Authentication Required"), CAPTURED),
        (answering("HTTP/1.1 404 Not Found"), UNKNOWN),
        (answering("HTTP/1.1 500 Oops"), UNKNOWN),
        (saying(b""), UNKNOWN),
        (saying(b"\r\n\r\n"), UNKNOWN),
        (saying(b"SSH-2.0-Wrong\r\n"), UNKNOWN),
        (saying(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), UNKNOWN),
        (saying(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n"), UNKNOWN),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"), REACHABLE),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip"), REACHABLE),
    ],
)
def test_an_answer_is_taken_for_what_it_is(
    behaviour: Behaviour, access: InternetAccess, plain: Transport
) -> None:
    with serving(behaviour) as server:
        assert check_internet(server.url, plain).access is access


@pytest.mark.parametrize(
    "behaviour",
    [
        saying(b"", then=dripping),
        saying(b"HTTP/1.1 200 OK\r\nX: ", then=dripping),
        saying(b"HTTP/1.1 100 Continue\r\n\r\n", then=dripping),
        saying(b"HTTP/1.1 100 Continue\r\n", then=flooding),
        silent,
    ],
)
def test_a_server_that_never_finishes_its_head_leaves_the_answer_unknown(
    behaviour: Behaviour, plain: Transport
) -> None:
    with serving(behaviour) as server:
        assert check_internet(server.url, plain, SHORT_S) == InternetFacts(UNKNOWN)


@pytest.mark.parametrize("behaviour", [silent, dripping])
def test_a_server_that_never_finishes_the_handshake_leaves_the_answer_unknown(
    behaviour: Behaviour, trusting: Transport
) -> None:
    with serving(behaviour) as server:
        url = f"https://127.0.0.1:{server.port}"
        assert check_internet(url, trusting, SHORT_S).access in (UNKNOWN, CAPTURED)


@pytest.mark.parametrize("status", ["200 OK", "302 Found\r\nLocation: /"])
def test_an_endless_body_is_not_read(status: str, plain: Transport) -> None:
    with serving(saying(f"HTTP/1.1 {status}\r\n\r\n".encode(), then=flooding)) as server:
        found = check_internet(server.url, plain)
    assert found.access is (REACHABLE if status.startswith("200") else CAPTURED)


def test_redirects_are_not_followed(plain: Transport) -> None:
    with serving(answering("HTTP/1.1 302 Found", "Location: /again")) as server:
        check_internet(server.url, plain)
        assert server.accepted == 1


def test_nobody_there_is_no_internet(plain: Transport) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    assert check_internet(url, plain) == InternetFacts(InternetAccess.UNREACHABLE)


def test_a_host_that_does_not_exist_is_no_internet() -> None:
    found = check_internet("https://does-not-exist.invalid/", Transport(proxy_for=no_proxy))
    assert found == InternetFacts(InternetAccess.UNREACHABLE)


def test_a_proxy_that_wants_a_login_says_nothing_about_the_internet() -> None:
    with serving(answering("HTTP/1.1 407 Proxy Authentication Required")) as proxy:
        transport = Transport(proxy_for=lambda _: f"http://127.0.0.1:{proxy.port}")
        found = check_internet("https://check.example/", transport)
        assert proxy.accepted == 1
    assert found == InternetFacts(UNKNOWN)


def test_a_proxy_is_asked_for_the_host_and_trusted_with_nothing(
    certificate: Certificate,
) -> None:
    asked: List[str] = []

    def proxy_that_answers_itself(connection: Connection, _: threading.Event) -> None:
        asked.append(read_head(connection)[0])
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        certificate.server_context().wrap_socket(connection, server_side=True)

    with serving(proxy_that_answers_itself) as proxy:
        transport = Transport(
            ca_bundle=certificate.chain, proxy_for=lambda _: f"http://127.0.0.1:{proxy.port}"
        )
        found = check_internet("https://check.example/", transport)
    assert [line.rpartition("/")[0] for line in asked] == ["CONNECT check.example:443 HTTP"]
    assert found == InternetFacts(CAPTURED)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://example.invalid/", "ftp://127.0.0.1/", "nonsense", ""]
)
def test_an_address_that_is_not_secured_is_a_fault_of_the_program(url: str) -> None:
    with pytest.raises(ValueError, match="cannot be asked"):
        check_internet(url, Transport(proxy_for=no_proxy))


def test_plain_text_leaves_this_computer_in_no_case(plain: Transport) -> None:
    with pytest.raises(ValueError, match="cannot be asked"):
        check_internet("http://127.0.0.1.example/", plain)


def test_a_missing_list_of_authorities_is_a_fault_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_internet("https://127.0.0.1/", Transport(ca_bundle=tmp_path / "none.pem"))


def test_nothing_but_the_request_itself_is_told_to_the_server(
    plain: Transport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    heads: List[Dict[str, str]] = []

    def remember(connection: Connection, _: threading.Event) -> None:
        heads.append(read_head(connection)[1])
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with serving(remember) as server:
        check_internet(server.url, plain)
    allowed = {"host", "user-agent", "accept", "accept-encoding", "connection", "cache-control"}
    assert set(heads[0]) == allowed


@pytest.mark.parametrize(
    "header", ["Date: yesterday", "Date: ", "Age: 120", "Date: Sun, 99 Nov 2026 12:00:00 GMT"]
)
def test_a_doubtful_date_is_not_a_clock(header: str, plain: Transport) -> None:
    date = "" if header.startswith("Date") else "Date: Sun, 22 Nov 2026 12:00:00 GMT"
    lines = [line for line in ("HTTP/1.1 200 OK", date, header) if line]
    with serving(answering(*lines)) as server:
        assert check_internet(server.url, plain) == InternetFacts(REACHABLE)


def test_an_http_date_is_read_to_the_second() -> None:
    expected = datetime(2026, 11, 22, 12, 0, 5, tzinfo=timezone.utc).timestamp()
    assert seconds_of_date("Sun, 22 Nov 2026 12:00:05 GMT") == expected


@given(
    st.text(max_size=60)
    | st.from_regex(r"[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d+ \d\d:\d\d:\d\d .*")
)
def test_any_date_header_is_read_or_refused(header: str) -> None:
    seconds = seconds_of_date(header)
    assert seconds is None or abs(seconds) < 1e12
