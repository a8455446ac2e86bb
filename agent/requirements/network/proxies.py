"""The proxy that Windows' own settings, or the environment, name for an address.

A proxy chosen by a script (automatic configuration) is not found here.
"""

import urllib.request
from typing import Callable, Dict, Optional
from urllib.parse import urlsplit

ProxyFinder = Callable[[str], Optional[str]]
"""The proxy's address for a URL; None to connect directly."""


def _from_registry() -> Dict[str, str]:
    """Python 3.8 makes `https://host:port` of a plain `host:port` (bpo-42627).

    Windows' settings know no proxy that is itself spoken to over TLS, so that scheme is wrong.
    """
    registry = getattr(urllib.request, "getproxies_registry", dict)
    return {
        scheme: address.replace("https://", "http://", 1) if scheme == "https" else address
        for scheme, address in registry().items()
    }


def system_proxy(url: str) -> Optional[str]:
    """The address of the system's proxy for `url`, as `http://host:port`, or None.

    A proxy of another kind (SOCKS) is left aside, as is one that the settings exempt the host from.
    """
    parts = urlsplit(url)
    found = urllib.request.getproxies_environment() or _from_registry()
    address = found.get(parts.scheme) or found.get("all")
    if not address or urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    address = address if "://" in address else f"http://{address}"
    return address if address.startswith(("http://", "https://")) else None
