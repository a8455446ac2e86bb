"""From a host's name to addresses one can connect to."""

import socket
from typing import Callable, Dict, List, Sequence, Tuple

Address = Tuple[str, int]
Resolver = Callable[[str, int], Sequence[Address]]
"""The addresses of a host's port, best first. OSError when there is none. It may hang."""


def resolve_by_system(host: str, port: int) -> List[Address]:
    """One address of each kind, IPv4 first: half-configured IPv6 is the commoner fault at home."""
    found: Dict[int, Address] = {}
    for family, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        found.setdefault(family, (str(address[0]), port))
    return [found[family] for family in (socket.AF_INET, socket.AF_INET6) if family in found]
