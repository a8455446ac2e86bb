"""TeamViewer's ways in their order; a doubt is never a yes and never a no."""

import itertools
import socket
import threading
from typing import Callable, Dict, List, Optional, Sequence, Tuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.requirements.facts import Reach, ReachFacts
from agent.requirements.network.reachability import (
    Attempt,
    Way,
    check_reachability,
    judged,
    ways_to,
)
from agent.requirements.network.resolving import Address, resolve_by_system
from agent.requirements.network.targets import NetworkTargets
from agent.requirements.network.tunnel import TunnelAnswer, answer_of, ask_for_tunnel
from tests.network.conftest import no_proxy
from tests.network.servers import (
    Behaviour,
    Connection,
    answering,
    closed_port,
    dripping,
    read_head,
    saying,
    serving,
    silent,
)

HOSTS = ("router1.example", "router2.example")


def targets() -> NetworkTargets:
    check, files = "https://shop.example/", "https://shop.example/{bytes}"
    return NetworkTargets(check, files, check, HOSTS)


def leading_to(ports: Dict[int, int]) -> Callable[[str, int], Sequence[Address]]:
    """Every host is this computer, and TeamViewer's ports are the given ones."""
    return lambda _, port: [("127.0.0.1", ports[port])]


@pytest.mark.parametrize(
    ("open_ports", "port"),
    [((5938, 443, 80), 5938), ((443, 80), 443), ((80,), 80), ((443,), 443), ((5938,), 5938)],
)
def test_the_first_way_that_is_open_is_named(open_ports: Tuple[int, ...], port: int) -> None:
    with serving(silent) as server:
        ports = {p: server.port if p in open_ports else closed_port() for p in (5938, 443, 80)}
        found = check_reachability(targets(), threading.Event(), no_proxy, leading_to(ports))
    assert found == ReachFacts(Reach.REACHED, port)


def test_closed_on_all_ports_is_closed() -> None:
    ports = {port: closed_port() for port in (5938, 443, 80)}
    found = check_reachability(targets(), threading.Event(), no_proxy, leading_to(ports))
    assert found == ReachFacts(Reach.CLOSED)


def test_a_name_that_does_not_exist_is_closed() -> None:
    def resolve(_: str, __: int) -> Sequence[Address]:
        raise socket.gaierror

    found = check_reachability(targets(), threading.Event(), no_proxy, resolve)
    assert found == ReachFacts(Reach.CLOSED)


def test_an_address_that_fails_does_not_hide_the_next() -> None:
    with serving(silent) as server:
        addresses = [("127.0.0.1", closed_port()), ("127.0.0.1", server.port)]
        found = check_reachability(targets(), threading.Event(), no_proxy, lambda _, __: addresses)
    assert found == ReachFacts(Reach.REACHED, 5938)


@pytest.mark.fault("name server that hangs")
def test_a_name_server_that_hangs_does_not_hold_up_a_host_that_answers() -> None:
    forever = threading.Event()
    with serving(silent) as server:

        def resolve(host: str, _: int) -> Sequence[Address]:
            if host == HOSTS[0]:
                forever.wait()
            return [("127.0.0.1", server.port)]

        found = check_reachability(targets(), threading.Event(), no_proxy, resolve)
    forever.set()
    assert found == ReachFacts(Reach.REACHED, 5938)


@pytest.mark.fault("name server that hangs")
def test_cancelled_while_the_name_server_hangs_is_unknown() -> None:
    forever, cancelled = threading.Event(), threading.Event()

    def resolve(_: str, __: int) -> Sequence[Address]:
        cancelled.set()
        forever.wait()
        return []

    found = check_reachability(targets(), cancelled, no_proxy, resolve)
    forever.set()
    assert found == ReachFacts(Reach.UNKNOWN)


def nowhere(_: str, __: int) -> Sequence[Address]:
    raise socket.gaierror


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("200 Connection established", ReachFacts(Reach.REACHED, 443, is_through_proxy=True)),
        ("403 Forbidden", ReachFacts(Reach.CLOSED)),
        ("502 Bad Gateway", ReachFacts(Reach.CLOSED)),
        ("407 Proxy Authentication Required", ReachFacts(Reach.UNKNOWN)),
        ("302 Found", ReachFacts(Reach.UNKNOWN)),
    ],
)
def test_a_proxy_is_the_last_way_to_port_443(answer: str, expected: ReachFacts) -> None:
    asked: List[str] = []

    def behave(connection: Connection, _: threading.Event) -> None:
        asked.append(read_head(connection)[0])
        connection.sendall(f"HTTP/1.1 {answer}\r\n\r\n".encode())

    with serving(behave) as proxy:
        address = f"http://127.0.0.1:{proxy.port}"
        found = check_reachability(targets(), threading.Event(), lambda _: address, nowhere)
    assert found == expected
    assert sorted(asked) == [f"CONNECT {host}:443 HTTP/1.1" for host in HOSTS]


@pytest.mark.parametrize(
    ("behaviour", "answer"),
    [
        (saying(b"HTTP/1.0 200 OK\n"), TunnelAnswer.OPEN),
        (saying(b""), TunnelAnswer.UNCLEAR),
        (saying(b"HTTP/1.1 200"), TunnelAnswer.UNCLEAR),
        (saying(b"SSH-2.0-Wrong\r\n"), TunnelAnswer.UNCLEAR),
        (saying(b"x" * 100_000), TunnelAnswer.UNCLEAR),
        (saying(b"", then=dripping), TunnelAnswer.UNCLEAR),
        (silent, TunnelAnswer.UNCLEAR),
        (answering("HTTP/1.1 503 Busy"), TunnelAnswer.REFUSED),
    ],
)
def test_a_proxy_is_taken_at_its_word_and_at_nothing_less(
    behaviour: Behaviour, answer: TunnelAnswer
) -> None:
    with serving(behaviour) as proxy:
        found = ask_for_tunnel(f"http://127.0.0.1:{proxy.port}", "tv.example", 443, 0.5)
    assert found is answer


@pytest.mark.parametrize(
    ("proxy", "answer"),
    [
        ("https://127.0.0.1:1", TunnelAnswer.UNCLEAR),
        ("socks4://127.0.0.1:1", TunnelAnswer.UNCLEAR),
        ("http://", TunnelAnswer.UNCLEAR),
        ("http://127.0.0.1:99999", TunnelAnswer.UNCLEAR),
        ("http://127.0.0.1:notaport", TunnelAnswer.UNCLEAR),
    ],
)
def test_a_proxy_that_cannot_be_spoken_to_is_unclear(proxy: str, answer: TunnelAnswer) -> None:
    assert ask_for_tunnel(proxy, "tv.example", 443, 0.5) is answer


def test_a_proxy_that_is_not_there_refuses() -> None:
    proxy = f"http://127.0.0.1:{closed_port()}"
    assert ask_for_tunnel(proxy, "tv.example", 443, 5) is TunnelAnswer.REFUSED


@given(st.binary(max_size=100) | st.from_regex(rb"HTTP/1.[0-9] [0-9]{3}[ \r]"))
def test_only_a_two_hundred_opens_a_tunnel(line: bytes) -> None:
    assert answer_of(line) is not TunnelAnswer.OPEN or line.startswith(
        (b"HTTP/1.0 2", b"HTTP/1.1 2")
    )


@pytest.mark.parametrize("outcomes", list(itertools.product([*Attempt, None], repeat=3)))
def test_closed_needs_every_way_to_be_closed(outcomes: Tuple[Optional[Attempt], ...]) -> None:
    ways = [Way("tv.example", port, is_through_proxy=False) for port in (5938, 443, 80)]
    found = judged(ways, dict(zip(ways, outcomes)))
    if Attempt.REACHED in outcomes:
        assert found.port == ways[outcomes.index(Attempt.REACHED)].port
    else:
        is_closed = set(outcomes) == {Attempt.CLOSED}
        assert found.reach is (Reach.CLOSED if is_closed else Reach.UNKNOWN)


def test_a_way_that_was_not_tried_is_a_doubt() -> None:
    ways = ways_to(targets())
    assert judged(ways, dict.fromkeys(ways[1:], Attempt.CLOSED)).reach is Reach.UNKNOWN


def test_the_ways_are_in_teamviewers_order() -> None:
    ports = [(way.port, way.is_through_proxy) for way in ways_to(targets())]
    assert [port for port, _ in itertools.groupby(ports)] == [
        (5938, False),
        (443, False),
        (443, True),
        (80, False),
    ]


def test_the_systems_own_names_are_resolved() -> None:
    assert ("127.0.0.1", 80) in resolve_by_system("localhost", 80)


@pytest.mark.parametrize(
    ("hosts", "ports", "download"),
    [
        ((), (443,), "https://x/{bytes}"),
        (("tv.example",) * 9, (443,), "https://x/{bytes}"),
        (("tv example",), (443,), "https://x/{bytes}"),
        (("tv.example\r\nX: y",), (443,), "https://x/{bytes}"),
        (("tv..example",), (443,), "https://x/{bytes}"),
        (("",), (443,), "https://x/{bytes}"),
        (("tv.example",), (), "https://x/{bytes}"),
        (("tv.example",), (0,), "https://x/{bytes}"),
        (("tv.example",), (65536,), "https://x/{bytes}"),
        (("tv.example",), (443,), "https://x/"),
    ],
)
def test_targets_that_cannot_be_asked_are_refused(
    hosts: Tuple[str, ...], ports: Tuple[int, ...], download: str
) -> None:
    with pytest.raises(ValueError, match=r"host|port|bytes"):
        NetworkTargets("https://x/", download, "https://x/", hosts, ports)
