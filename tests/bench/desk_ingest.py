"""Reports that the desk takes, beside the same bytes through the same framework and one insert.

Both are processes of their own with a SQLite file, asked over one kept connection. A report is the
usual one: the line that says what is sent, and what is sent.
"""

import contextlib
import http.client
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.figures import Figure, times_at_least
from tests.bench.interleaved import interleave, seconds
from tests.desk.journals import Client, body_of
from tests.desk.running import ROOT, Running, environment

REPORTS, RUNS = 150, 11
_NO_LIMIT = "9999999"


def measure() -> Figure:
    """Reports a second."""
    with tempfile.TemporaryDirectory(dir=ROOT) as folder, contextlib.ExitStack() as open_ones:
        desk = open_ones.enter_context(_desk(Path(folder) / "desk"))
        bare = open_ones.enter_context(_bare(Path(folder)))
        latest: list[bytes] = []

        def ours() -> float:
            latest[:] = reports()
            return REPORTS / seconds(lambda: _post(desk, latest))

        measured = interleave(
            ours, lambda: REPORTS / seconds(lambda: _post(bare, latest or reports())), RUNS
        )
    return Figure("desk-ingest", "reports/s", *measured, times_at_least(0.5))


def reports() -> list[bytes]:
    """What one machine sends, report after report; the first begins its journal."""
    client, bodies, known = Client(), [], 0
    for number in range(REPORTS):
        client.send_fields(number + 1)
        bodies.append(body_of(client.report(known)))
        known = client.size
    return bodies


@contextlib.contextmanager
def _desk(data: Path) -> Iterator[str]:
    limits = {"DESK_RATE_LOG": _NO_LIMIT, "DESK_RATE_ADDRESS": _NO_LIMIT}
    running = Running(data, None, limits)
    running.start()
    try:
        yield running.address
    finally:
        running.kill()


@contextlib.contextmanager
def _bare(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.desk_bare", str(folder)]
    server = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().strip() if server.stdout else ""
    finally:
        server.kill()
        server.wait()


def _post(address: str, bodies: Sequence[bytes]) -> None:
    where = address.removeprefix("http://").rstrip("/")
    with contextlib.closing(http.client.HTTPConnection(where, timeout=60)) as connection:
        for body in bodies:
            connection.request("POST", "/v1/reports", body)
            answer = connection.getresponse()
            said = answer.read()
            assert answer.status == 200, said
