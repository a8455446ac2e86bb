"""The end of a conversation, whatever the other side does.

A time limit on each read does not bound a server that sends one byte at a time, and neither TLS
handshake nor HTTP headers can be interrupted between two bytes. Cutting the connection ends both.
"""

import contextlib
import socket
import threading
import time
from typing import List


class ConnectionCutter:
    """Cuts every connection given to it when the time is over; `close()` gives them back.

    A cut connection answers its reader with an end or an error at once, or at the latest when the
    time limit of the read in progress is over.
    """

    def __init__(self, limit_s: float) -> None:
        self._lock = threading.Lock()
        self._held: List[socket.socket] = []
        self._seen = 0
        self._has_cut = False
        self._end = time.perf_counter() + limit_s
        self._timer = threading.Timer(limit_s, self.cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def remaining_s(self) -> float:
        """The seconds left, 0 when the time is over."""
        return 0.0 if self._has_cut else max(0.0, self._end - time.perf_counter())

    @property
    def connections_seen(self) -> int:
        """How many connections were opened so far."""
        return self._seen

    def hold(self, connection: socket.socket) -> None:
        """Takes part in `connection` through a handle of its own, which TLS cannot take away."""
        with self._lock:
            self._seen += 1
            self._held.append(connection.dup())
        if self._has_cut:
            self.cut()

    def cut(self) -> None:
        """Ends all connections now, and those to come."""
        with self._lock:
            self._has_cut = True
            for connection in self._held:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stops the clock and lets go of the connections."""
        self._timer.cancel()
        with self._lock:
            for connection in self._held:
                connection.close()
            self._held.clear()
