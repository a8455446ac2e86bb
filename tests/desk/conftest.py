"""The same suite on both stores, and real desk processes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desk.settings import Settings
from tests.desk.journals import at
from tests.desk.postgres import Postgres, running_postgres
from tests.desk.rooms import Room
from tests.desk.running import Running
from tests.desk.site import Site, running_site

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str | None:
    """An empty store of each kind; None is the SQLite file of the data folder."""
    if request.param == "sqlite":
        return None
    server = request.getfixturevalue("postgres")
    assert isinstance(server, Postgres)
    return server.new_database()


@pytest.fixture
def room(tmp_path: Path, store_url: str | None) -> Iterator[Room]:
    """A desk in this process, with a clock of its own."""
    url = store_url and store_url.replace("postgresql://", "postgresql+psycopg://")
    made = Room(Settings(tmp_path / "data", url), at(0))
    yield made
    made.desk.store.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """`start(url, name=value)` starts a real desk process; all are stopped at the end."""
    begun: list[Running] = []

    def begin(url: str | None = None, data: Path | None = None, **environment: str) -> Running:
        running = Running(data or tmp_path / "data", url, environment)
        begun.append(running)
        running.start()
        return running

    yield begin
    for running in begun:
        running.kill()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One desk for a whole file of tests."""
    with running_site(tmp_path_factory.mktemp("site") / "data", DESK_SHOP="2CLICKS") as begun:
        yield begun
