"""Reports to the shop's desk, one round after the other on one thread.

The desk is asked when a person or an event asks for it, and again after a pause while it does not
answer. At rest nothing is asked and nothing is written.
"""

import enum
import logging
import queue
import random
import threading
from dataclasses import dataclass
from typing import Callable, Dict, Optional, Protocol

from agent.errors import AgentError
from agent.reporting.picture import picture_of
from agent.reporting.schedule import LONGEST_SECONDS, pause_seconds
from agent.reporting.synced import Reached, Synced
from agent.state import ReportPicture, ReportState

# What an event tells of may reach the disk a little after the event.
SECOND_LOOK_SECONDS = 10.0
_CLOSING_SECONDS = 3.0

_log = logging.getLogger(__name__)


class Reporter(Protocol):
    """Rounds of reporting, as `agent.reporting.sync.Sync` makes them."""

    def prepare(self, fields: Dict[str, str]) -> None:
        """Write what the next report says of this computer."""

    def look(self) -> Synced:
        """What the desk has signed for, without asking it."""

    def run(self) -> Synced:
        """Send what the desk lacks."""


@dataclass(frozen=True)
class ReportSources:
    """Where reports come from and go to.

    `load` may take seconds; `may_send` is whether the client has agreed; `fields` is what a report
    says of this computer now.
    """

    load: Callable[[], Reporter]
    may_send: Callable[[], bool]
    fields: Callable[[], Dict[str, str]]
    publish: Callable[[ReportPicture], None]
    chance: Callable[[], float] = random.random


class _Ask(enum.Enum):
    """What is asked for; of several at once, the first counts."""

    STOP = "stop"
    SEND = "send"
    WAKE = "wake"


class ReportController:
    """Brings the desk up to date whenever there is a reason to."""

    def __init__(self, sources: ReportSources) -> None:
        self._sources = sources
        self._reporter: Optional[Reporter] = None
        self._told: Optional[Dict[str, str]] = None
        self._failures = 0
        self._asked: queue.SimpleQueue[_Ask] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="reporting", daemon=True)
        self._thread.start()

    def send(self) -> None:
        """Tell the desk the ID and everything else now, because a person asks; from any thread."""
        self._asked.put(_Ask.SEND)

    def wake(self) -> None:
        """Something may have been written, or the network is back; from any thread."""
        self._asked.put(_Ask.WAKE)

    def close(self) -> None:
        """Begin nothing more; what is under way may be cut off, and is sent again next time."""
        self._asked.put(_Ask.STOP)
        self._thread.join(_CLOSING_SECONDS)

    def _run(self) -> None:
        pause: Optional[float] = None
        while True:
            ask = self._next(pause)
            if ask is _Ask.STOP:
                return
            try:
                pause = self._round(ask)
            except Exception:  # noqa: BLE001 - the thread must live on; the cause is logged
                _log.exception("reporting: not done")
                pause = LONGEST_SECONDS

    def _next(self, pause: Optional[float]) -> Optional[_Ask]:
        """What is asked for, all at once; None when only the pause is over."""
        try:
            asks = {self._asked.get(timeout=pause)}
        except queue.Empty:
            return None
        while not self._asked.empty():
            asks.add(self._asked.get())
        return next(ask for ask in _Ask if ask in asks)

    def _round(self, ask: Optional[_Ask]) -> Optional[float]:
        """One round; how long to wait for the next, None until something asks for it."""
        if not self._sources.may_send():
            self._sources.publish(ReportPicture())
            return None
        try:
            synced = self._synced(is_asked=ask is _Ask.SEND)
        except AgentError as error:
            _log.warning("reporting: %s", error)
            self._sources.publish(ReportPicture(ReportState.REFUSED, why=error.title))
            return self._pause(None)
        _log.info("reporting: %s %s", synced.reached.value, synced.why)
        self._sources.publish(picture_of(synced))
        if synced.reached is Reached.NOT_NOW:
            return self._pause(synced.seconds)
        self._failures = 0
        return SECOND_LOOK_SECONDS if ask is _Ask.WAKE else _later(synced.reached)

    def _synced(self, *, is_asked: bool) -> Synced:
        if self._reporter is None:
            self._reporter = self._sources.load()
        fields = self._sources.fields()
        is_due = self._reporter.look().reached is Reached.UNSENT
        if is_asked or (is_due and fields != self._told):
            self._reporter.prepare(fields)
            self._told = fields
        if is_asked or is_due:
            self._sources.publish(ReportPicture(ReportState.SENDING))
        return self._reporter.run()

    def _pause(self, asked: Optional[int]) -> float:
        self._failures += 1
        return pause_seconds(self._failures, self._sources.chance(), asked)


def _later(reached: Reached) -> Optional[float]:
    """A desk that refuses may be put right; two stories stay two."""
    return LONGEST_SECONDS if reached in (Reached.REFUSED, Reached.UNTRUSTED) else None
