"""Being told when a registry key changes, even one that does not exist yet.

Windows ends a notification with the thread that asked for it: arm, wait and re-arm in one thread.
"""

import sys
import winreg
from dataclasses import dataclass
from types import TracebackType
from typing import Dict, List, Optional, Sequence, Tuple, Type

import win32api
import win32event

from agent.win32.advapi32 import (
    REG_NOTIFY_CHANGE_LAST_SET,
    REG_NOTIFY_CHANGE_NAME,
    notify_change,
)
from agent.win32.registry import open_key
from agent.windows_facts import RegistryKey

assert sys.platform == "win32"

_VALUES_AND_SUBKEYS = REG_NOTIFY_CHANGE_LAST_SET | REG_NOTIFY_CHANGE_NAME
# Parents can come and go while they are looked for; more often than this is not by chance.
_MAX_ATTEMPTS = 16


@dataclass(frozen=True)
class WatchedKey:
    """A key to watch, with everything below it when `subtree`."""

    key: RegistryKey
    subtree: bool


class RegistryWatch:
    """One waitable event for each key, set when the key changes, appears or disappears.

    A key that does not exist is waited for at its nearest existing parent. Use with `with`.
    """

    def __init__(self, keys: Sequence[WatchedKey]) -> None:
        self._keys = tuple(keys)
        self._watches: Dict[int, _Watch] = {}

    def __enter__(self) -> "RegistryWatch":
        for key in self._keys:
            watch = _Watch(key)
            self._watches[watch.handle] = watch
            watch.arm()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        for watch in self._watches.values():
            watch.close()
        self._watches.clear()

    def handles(self) -> List[int]:
        """The events, in the order of the keys, for `WaitForMultipleObjects`."""
        return list(self._watches)

    def rearm(self, handle: int) -> None:
        """Watch again after `handle` was set. Call it before reading, so that nothing is missed."""
        self._watches[handle].arm()

    def unwatched(self) -> Tuple[WatchedKey, ...]:
        """The keys that Windows does not let this person watch: nothing will tell of them."""
        return tuple(watch.target for watch in self._watches.values() if watch.is_deaf)


class _Watch:
    """One key, its event, and the keys opened for it: itself and its nearest parent."""

    def __init__(self, target: WatchedKey) -> None:
        self.target = target
        self._event = win32event.CreateEvent(None, False, False, None)
        self._opened: List[winreg.HKEYType] = []
        self.is_refused = False

    @property
    def handle(self) -> int:
        return int(self._event)

    @property
    def is_deaf(self) -> bool:
        return self.is_refused or not self._opened

    def arm(self) -> None:
        for _ in range(_MAX_ATTEMPTS):
            self._release()
            nearest = self._watch_nearest()
            if nearest is None or not self._has_nearer(nearest):
                return

    def close(self) -> None:
        self._release()
        win32api.CloseHandle(self._event)

    def _release(self) -> None:
        self.is_refused = False
        while self._opened:
            self._opened.pop().Close()
        # Closing a watched key sets its event, which would look like a change.
        win32event.ResetEvent(self._event)

    def _watch_nearest(self) -> Optional[RegistryKey]:
        """Watches the key, if there, and its nearest parent; returns the nearer of the two."""
        nearest: Optional[RegistryKey] = None
        key = self.target.key
        while key.path:
            if self._watch(key):
                nearest = nearest or key
                if key != self.target.key:
                    break
            key = RegistryKey(key.hive, key.view, key.path.rpartition("\\")[0])
        return nearest

    def _watch(self, key: RegistryKey) -> bool:
        is_target = key == self.target.key
        changes = _VALUES_AND_SUBKEYS if is_target else REG_NOTIFY_CHANGE_NAME
        subtree, asynchronous = is_target and self.target.subtree, True
        try:
            opened = open_key(key, winreg.KEY_NOTIFY)
        except FileNotFoundError:
            return False
        except OSError:
            self.is_refused = self.is_refused or is_target
            return False
        self._opened.append(opened)
        status = notify_change(int(opened), subtree, changes, self.handle, asynchronous)
        self.is_refused = self.is_refused or status != 0
        return bool(status == 0)

    def _has_nearer(self, watched: RegistryKey) -> bool:
        """Whether a nearer key has appeared between looking for it and watching its parent."""
        below = self.target.key.path[len(watched.path) :].lstrip("\\").partition("\\")[0]
        if not below:
            return False
        try:
            child = RegistryKey(watched.hive, watched.view, f"{watched.path}\\{below}")
            open_key(child, winreg.KEY_NOTIFY).Close()
        except OSError:
            return False
        return True
