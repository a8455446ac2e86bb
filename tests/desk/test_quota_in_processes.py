"""The bounds hold over real HTTP, in several desk processes and after a restart."""

from collections.abc import Callable

import httpx
import pytest

from desk.api.addresses import counted_as
from tests.desk.journals import Client, body_of
from tests.desk.running import Running

DAY_SECONDS = 24 * 3600


def post(running: Running, client: Client, address: str, first: int = 0) -> httpx.Response:
    """A report that a proxy passes on for that address."""
    return httpx.post(
        f"{running.address}/v1/reports",
        content=body_of(client.report(first)),
        headers={"X-Forwarded-For": address},
        timeout=60,
    )


@pytest.mark.fault("strangers flood the desk with journals")
def test_no_process_and_no_restart_lets_in_more_strangers_and_clients_go_on(
    start: Callable[..., Running], store_url: str | None
) -> None:
    bounds = {"DESK_NEW_ADDRESS": "1", "DESK_NEW_DAY": "2", "DESK_BEHIND_PROXY": "1"}
    desks = [start(store_url, **bounds), start(store_url, **bounds)]
    client, other = Client(), Client()
    assert post(desks[0], client, "203.0.113.1").status_code == 200
    refused = post(desks[1], Client(), "203.0.113.1")
    assert (refused.status_code, refused.json()) == (
        429,
        {"why": "too many new journals from this address today"},
    )
    assert 1 <= int(refused.headers["Retry-After"]) <= DAY_SECONDS
    assert post(desks[1], other, "2001:db8::1").status_code == 200
    desks[0].kill()
    desks[0].start()
    for address in ("203.0.113.1", "203.0.113.2", "2001:db8::2"):
        assert [post(desk, Client(), address).status_code for desk in desks] == [429, 429]
    client.grant(2)
    assert [post(desk, client, "203.0.113.1", 1).status_code for desk in desks] == [200, 200]
    assert post(desks[0], other.send_fields(), "203.0.113.1", 1).status_code == 200


@pytest.mark.fault("a journal that grows without end")
def test_a_journal_that_is_full_is_told_so_and_the_others_go_on(
    start: Callable[..., Running], store_url: str | None
) -> None:
    desk = start(store_url, DESK_DAY_KB="8", DESK_JOURNAL_KB="4")
    client, other = Client(), Client()
    assert desk.post(body_of(client.report())).status_code == 200
    for minutes in range(1, 8):
        client.send_fields(minutes)
    full = desk.post(body_of(client.report(1)))
    assert (full.status_code, full.json()) == (413, {"why": "this journal is as long as is kept"})
    assert desk.post(body_of(other.report())).status_code == 200


@pytest.mark.fault("a journal that grows without end")
def test_a_journal_that_brings_too_much_in_a_day_is_told_when_to_come_again(
    start: Callable[..., Running], store_url: str | None
) -> None:
    desk = start(store_url, DESK_DAY_KB="4")
    client = Client()
    assert desk.post(body_of(client.report())).status_code == 200
    for minutes in range(1, 8):
        client.send_fields(minutes)
    refused = desk.post(body_of(client.report(1)))
    assert (refused.status_code, refused.json()) == (429, {"why": "too much of this journal today"})
    assert 1 <= int(refused.headers["Retry-After"]) <= DAY_SECONDS
    assert desk.post(body_of(client.report(1, 2))).status_code == 200


@pytest.mark.fault("disk nearly full under the desk")
def test_a_disk_that_is_nearly_full_is_told_as_such(start: Callable[..., Running]) -> None:
    answer = start(DESK_SPARE_MB="9999999").post(body_of(Client().report()))
    assert (answer.status_code, answer.json()) == (507, {"why": "the disk is nearly full"})
    assert int(answer.headers["Retry-After"]) == 3600


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("no address", "no address"),
    ],
)
def test_a_home_counts_as_one_address(host: str, counted: str) -> None:
    assert counted_as(host) == counted
