"""Tells when the computer's addresses changed: a cable, a Wi-Fi or a sleep is over.

Windows counts them from 2000 on (`NotifyAddrChange`, iphlpapi); of IPv6 alone it does not tell.
"""

import contextlib
import ctypes
import logging
import sys
import threading
from typing import Callable

import win32event

from agent.win32.dll import system_dll

assert sys.platform == "win32"

_PENDING = 997
_CLOSING_SECONDS = 5.0

_log = logging.getLogger(__name__)


class _Overlapped(ctypes.Structure):
    _fields_ = (
        ("internal", ctypes.c_void_p),
        ("internal_high", ctypes.c_void_p),
        ("offset", ctypes.c_uint32),
        ("offset_high", ctypes.c_uint32),
        ("event", ctypes.c_void_p),
    )


class NetworkChange:
    """Calls back on its own thread after each change, until it is closed.

    Where Windows refuses to tell, nothing is told: whoever waits has a timer as well.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._library = system_dll("iphlpapi")
        self._closing = win32event.CreateEvent(None, True, False, None)
        self.changed = win32event.CreateEvent(None, False, False, None)
        self._overlapped = _Overlapped(event=int(self.changed))
        self.is_watching = self._watch()
        self._thread = threading.Thread(target=self._run, name="network", daemon=True)
        if self.is_watching:
            self._thread.start()

    def close(self) -> None:
        """Tell nothing more, and wait for the thread."""
        if not self.is_watching:
            return
        win32event.SetEvent(self._closing)
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSING_SECONDS)
        with contextlib.suppress(OSError):
            self._library.CancelIPChangeNotify(ctypes.byref(self._overlapped))

    def _watch(self) -> bool:
        handle = ctypes.c_void_p()
        answer = self._library.NotifyAddrChange(
            ctypes.byref(handle), ctypes.byref(self._overlapped)
        )
        if answer != _PENDING:
            _log.warning("changes of the network are not told: %d", answer)
        return bool(answer == _PENDING)

    def _run(self) -> None:
        handles = [self._closing, self.changed]
        while win32event.WaitForMultipleObjects(handles, False, win32event.INFINITE) == 1:
            is_told_again = self._watch()
            self._on_change()
            if not is_told_again:
                return
