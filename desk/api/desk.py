"""One running desk: what its pages and its wire share."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from desk.alerts import Bell
from desk.key import DeskKey, load_or_make
from desk.settings import Settings
from desk.store.database import Store, sqlite_file
from desk.witness.ingest import Witness
from desk.witness.quota import Quota


def wall_clock() -> int:
    """Unix milliseconds now."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Desk:
    """The parts, joined. `clock` gives Unix milliseconds."""

    settings: Settings
    key: DeskKey
    store: Store
    witness: Witness
    bell: Bell
    clock: Callable[[], int]

    def now(self) -> int:
        """Unix milliseconds."""
        return self.clock()


def open_desk(settings: Settings, clock: Callable[[], int] = wall_clock) -> Desk:
    """Open the desk of these settings; the first time its key and its store are made.

    Raises:
        DeskError: it cannot be opened, in words for whoever runs it.
    """
    key = load_or_make(settings.data, settings.name)
    store = Store(settings.url)
    store.prepare(key, clock())
    file = sqlite_file(store.engine.url)
    quota = Quota(settings.quotas, key, None if file is None else file.parent)
    witness = Witness(store, quota, settings.limits, clock)
    return Desk(settings, key, store, witness, Bell(settings.alerts), clock)
