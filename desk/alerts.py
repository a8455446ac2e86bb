"""A bell for the technician: it says that the page is worth a look, and nothing of anybody."""

import logging
import queue
import threading
import time

TITLE = "Coup de main"
TEXT = "Du nouveau sur la page du dépanneur."
QUIET_SECONDS = 30
"""One bell for all that comes within this time."""

_log = logging.getLogger(__name__)


class Bell:
    """Rings in a thread of its own; whoever rings never waits and never fails."""

    def __init__(self, urls: tuple[str, ...], quiet_seconds: float = QUIET_SECONDS) -> None:
        """`urls` are apprise's; without any it is silent."""
        self._urls = urls
        self._quiet_seconds = quiet_seconds
        self._rung: queue.Queue[None] = queue.Queue(maxsize=1)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ring(self) -> None:
        """Ring soon; a bell that is due already is enough."""
        if not self._urls:
            return
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="bell", daemon=True)
                self._thread.start()
        try:
            self._rung.put_nowait(None)
        except queue.Full:
            return

    def _serve(self) -> None:
        while True:
            self._rung.get()
            self._send()
            time.sleep(self._quiet_seconds)

    def _send(self) -> None:
        for number, url in enumerate(self._urls, 1):
            try:
                is_heard = _rings_at(url)
            except Exception:  # noqa: BLE001 - a bell that fails must not end the bells to come
                is_heard = False
            if not is_heard:
                # An address holds a password, so that its place has to do.
                _log.warning("DESK_ALERTS: nobody hears address %d.", number)


def _rings_at(url: str) -> bool:
    # Slow to import, and needed by nobody who has set no alert.
    from apprise import Apprise

    bells = Apprise()
    return bool(bells.add(url)) and bool(bells.notify(title=TITLE, body=TEXT))
