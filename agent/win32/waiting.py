"""One sleeping thread for everything Windows can signal: keys that change, bells, deadlines."""

import logging
import sys
import threading
import time
from typing import Callable, Dict, Optional

import win32event

from agent.win32.registry_watch import RegistryWatch

assert sys.platform == "win32"

# A sleeping computer stops the waiting clock: who hears of it wakes the thread. For want of that, a
# far deadline is looked at again now and then.
LONGEST_WAIT_SECONDS = 600.0
# What has come due is read on another thread; until that is done it would be asked for on and on.
PAUSE_WHEN_DUE_SECONDS = 1.0

_log = logging.getLogger(__name__)


def milliseconds_to_wait(left: Optional[float]) -> int:
    """How long to sleep when so many seconds are left; None for no deadline."""
    if left is None:
        left = LONGEST_WAIT_SECONDS
    elif left <= 0:
        left = PAUSE_WHEN_DUE_SECONDS
    return max(1, int(min(left, LONGEST_WAIT_SECONDS) * 1000))


class Waiting:
    """Calls back on its own thread when a key changed, a bell rang or the deadline has come.

    `seconds_left` tells how long to sleep at the most, None for no deadline; it is asked again
    after every event and after `wake`. Callbacks must not raise; one that does is logged, and the
    thread lives on.
    """

    def __init__(
        self,
        watch: RegistryWatch,
        on_change: Callable[[], None],
        seconds_left: Callable[[], Optional[float]],
    ) -> None:
        self._watch, self._on_change, self._seconds_left = watch, on_change, seconds_left
        # The event lives as long as this object: pywin32 closes a handle that nobody holds.
        self._wake = win32event.CreateEvent(None, False, False, None)
        self._bells: Dict[int, Callable[[], None]] = {}
        self._is_running = True
        self._thread = threading.Thread(target=self._run, name="waiting", daemon=True)

    def on(self, bell: int, action: Callable[[], None]) -> None:
        """Call `action` each time the event is set; to be said before `start`."""
        self._bells[bell] = action

    def start(self) -> None:
        """Start sleeping."""
        self._thread.start()

    def wake(self) -> None:
        """Look at the deadline again; may be called from any thread."""
        win32event.SetEvent(self._wake)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._is_running = False
        self.wake()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        """Keys are watched on the thread that waits: Windows ends the watch with its thread."""
        with self._watch:
            for refused in self._watch.unwatched():
                _log.warning("Windows does not let this be watched: %s", refused.key.path)
            # What changed before the watch began would otherwise be missed.
            self._guard(self._on_change)
            while self._is_running:
                self._wait_or_pause()

    def _wait_or_pause(self) -> None:
        try:
            self._wait()
        except Exception:  # noqa: BLE001 - this thread must live on; the cause is logged
            _log.exception("nothing could be waited for")
            time.sleep(PAUSE_WHEN_DUE_SECONDS)

    def _wait(self) -> None:
        handles = [int(self._wake), *self._bells, *self._watch.handles()]
        signalled = win32event.WaitForMultipleObjects(handles, False, self._timeout_ms())
        if signalled == win32event.WAIT_TIMEOUT:
            self._guard(self._call_if_due)
            return
        handle = handles[signalled - win32event.WAIT_OBJECT_0]
        if handle in self._bells:
            self._guard(self._bells[handle])
        elif handle != int(self._wake):
            self._watch.rearm(handle)
            self._guard(self._on_change)

    def _timeout_ms(self) -> int:
        return milliseconds_to_wait(self._seconds_left())

    def _call_if_due(self) -> None:
        left = self._seconds_left()
        if left is not None and left <= 0:
            self._on_change()

    def _guard(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception:  # noqa: BLE001 - this thread must live on; the cause is logged
            _log.exception("an event was not handled")
