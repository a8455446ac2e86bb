"""`desk forget LOG`."""

from desk.api.desk import open_desk
from desk.settings import Settings
from desk.store import forgetting


def forget(settings: Settings, log: str) -> int:
    """Erase what a person can be known by; the chain and its receipts stay whole.

    1 when there is no such journal, or when what was erased may still stand in a file.
    """
    desk = open_desk(settings)
    with desk.store.writing() as connection:
        gone = forgetting.forget(connection, desk.key, log, desk.now())
        others = forgetting.others_of(connection, log)
    if gone is None:
        print(f"{log}: not known.")
        return 1
    print(f"{log}: {gone} texts erased.")
    for other in others:
        print(f"Says to be of the same machine, and is not forgotten: {other}")
    if desk.store.wipe():
        return 0
    print("The texts may still stand in desk.sqlite-wal: stop the desk, and type this once more.")
    return 1
