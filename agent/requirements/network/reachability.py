"""Can TeamViewer's servers be reached, and by which of its ways?"""

import contextlib
import enum
import socket
import threading
from functools import partial
from typing import Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence

from agent.requirements.facts import Reach, ReachFacts
from agent.requirements.network.beside import Errand, run_beside
from agent.requirements.network.proxies import ProxyFinder, system_proxy
from agent.requirements.network.resolving import Resolver, resolve_by_system
from agent.requirements.network.targets import NetworkTargets
from agent.requirements.network.tunnel import TunnelAnswer, ask_for_tunnel

CONNECT_S = 3.0
WAY_LIMIT_S = 6.5
"""Two addresses may be tried one after the other."""

TLS_PORT = 443
"""The one port that a proxy passes on."""


class Attempt(enum.Enum):
    """How one way to one server went. UNKNOWN: a proxy answered, neither with yes nor with no."""

    REACHED = "reached"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Way(NamedTuple):
    """A way to a server."""

    host: str
    port: int
    is_through_proxy: bool


_TUNNEL = {
    TunnelAnswer.OPEN: Attempt.REACHED,
    TunnelAnswer.REFUSED: Attempt.CLOSED,
    TunnelAnswer.UNCLEAR: Attempt.UNKNOWN,
}


def ways_to(targets: NetworkTargets) -> List[Way]:
    """All ways, best first: by port in TeamViewer's order, directly before through a proxy."""
    ways = []
    for port in targets.ports:
        ways += [Way(host, port, is_through_proxy=False) for host in targets.teamviewer_hosts]
        if port == TLS_PORT:
            ways += [Way(host, port, is_through_proxy=True) for host in targets.teamviewer_hosts]
    return ways


def judged(ways: Sequence[Way], attempts: Mapping[Way, Optional[Attempt]]) -> ReachFacts:
    """The best way that worked. Closed only if every way was tried and none is in doubt."""
    for way in ways:
        if attempts.get(way) is Attempt.REACHED:
            return ReachFacts(Reach.REACHED, way.port, way.is_through_proxy)
    is_closed = all(attempts.get(way) is Attempt.CLOSED for way in ways)
    return ReachFacts(Reach.CLOSED if is_closed else Reach.UNKNOWN)


def _directly(way: Way, resolve: Resolver) -> Attempt:
    with contextlib.suppress(OSError):
        for address in resolve(way.host, way.port):
            with contextlib.suppress(OSError), socket.create_connection(address, CONNECT_S):
                return Attempt.REACHED
    return Attempt.CLOSED


def _through_proxy(way: Way, proxy_for: ProxyFinder) -> Attempt:
    """A way that does not exist, as there is no proxy, is closed."""
    proxy = proxy_for(f"https://{way.host}/")
    if proxy is None:
        return Attempt.CLOSED
    return _TUNNEL[ask_for_tunnel(proxy, way.host, way.port, CONNECT_S)]


def _errand(way: Way, resolve: Resolver, proxy_for: ProxyFinder) -> Errand[Attempt]:
    run: Callable[[], Attempt] = partial(_directly, way, resolve)
    if way.is_through_proxy:
        run = partial(_through_proxy, way, proxy_for)
    return Errand(run, WAY_LIMIT_S)


def check_reachability(
    targets: NetworkTargets,
    cancelled: threading.Event,
    proxy_for: ProxyFinder = system_proxy,
    resolve: Resolver = resolve_by_system,
) -> ReachFacts:
    """Tries every way at once and stops when the best port answered. Nothing is sent to servers.

    A name server that hangs leaves its ways in doubt and holds up nothing.
    """
    ways = ways_to(targets)
    attempts: Dict[Way, Optional[Attempt]] = {}
    errands = {way: _errand(way, resolve, proxy_for) for way in ways}
    for way, attempt in run_beside(errands, cancelled):
        attempts[way] = attempt
        if attempt is Attempt.REACHED and way.port == targets.ports[0]:
            break
    return judged(ways, attempts)
