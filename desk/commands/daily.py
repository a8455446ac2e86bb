"""What the desk does by itself: once an hour it looks whether something is due."""

import sys
import threading

from desk.api.desk import Desk
from desk.errors import DeskError
from desk.store import forgetting, own_log, sessions, usage

LOOKS_EVERY_SECONDS = 3600
_DAY_MS = 86_400_000


def start_daily(desk: Desk, stopping: threading.Event) -> threading.Thread:
    """Look now and every hour, in a thread of its own, until `stopping` is set."""

    def go_on() -> None:
        while True:
            try:
                do_what_is_due(desk)
            except DeskError as error:
                print(error, file=sys.stderr, flush=True)
            if stopping.wait(LOOKS_EVERY_SECONDS):
                return

    thread = threading.Thread(target=go_on, name="daily", daemon=True)
    thread.start()
    return thread


def do_what_is_due(desk: Desk) -> None:
    """Sign the day's checkpoint; drop old sessions and counts, and machines beyond retention.

    Several processes may do it at once; each thing is done once.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    now = desk.now()
    with desk.store.writing() as connection:
        if now - own_log.latest_checkpoint_at(connection) >= _DAY_MS:
            own_log.keep_checkpoint(connection, desk.key, now)
        sessions.drop_over(connection, now)
        usage.drop_old(connection, now // _DAY_MS)
    if _retire(desk, now):
        desk.store.wipe()


def _retire(desk: Desk, now: int) -> int:
    """Delete machines beyond retention, some at a time; returns how many."""
    gone = 0
    while True:
        with desk.store.writing() as connection:
            more = forgetting.retire(connection, desk.key, desk.settings.retention_days, now)
        if not more:
            return gone
        gone += more
