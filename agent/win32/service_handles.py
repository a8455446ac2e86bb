"""Handles of the service manager and its services, opened one at a time and always closed.

Of two threads that open services at once, Wine gives one an invalid handle.
"""

import contextlib
import sys
import threading
from typing import TYPE_CHECKING, Iterator

import win32service

assert sys.platform == "win32"

if TYPE_CHECKING:
    from _win32typing import PySC_HANDLE

# Longer than the service manager takes to open anything.
_PATIENCE_SECONDS = 5.0


class _Turns:
    """Threads take turns; one that never comes back from Windows keeps nobody from going on."""

    def __init__(self) -> None:
        self._lock = threading.RLock()

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, within bounds, and have it while the block runs."""
        lock = self._lock
        is_ours = lock.acquire(timeout=_PATIENCE_SECONDS)
        if not is_ours:
            # Whoever has it may have it for ever: those who come next wait for one another.
            self._lock = threading.RLock()
        try:
            yield
        finally:
            if is_ours:
                lock.release()


one_at_a_time = _Turns().taken
"""Taken while handles are opened or closed, and while all services are listed."""


@contextlib.contextmanager
def opened_manager(rights: int) -> "Iterator[PySC_HANDLE]":
    """The service manager; raises pywintypes.error."""
    with one_at_a_time():
        manager = win32service.OpenSCManager(None, None, rights)
    try:
        yield manager
    finally:
        with one_at_a_time():
            win32service.CloseServiceHandle(manager)


@contextlib.contextmanager
def opened_service(name: str, rights: int) -> "Iterator[PySC_HANDLE]":
    """A service by its name; raises pywintypes.error."""
    with one_at_a_time(), opened_manager(win32service.SC_MANAGER_CONNECT) as manager:
        service = win32service.OpenService(manager, name, rights)
    try:
        yield service
    finally:
        with one_at_a_time():
            win32service.CloseServiceHandle(service)
