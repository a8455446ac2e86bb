"""One sleeping thread that looks again whenever something in TeamViewer's folders changes.

NTFS tells of a log that grows only when its writer closes or flushes it, so a change can be told
late. Whoever looks therefore says after how many seconds at the latest to look again; one second
while TeamViewer runs, and never while it does not, keeps the computer at rest.
"""

import logging
import sys
import threading
import time
from typing import Callable, Optional, Sequence

import win32event

from agent.win32.directory_watch import DirectoryWatch

assert sys.platform == "win32"

# What changes faster is looked at once, at the end of this time.
SHORTEST_GAP_SECONDS = 0.2
# A folder that cannot be watched now may be watched a little later.
_PAUSE_AFTER_TROUBLE_SECONDS = 5.0
_STOP_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Watching:
    """Calls `look` at the start, at each change, at `wake`, and after the seconds it returned.

    `look` returns the seconds after which to look again at the latest, None to wait for changes
    only. `folders` is asked at the start and whenever a folder appears or goes. When only time has
    passed, `has_news` is asked whether to look at all: it may be cheaper than looking. All are
    called on a thread of their own; what they raise is logged, and the thread lives on.
    """

    def __init__(
        self,
        folders: Callable[[], Sequence[str]],
        look: Callable[[], Optional[float]],
        has_news: Callable[[], bool] = lambda: True,
    ) -> None:
        self._folders, self._look, self._has_news = folders, look, has_news
        self._pause: Optional[float] = None
        # The event lives as long as this object: pywin32 closes a handle that nobody holds.
        self._wake = win32event.CreateEvent(None, 0, 0, None)
        self._stopped = threading.Event()
        self._looked_at = -SHORTEST_GAP_SECONDS
        self._due: Optional[float] = None
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)

    def start(self) -> None:
        """Look, then wait for changes."""
        self._thread.start()

    def wake(self) -> None:
        """Look soon; from any thread."""
        win32event.SetEvent(self._wake)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopped.set()
        self.wake()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(timeout=_STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._watch_or_pause()

    def _watch_or_pause(self) -> None:
        try:
            self._watch(tuple(self._folders()))
        except Exception:  # noqa: BLE001 - this thread must live on; the cause is logged
            _log.exception("folders cannot be watched")
            self._look_now()
            self._stopped.wait(_PAUSE_AFTER_TROUBLE_SECONDS)

    def _watch(self, folders: Sequence[str]) -> None:
        """Until a folder appears or goes. What changed before the watch began is looked at."""
        with DirectoryWatch(folders) as watch:
            for folder in watch.unwatched():
                _log.warning("nothing will tell of changes in %s", folder)
            self._look_now()
            while not self._stopped.is_set():
                changes = self._wait(watch)
                if changes.is_of_folder:
                    return
                if changes.matters:
                    self._look_now()

    def _wait(self, watch: DirectoryWatch) -> "_Changes":
        """The next changes that matter; the rest of a burst is in them."""
        handles = [int(self._wake), *watch.handles()]
        signalled = win32event.WaitForMultipleObjects(handles, 0, self._timeout_ms())
        changes = _Changes()
        if signalled == win32event.WAIT_TIMEOUT:
            changes.matters = self._has_news_now()
            return changes
        self._take(watch, handles[signalled], changes)
        if changes.matters:
            gap = self._looked_at + SHORTEST_GAP_SECONDS - time.monotonic()
            self._stopped.wait(max(0.0, gap))
            self._take_waiting(watch, changes)
        return changes

    def _take_waiting(self, watch: DirectoryWatch, changes: "_Changes") -> None:
        for handle in (int(self._wake), *watch.handles()):
            if win32event.WaitForSingleObject(handle, 0) == win32event.WAIT_OBJECT_0:
                self._take(watch, handle, changes)

    def _take(self, watch: DirectoryWatch, handle: int, changes: "_Changes") -> None:
        if handle == int(self._wake):
            changes.matters = True
            return
        change = watch.rearm(handle)
        changes.matters = changes.matters or change.matters
        changes.is_of_folder = changes.is_of_folder or change.is_of_folder

    def _timeout_ms(self) -> int:
        if self._due is None:
            return int(win32event.INFINITE)
        return max(1, int((self._due - time.monotonic()) * 1000))

    def _look_now(self) -> None:
        if self._stopped.is_set():
            return
        seconds: Optional[float] = None
        try:
            seconds = self._look()
        except Exception:  # noqa: BLE001 - this thread must live on; the cause is logged
            _log.exception("a look failed")
            seconds = _PAUSE_AFTER_TROUBLE_SECONDS
        self._looked_at = time.monotonic()
        self._pause = None if seconds is None else max(SHORTEST_GAP_SECONDS, seconds)
        self._due_again()

    def _due_again(self) -> None:
        self._due = None if self._pause is None else time.monotonic() + self._pause

    def _has_news_now(self) -> bool:
        try:
            is_news = self._has_news()
        except Exception:  # noqa: BLE001 - whoever cannot tell has to look; the cause is logged
            _log.exception("it is not known whether there is news")
            is_news = True
        if not is_news:
            self._due_again()
        return is_news


class _Changes:
    """What a burst of changes amounts to."""

    matters = False
    is_of_folder = False
