"""Connections that never finish what they began: none holds a place that somebody else needs.

Uvicorn itself bounds how many there are and how long one may rest between two requests; it waits
for ever for the end of a head, of a body, and for whoever does not read what he asked for.
"""

import asyncio
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


@dataclass(frozen=True)
class Patience:
    """How long a head and a body may take to arrive, and an answer to be read, in seconds.

    Beyond `most_open` connections each new one ends the one that has kept the desk waiting longest.
    """

    head_seconds: float
    body_seconds: float
    most_open: int


class _Phase(enum.Enum):
    """What a connection is at."""

    HEAD = "its next head, or its end, is waited for"
    BODY = "the rest of a body is waited for"
    ANSWERING = "the desk is at work"


class BoundedConnection(H11Protocol):
    """One connection of a client, with as much patience as it is given."""

    def __init__(self, patience: Patience, **how: Any) -> None:  # noqa: ANN401 - the server's own
        super().__init__(**how)
        self._patience = patience
        self._phase = _Phase.ANSWERING
        self._since = 0.0
        self._waiting: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._note_phase()
        _make_room(self.connections, self._patience.most_open)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        _cancel(self._waiting, self._unread)
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Take what has arrived."""
        super().handle_events()
        self._note_phase()

    def on_response_complete(self) -> None:
        """An answer is written."""
        super().on_response_complete()
        self._note_phase()

    def pause_writing(self) -> None:
        """The other side does not read."""
        super().pause_writing()
        seconds = self._patience.body_seconds
        self._unread = self.loop.call_later(seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The other side reads again."""
        _cancel(self._unread)
        super().resume_writing()

    @property
    def keeps_waiting_since(self) -> float | None:
        """Since when the desk waits for the other side; None when it does not, or no longer."""
        is_over = self._phase is _Phase.ANSWERING or self.transport.is_closing()
        return None if is_over else self._since

    def end(self) -> None:
        """End it at once, whatever was under way."""
        self.transport.abort()

    def _note_phase(self) -> None:
        """Each phase has its time as a whole: what trickles in does not prolong it."""
        phase = self._phase_now()
        if phase is self._phase:
            return
        _cancel(self._waiting)
        self._phase, self._since, self._waiting = phase, self.loop.time(), None
        if phase is not _Phase.ANSWERING:
            is_head = phase is _Phase.HEAD
            seconds = self._patience.head_seconds if is_head else self._patience.body_seconds
            self._waiting = self.loop.call_later(seconds, self.end)

    def _phase_now(self) -> _Phase:
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete:
            return _Phase.HEAD
        return _Phase.BODY if self.conn.their_state is h11.SEND_BODY else _Phase.ANSWERING


def _make_room(connections: Iterable[object], most_open: int) -> None:
    found = [one for one in connections if isinstance(one, BoundedConnection)]
    still_open = [one for one in found if not one.transport.is_closing()]
    waiting = [(since, one) for one in still_open if (since := one.keeps_waiting_since) is not None]
    if len(still_open) > most_open and waiting:
        min(waiting, key=lambda pair: pair[0])[1].end()


def _cancel(*timers: asyncio.TimerHandle | None) -> None:
    for timer in timers:
        if timer is not None:
            timer.cancel()
