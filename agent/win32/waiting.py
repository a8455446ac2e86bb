"""One sleeping thread for everything Windows can signal: keys that change, bells, deadlines."""

import logging
import sys
import threading
from typing import Callable, Dict, Optional

import win32event

assert sys.platform == "win32"  # noqa: S101 - type checkers skip the rest elsewhere

# A sleeping computer stops the waiting clock, so a far deadline is looked at again now and then.
LONGEST_WAIT_SECONDS = 600.0

_log = logging.getLogger(__name__)


class Waiting:
    """Calls back on its own thread when a handle is signalled or the deadline has come.

    `seconds_left` tells how long to sleep at the most, None for no deadline; it is asked again
    after every event and after `wake`. Callbacks must not raise; one that does is logged.
    """

    def __init__(
        self, seconds_left: Callable[[], Optional[float]], on_deadline: Callable[[], None]
    ) -> None:
        self._seconds_left, self._on_deadline = seconds_left, on_deadline
        self._wake = win32event.CreateEvent(None, False, False, None)
        self._actions: Dict[int, Callable[[], None]] = {}
        self._is_running = True
        self._thread = threading.Thread(target=self._wait, name="waiting", daemon=True)

    def on(self, handle: int, action: Callable[[], None]) -> None:
        """Call `action` each time the handle is signalled; to be said before `start`."""
        self._actions[handle] = action

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

    def _wait(self) -> None:
        handles = [int(self._wake), *self._actions]
        while self._is_running:
            signalled = win32event.WaitForMultipleObjects(handles, False, self._timeout_ms())
            place = signalled - win32event.WAIT_OBJECT_0
            if signalled == win32event.WAIT_TIMEOUT:
                self._guard(self._call_deadline)
            elif 0 < place < len(handles):
                self._guard(self._actions[handles[place]])

    def _timeout_ms(self) -> int:
        left = self._seconds_left()
        seconds = LONGEST_WAIT_SECONDS if left is None else min(left, LONGEST_WAIT_SECONDS)
        return max(1, int(seconds * 1000))

    def _call_deadline(self) -> None:
        left = self._seconds_left()
        if left is not None and left <= 0:
            self._on_deadline()

    def _guard(self, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception:  # noqa: BLE001 - this thread must live on; the cause is logged
            _log.exception("an event was not handled")
