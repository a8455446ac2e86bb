"""Whatever ends, every receipt that was given stays true."""

import io
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.key import load_or_make
from desk.store.database import Store
from tests.desk.journals import Client, body_of
from tests.desk.load import Load, Reporter
from tests.desk.postgres import Postgres
from tests.desk.running import Running, desk
from tests.unit.small_disk import small_disk

KILLS = int(os.environ.get("DESK_TEST_KILLS", "25"))


def lost(reporters: list[Reporter], running: Running) -> list[str]:
    """What is not as it was promised."""
    url = (running.url or "").replace("postgresql://", "postgresql+psycopg://")
    store = Store(url or f"sqlite:///{running.data / 'desk.sqlite'}")
    signer = load_or_make(running.data, "").signer
    found = [reporter.broken(store, signer) for reporter in reporters]
    store.close()
    return [what for what in found if what]


def wait_for_receipts(load: Load, more: int, seconds: float = 60) -> None:
    enough, end = load.given + more, time.monotonic() + seconds
    while load.given < enough and not load.failures:
        assert time.monotonic() < end, f"only {load.given} receipts"
        time.sleep(0.005)


@pytest.mark.fault("desk killed under load")
def test_a_desk_killed_at_random_under_load_keeps_every_receipt_it_gave(
    start: Callable[..., Running],
    store_url: str | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    running = start(store_url)
    kills = KILLS - KILLS // 2 if store_url is None else KILLS // 2
    chance = random.Random(kills)  # noqa: S311 - no secret
    with Load([Reporter() for _ in range(4)], lambda: running.address) as load:
        for _ in range(kills):
            wait_for_receipts(load, chance.randrange(1, 20))
            time.sleep(chance.random() / 50)
            running.kill()
            running.start()
        wait_for_receipts(load, 4)
    assert lost(load.reporters, running) == []
    assert desk("check", data=running.data, url=store_url).returncode == 0
    tries = sum(reporter.tries for reporter in load.reporters)
    with capsys.disabled():
        print(  # noqa: T201 - the figures are wanted
            f"\n{kills} kills: {tries} tries, {load.given} receipts, 0 lost, 0 doubled"
        )


@pytest.mark.fault("PostgreSQL gone in a transaction and back")
def test_a_postgresql_that_goes_and_comes_back_loses_nothing(
    start: Callable[..., Running], postgres: Postgres
) -> None:
    running = start(postgres.new_database())
    with Load([Reporter() for _ in range(4)], lambda: running.address) as load:
        for _ in range(3):
            wait_for_receipts(load, 20)
            postgres.stop()
            try:
                assert running.post(body_of(Client().report())).status_code == 503
                assert running.get("/healthz").status_code == 503
            finally:
                postgres.start()
        wait_for_receipts(load, 20)
    assert running.get("/healthz").status_code == 200
    assert lost(load.reporters, running) == []


@pytest.mark.fault("disk full under the desk")
def test_a_full_disk_takes_nothing_and_loses_nothing(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    with small_disk(folder, 3000):
        # The smallest disk is never wide enough, and all clients come from one address.
        running = start(data=folder / "data", DESK_SPARE_MB="0", DESK_NEW_ADDRESS="300")
        reporter = Reporter()
        try:
            with Load([reporter], lambda: running.address) as load:
                wait_for_receipts(load, 5)
            filler = folder / "filler"
            with filler.open("wb", buffering=0) as file:
                fill(file)
            answers = [running.post(body_of(Client().report())) for _ in range(30)]
            assert answers[-1].status_code == 503
            assert {answer.status_code for answer in answers} <= {200, 503}
            filler.unlink()
            with Load([reporter], lambda: running.address) as load:
                wait_for_receipts(load, 5)
            running.kill()
            kept = Running(tmp_path / "kept", None, {})
            shutil.copytree(folder / "data", kept.data)
            assert lost([reporter], kept) == []
        finally:
            running.kill()


def fill(file: io.FileIO) -> None:
    """Write until nothing fits."""
    for size in (65536, 512, 1):
        try:
            while file.write(b"x" * size):
                continue
        except OSError:
            continue
