"""A desk with as many machines as wanted, and a technician who looks at the list."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from sqlalchemy import Connection, insert

from desk.api.desk import open_desk
from desk.search_words import search_words
from desk.settings import Settings
from desk.store.schema import FLAGS, LOGS, SEARCH_WORDS
from tests.desk.running import Running
from tests.desk.site import Site

_AT_ONCE = 10_000
_NOW = 1_780_000_000_000


@contextlib.contextmanager
def site_with(machines: int, data: Path) -> Iterator[httpx.Client]:
    """Somebody who is signed in on a desk with so many machines."""
    desk = open_desk(Settings(data))
    with desk.store.writing() as connection:
        _put(connection, machines)
    running = Running(data, None, {})
    running.start()
    try:
        with contextlib.closing(Site(running, desk).signed_in().http) as browser:
            yield browser
    finally:
        running.kill()
        desk.store.close()


def milliseconds(browser: httpx.Client, path: str) -> float:
    """How long a page takes until it is there."""
    start = time.perf_counter()
    answer = browser.get(path)
    taken = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, answer.text
    return taken


def _put(connection: Connection, machines: int) -> None:
    """Machines that reported one after the other; every hundredth is flagged."""
    for first in range(1, machines + 1, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, machines + 1))
        connection.execute(insert(LOGS), [_machine(number) for number in numbers])
        words = [{"word": w, "log_id": n} for n in numbers for w in search_words(*_shown(n))]
        connection.execute(insert(SEARCH_WORDS), words)
        flagged = [n for n in numbers if n % 100 == 0]
        times = {"kind": "clock", "since": _NOW, "latest": _NOW, "times": 1, "detail": "ahead"}
        if flagged:
            connection.execute(insert(FLAGS), [{"log_id": n, **times} for n in flagged])


def _shown(number: int) -> tuple[str, str, str]:
    return str(10**9 + number), f"PC de Client {number}", f"Client {number} Martin"


def _machine(number: int) -> dict[str, object]:
    identifier, machine, contact = _shown(number)
    return {
        "id": number,
        "name": f"a.example/consent/{number:016x}",
        "public_key": b"k" * 32,
        "size": 1,
        "first_seen": 0,
        "last_seen": _NOW - number * 1000,
        "reported_at": _NOW - number * 1000,
        "teamviewer_id": identifier,
        "machine": machine,
        "contact": contact,
        "windows": "Windows 10",
        "outcome": "met",
        "findings": '{"disk_space":"met","internet":"met"}',
        "program": "2CLICKS Assistance 1.0",
        "words": "arbre lune pomme",
        "revision": number,
    }
