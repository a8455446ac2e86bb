"""Two desk processes on one PostgreSQL answer as one."""

import threading
from collections.abc import Callable

import pytest

from tests.desk.journals import Client, body_of
from tests.desk.postgres import Postgres
from tests.desk.running import Running, desk

Given = dict[tuple[str, int], set[bytes]]


@pytest.mark.fault("two desks on one store")
@pytest.mark.parametrize("journals", [1, 4])
def test_two_desks_on_one_store_sign_every_size_once(
    start: Callable[..., Running], postgres: Postgres, journals: int
) -> None:
    url = postgres.new_database()
    desks = (start(url), start(url))
    clients = [Client().grant(1).send_fields(3).grant(4).send_fields(6) for _ in range(journals)]
    given: Given = {}
    # Each client's lines come twice to each desk at once.
    threads = [
        threading.Thread(target=send_all, args=(client, running, given))
        for client in clients
        for running in desks
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given.keys() == {(c.log, size) for c in clients for size in range(1, c.size + 1)}
    assert all(len(texts) == 1 for texts in given.values())
    assert desk("check", data=desks[0].data, url=url).stdout.startswith("OK")


def send_all(client: Client, running: Running, given: Given) -> None:
    """Send line after line, and note every receipt."""
    for size in range(1, client.size + 1):
        answer = running.post(body_of(client.report(size - 1, size)))
        if answer.status_code == 200:
            given.setdefault((client.log, size), set()).add(answer.content)


@pytest.mark.fault("two desks on one store")
def test_two_desks_that_start_at_once_on_an_empty_store_agree_on_one_key(
    start: Callable[..., Running], store_url: str | None
) -> None:
    found: list[Running] = []
    threads = [threading.Thread(target=lambda: found.append(start(store_url))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({running.get("/v1/key").text for running in found}) == 1
    assert len(found) == 3
