"""All network checks beside each other, and one set of facts at the end."""

import threading
from dataclasses import dataclass, replace
from typing import Callable, Dict, Sequence, Tuple

from agent.requirements.facts import NetworkFacts
from agent.requirements.network import internet, reachability, speed
from agent.requirements.network.beside import Errand, run_beside
from agent.requirements.network.http import Transport
from agent.requirements.network.targets import NetworkTargets
from agent.state import RequirementName

_TO_CONNECT_S = 1.0
"""More than a check's own limit, for what its limit does not cover: looking up a name."""

Update = Callable[[NetworkFacts], NetworkFacts]


@dataclass(frozen=True)
class NetworkCheck:
    """One thing asked of the network, and which requirements wait for it.

    `ask` may take its time and may hang; after `limit_s` seconds it is left to itself.
    """

    requirements: Tuple[RequirementName, ...]
    ask: Callable[[], Update]
    limit_s: float


def _internet(targets: NetworkTargets, transport: Transport) -> Update:
    found = internet.check_internet(targets.internet_check_url, transport)
    return lambda facts: replace(facts, internet=found)


def _speed(targets: NetworkTargets, transport: Transport, cancelled: threading.Event) -> Update:
    found = speed.measure_speed(targets, transport, cancelled.is_set)
    return lambda facts: replace(facts, speed=found)


def _teamviewer(
    targets: NetworkTargets, transport: Transport, cancelled: threading.Event
) -> Update:
    found = reachability.check_reachability(targets, cancelled, transport.proxy_for)
    return lambda facts: replace(facts, teamviewer=found)


def standard_checks(
    targets: NetworkTargets, transport: Transport, cancelled: threading.Event
) -> Tuple[NetworkCheck, ...]:
    """The product's checks."""
    return (
        NetworkCheck(
            (RequirementName.INTERNET, RequirementName.CLOCK),
            lambda: _internet(targets, transport),
            internet.LIMIT_S + _TO_CONNECT_S,
        ),
        NetworkCheck(
            (RequirementName.BROADBAND,),
            lambda: _speed(targets, transport, cancelled),
            speed.LIMIT_S + _TO_CONNECT_S,
        ),
        NetworkCheck(
            (RequirementName.TEAMVIEWER_REACHABLE,),
            lambda: _teamviewer(targets, transport, cancelled),
            reachability.WAY_LIMIT_S + _TO_CONNECT_S,
        ),
    )


def run_checks(
    checks: Sequence[NetworkCheck],
    cancelled: threading.Event,
    on_done: Callable[[RequirementName], None],
) -> NetworkFacts:
    """Runs all checks at once and returns what they found by the time the slowest limit is over.

    A check that is late, was cancelled, or is faulty (which is logged) leaves its facts unknown.
    `on_done` is called in the calling thread, for each requirement whose facts are final; what it
    raises ends the run.
    """
    errands: Dict[int, Errand[Update]] = {
        number: Errand(check.ask, check.limit_s) for number, check in enumerate(checks)
    }
    facts = NetworkFacts()
    for number, update in run_beside(errands, cancelled):
        facts = facts if update is None else update(facts)
        for requirement in checks[number].requirements:
            on_done(requirement)
    return facts


def measure_network(
    targets: NetworkTargets,
    cancelled: threading.Event,
    on_done: Callable[[RequirementName], None],
    transport: Transport = Transport(),  # noqa: B008 - a frozen value
) -> NetworkFacts:
    """The network facts, in about ten seconds at most. Network trouble is a fact, never raised."""
    return run_checks(standard_checks(targets, transport, cancelled), cancelled, on_done)
