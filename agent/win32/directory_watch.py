"""Being told when something in a folder changes, even in one that does not exist yet.

On NTFS, a file that grows is told of when its writer closes or flushes it, not at each write:
who needs to know sooner looks by himself now and then.
"""

import ntpath
import sys
from pathlib import Path
from types import TracebackType
from typing import List, Optional, Sequence, Tuple, Type

import pywintypes
import win32file

from agent.win32 import numbers
from agent.win32.files import is_on_this_computer

assert sys.platform == "win32"

_CONTENT = (
    numbers.FILE_NOTIFY_CHANGE_FILE_NAME
    | numbers.FILE_NOTIFY_CHANGE_DIR_NAME
    | numbers.FILE_NOTIFY_CHANGE_SIZE
    | numbers.FILE_NOTIFY_CHANGE_LAST_WRITE
)
_FOLDERS_ONLY = numbers.FILE_NOTIFY_CHANGE_DIR_NAME
# Windows waits for 64 handles at once, and each folder may need two.
MOST_FOLDERS = 24
# Parents can come and go while they are looked for; more often than this is not by chance.
_MAX_ATTEMPTS = 16

_Identity = Optional[Tuple[int, int]]


class DirectoryWatch:
    """Waitable handles, set when a file in a folder changes, or a folder appears or disappears.

    A folder that does not exist is waited for at its nearest existing parent, without what is
    below that. Folders on other computers are never touched. Use with `with`.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        own = [folder for folder in folders if is_on_this_computer(folder)]
        self._watches = [_Watch(folder) for folder in own[:MOST_FOLDERS]]
        self._refused = tuple(folder for folder in folders if folder not in own[:MOST_FOLDERS])

    def __enter__(self) -> "DirectoryWatch":
        for watch in self._watches:
            watch.arm()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        for watch in self._watches:
            watch.release()

    def handles(self) -> List[int]:
        """The handles to wait for now; `rearm` may change them."""
        return [handle for watch in self._watches for handle in watch.handles]

    def rearm(self, handle: int) -> "Change":
        """Watch again after `handle` was set. Call it before reading, so that nothing is missed."""
        for watch in self._watches:
            if handle in watch.handles:
                return watch.rearm(handle)
        return Change()

    def unwatched(self) -> Tuple[str, ...]:
        """The folders that nothing will tell of."""
        return (*self._refused, *(one.folder for one in self._watches if not one.handles))


class Change:
    """What a handle told: whether it matters at all, and whether a folder came or went."""

    def __init__(self, *, matters: bool = False, is_of_folder: bool = False) -> None:
        self.matters, self.is_of_folder = matters or is_of_folder, is_of_folder


class _Watch:
    """One folder: a handle on itself, if it is there, and one on its nearest parent."""

    def __init__(self, folder: str) -> None:
        self.folder = ntpath.normpath(folder)
        self._own: Optional[int] = None
        self._parent: Optional[int] = None
        self._identity: _Identity = None

    @property
    def handles(self) -> List[int]:
        return [handle for handle in (self._own, self._parent) if handle is not None]

    def arm(self) -> None:
        for _ in range(_MAX_ATTEMPTS):
            self.release()
            self._identity = _identity(self.folder)
            self._own = _watch(self.folder, _CONTENT)
            watched = self._watch_parent()
            if _identity(self.folder) == self._identity and not self._has_nearer(watched):
                return

    def rearm(self, handle: int) -> Change:
        was = self._identity
        if handle == self._own and _identity(self.folder) == was and _again(handle):
            return Change(matters=True)
        self.arm()
        is_other = self._identity != was
        return Change(matters=handle == self._own or is_other, is_of_folder=is_other)

    def release(self) -> None:
        for handle in self.handles:
            win32file.FindCloseChangeNotification(handle)
        self._own = self._parent = None

    def _watch_parent(self) -> Optional[str]:
        """Watches the nearest parent that can be watched, and returns it."""
        child, parent = self.folder, ntpath.dirname(self.folder)
        while parent != child:
            self._parent = _watch(parent, _FOLDERS_ONLY)
            if self._parent is not None:
                return parent
            child, parent = parent, ntpath.dirname(parent)
        return None

    def _has_nearer(self, watched: Optional[str]) -> bool:
        """Whether a nearer parent has appeared between looking for it and watching this one."""
        parent = ntpath.dirname(self.folder)
        if self._own is not None or watched is None or watched == parent:
            return False
        below = ntpath.relpath(self.folder, watched).split("\\")[0]
        nearer = ntpath.join(watched, below)
        handle = _watch(nearer, _FOLDERS_ONLY)
        if handle is not None:
            win32file.FindCloseChangeNotification(handle)
        return handle is not None


def _watch(folder: str, changes: int) -> Optional[int]:
    try:
        return int(win32file.FindFirstChangeNotification(folder, False, changes))
    except pywintypes.error:
        return None


def _again(handle: int) -> bool:
    try:
        win32file.FindNextChangeNotification(handle)  # type: ignore[no-untyped-call]
    except pywintypes.error:
        return False
    return True


def _identity(folder: str) -> _Identity:
    """What tells a folder from another one that takes its name; None when it is not there."""
    try:
        status = Path(folder).stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
