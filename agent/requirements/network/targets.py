"""Whom the network checks ask.

Pure.
"""

import re
from dataclasses import dataclass
from typing import Tuple

TEAMVIEWER_PORTS = (5938, 443, 80)
"""In TeamViewer's own order ("Ports used by TeamViewer")."""

MAX_HOSTS = 8
"""Every host is tried on every port at once: more would look like an attack."""

_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")


@dataclass(frozen=True)
class NetworkTargets:
    """Addresses of the shop's check page and test files, and TeamViewer's servers.

    `download_url` holds `{bytes}`, in whose place the wanted number of bytes is written;
    `upload_url` takes a POST of any bytes. Raises ValueError for what cannot be asked.
    """

    internet_check_url: str
    download_url: str
    upload_url: str
    teamviewer_hosts: Tuple[str, ...]
    ports: Tuple[int, ...] = TEAMVIEWER_PORTS

    def __post_init__(self) -> None:
        if "{bytes}" not in self.download_url:
            raise ValueError(f"no {{bytes}} in {self.download_url!r}")
        if not 1 <= len(self.teamviewer_hosts) <= MAX_HOSTS:
            raise ValueError(f"{len(self.teamviewer_hosts)} TeamViewer hosts")
        for host in self.teamviewer_hosts:
            if not _HOST.fullmatch(host):
                raise ValueError(f"not a host name: {host!r}")
        if not self.ports or not all(1 <= port <= 65535 for port in self.ports):
            raise ValueError(f"not ports: {self.ports!r}")

    def download_of(self, size: int) -> str:
        """The address of a file of `size` bytes."""
        return self.download_url.replace("{bytes}", str(size))
