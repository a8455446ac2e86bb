"""The system's proxy, taken from where the system keeps it."""

import urllib.request
from typing import Dict, Optional

import pytest

from agent.requirements.network.proxies import system_proxy

URL = "https://shop.example/"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy.example:3128"}, "http://proxy.example:3128"),
        ({"HTTPS_PROXY": "proxy.example:3128"}, "http://proxy.example:3128"),
        ({"HTTPS_PROXY": "https://proxy.example:3128"}, "https://proxy.example:3128"),
        ({"ALL_PROXY": "http://proxy.example:3128"}, "http://proxy.example:3128"),
        ({"HTTP_PROXY": "http://proxy.example:3128"}, None),
        ({"HTTPS_PROXY": "socks5://proxy.example:1080"}, None),
        ({"HTTPS_PROXY": "http://proxy.example:3128", "NO_PROXY": "shop.example"}, None),
    ],
)
def test_the_environment_may_name_a_proxy(
    environment: Dict[str, str], proxy: Optional[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(urllib.request, "getproxies_registry", dict, raising=False)
    assert system_proxy(URL) == proxy


def test_a_proxy_from_windows_settings_is_never_spoken_to_over_tls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = {"http": "http://proxy.example:3128", "https": "https://proxy.example:3128"}
    monkeypatch.setattr(urllib.request, "getproxies_registry", lambda: settings, raising=False)
    assert system_proxy(URL) == "http://proxy.example:3128"
