"""`desk forget LOG`."""

from desk.api.desk import open_desk
from desk.settings import Settings
from desk.store import forgetting


def forget(settings: Settings, log: str) -> int:
    """Erase what a person can be known by; the chain and its receipts stay whole."""
    desk = open_desk(settings)
    with desk.store.writing() as connection:
        gone = forgetting.forget(connection, desk.key, log, desk.now())
    print(f"{log}: not known." if gone is None else f"{log}: {gone} texts erased.")
    return 1 if gone is None else 0
