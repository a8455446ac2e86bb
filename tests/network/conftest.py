"""What the network tests share."""

from pathlib import Path

import pytest

from agent.requirements.network.http import Transport
from tests.network.certificates import Certificate, CertificateMaker


def no_proxy(_: str) -> None:
    """These tests stay on this computer, whatever its settings say."""


@pytest.fixture(scope="session")
def maker(tmp_path_factory: pytest.TempPathFactory) -> CertificateMaker:
    return CertificateMaker(Path(tmp_path_factory.mktemp("certificates")))


@pytest.fixture(scope="session")
def certificate(maker: CertificateMaker) -> Certificate:
    """For 127.0.0.1, and valid today."""
    return maker.make()


@pytest.fixture(scope="session")
def trusting(certificate: Certificate) -> Transport:
    """Trusts `certificate` and nothing else."""
    return Transport(ca_bundle=certificate.chain, proxy_for=no_proxy, connect_s=10, read_s=10)


@pytest.fixture(scope="session")
def plain() -> Transport:
    """Speaks plain HTTP to this computer."""
    return Transport(allows_plain_loopback=True, proxy_for=no_proxy, connect_s=10, read_s=10)
