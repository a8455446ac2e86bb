"""Windows' own roots are trusted for the desk, and what the environment names is not."""

import ssl
import sys
from dataclasses import replace
from pathlib import Path
from typing import Set, Union

import pytest

from agent.reporting.answers import Received
from agent.reporting.client import DeskClient, desk_transport
from agent.requirements.network.tls import strict_context, trust_system_roots
from tests.network.certificates import CertificateMaker
from tests.network.conftest import no_proxy
from tests.network.servers import answering, serving

assert sys.platform == "win32"

SERVERS, MAIL = ssl.Purpose.SERVER_AUTH.oid, "1.3.6.1.5.5.7.3.4"


def trusted(context: ssl.SSLContext) -> Set[bytes]:
    return set(context.get_ca_certs(binary_form=True))


def test_windows_roots_come_on_top_of_the_others() -> None:
    context = strict_context()
    before = trusted(context)
    trust_system_roots(context)
    assert trusted(context) >= before
    assert context.cert_store_stats()["x509"] >= len(before)
    assert ssl.enum_certificates("ROOT")
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


@pytest.mark.parametrize(
    ("trust", "is_trusted"),
    [(True, True), ({SERVERS, MAIL}, True), ({MAIL}, False), (False, False)],
)
def test_a_desk_behind_a_root_of_windows_is_reached_when_that_is_for_servers(
    trust: Union[bool, Set[str]],
    is_trusted: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = CertificateMaker(tmp_path).make()
    root = ssl.PEM_cert_to_DER_cert(certificate.chain.read_text())
    monkeypatch.setattr(ssl, "enum_certificates", lambda _store: [(root, "x509_asn", trust)])
    answer = answering("HTTP/1.1 200 OK", body=b"note")
    with serving(answer, certificate.server_context()) as server:
        transport = replace(desk_transport(server.url), proxy_for=no_proxy)
        found = DeskClient(server.url, transport).send(b"{}")
    assert isinstance(found, Received) == is_trusted


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_a_root_that_the_environment_names_is_not(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = strict_context()
    trust_system_roots(context)
    monkeypatch.setenv(name, str(CertificateMaker(tmp_path).make().chain))
    again = strict_context()
    trust_system_roots(again)
    assert trusted(again) == trusted(context)
