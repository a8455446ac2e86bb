"""What a person can do, step by step, and the one picture of what is known.

Work runs on the controller's own threads; listeners are told on them and marshal for themselves.
"""

import enum
import logging
import queue
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Callable, FrozenSet, List, Optional

from agent.connections import SessionPicture
from agent.doors import Doors
from agent.repeating import Repeated
from agent.requirements.facts import NetworkFacts
from agent.state import (
    AccessPicture,
    CheckReport,
    Identity,
    Opening,
    ReportPicture,
    RequirementName,
    Snapshot,
)
from agent.telling import kept_apart

# A measurement describes the line as it was; after this it no longer counts.
MEASUREMENT_LIFETIME = timedelta(minutes=15)

Progress = Callable[[RequirementName], None]
Listener = Callable[[Snapshot], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Measurement:
    """What was measured of the line, and when (aware, in UTC)."""

    facts: NetworkFacts
    measured_at: datetime

    def counts_at(self, now: datetime) -> bool:
        """Whether it is recent; one from the future (the clock was moved) is not."""
        return timedelta(0) <= now - self.measured_at < MEASUREMENT_LIFETIME


@dataclass(frozen=True)
class Sources:
    """Where facts come from. Each call may take its time; none raises for what it reads.

    `evaluate` takes None for a line that was not measured. `measured` are the requirements that
    `measure` answers; it names each as it is done. `cut_stands` is what `Snapshot` calls so.
    """

    now: Callable[[], datetime]
    read_identity: Callable[[], Identity]
    opening_at: Callable[[datetime], Opening]
    evaluate: Callable[[Identity, Optional[NetworkFacts], datetime], CheckReport]
    measure: Callable[[threading.Event, Progress], NetworkFacts]
    measured: FrozenSet[RequirementName]
    read_doors: Callable[[], Doors]
    cut_stands: Callable[[], Optional[bool]]


def take_snapshot(sources: Sources, measurement: Optional[Measurement] = None) -> Snapshot:
    """Read ID and computer, and judge them with the measurement if it counts. No doors."""
    now = sources.now()
    if measurement is not None and not measurement.counts_at(now):
        measurement = None
    identity = sources.read_identity()
    facts = measurement.facts if measurement else None
    check = sources.evaluate(identity, facts, now)
    opening = sources.opening_at(now)
    measured_at = measurement.measured_at if measurement else None
    return Snapshot(identity, opening, check, now, measured_at)


def with_doors(snapshot: Snapshot, sources: Sources) -> Snapshot:
    """The picture with every door, looked at now."""
    began = sources.now()
    doors, cut_stands = sources.read_doors(), sources.cut_stands()
    return replace(snapshot, doors=doors, cut_stands=cut_stands, looked_at=began)


def next_change(snapshot: Snapshot) -> Optional[datetime]:
    """When the picture changes by the clock alone: opening, closing, an end."""
    moments = [snapshot.opening.until, snapshot.opening.next_opening]
    if snapshot.measured_at is not None:
        moments.append(snapshot.measured_at + MEASUREMENT_LIFETIME)
    if snapshot.access.current is not None and snapshot.access.allowed:
        moments.append(snapshot.access.current.ends)
    return min((moment for moment in moments if moment is not None), default=None)


def same_picture(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots show the same, whenever they were taken."""
    check = replace(one.check, checked_at=other.check.checked_at)
    times_aside = replace(one, taken_at=other.taken_at, looked_at=other.looked_at)
    return replace(times_aside, check=check) == other


def _keep_what_others_tell(fresh: Snapshot, old: Snapshot) -> Snapshot:
    """Only what was read with it is taken over from a new reading."""
    return replace(
        old,
        identity=fresh.identity,
        opening=fresh.opening,
        check=fresh.check,
        taken_at=fresh.taken_at,
        measured_at=fresh.measured_at,
    )


class Request(enum.Enum):
    """What the worker is asked."""

    READ = "read"
    STOP = "stop"


class Controller:
    """Keeps the picture up to date and does what a person asks."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._lock = threading.Lock()
        # Held until all have been told: nobody is left with an older picture than the latest.
        self._telling = threading.RLock()
        self._listeners: List[Listener] = []
        self._measurement: Optional[Measurement] = None
        self._snapshot = take_snapshot(sources)
        self._cancelled: Optional[threading.Event] = None
        self._requests: queue.SimpleQueue[Request] = queue.SimpleQueue()
        # Signatures of whole programs are read: the ID must not wait for that.
        self._looking = Repeated("doors", self._look)
        threading.Thread(target=self._work, name="worker", daemon=True).start()

    @property
    def snapshot(self) -> Snapshot:
        """The latest picture."""
        with self._lock:
            return self._snapshot

    def subscribe(self, listener: Listener) -> None:
        """Tell the listener of every change from now on, on one of the controller's threads.

        One that breaks keeps neither the others from being told nor a thread from going on.
        """
        self._listeners.append(kept_apart(listener))

    def refresh(self) -> None:
        """Read the facts again, soon, and then the doors."""
        self._requests.put(Request.READ)
        self._looking.ask()

    def look_at_doors(self) -> None:
        """Look at the doors again, because a person waits for it; from any thread."""
        self._publish(self._ask_to_look)

    def show_access(self, picture: AccessPicture) -> None:
        """Take over what is known of the client's authorisations; from any thread."""
        self._publish(lambda old: replace(old, access=picture))

    def show_report(self, picture: ReportPicture) -> None:
        """Take over what is known of the shop's desk; from any thread."""
        self._publish(lambda old: replace(old, report=picture))

    def show_session(self, picture: SessionPicture) -> None:
        """Take over who is connected now; from any thread."""
        self._publish(lambda old: replace(old, session=picture))

    def stop(self) -> None:
        """End the worker and any measuring."""
        self.cancel_check()
        self._requests.put(Request.STOP)
        self._looking.stop()

    def start_check(self) -> None:
        """Read and measure everything, unless that is under way."""
        with self._lock:
            if self._cancelled is not None:
                return
            self._cancelled = cancelled = threading.Event()
        self._publish(lambda old: replace(old, pending=self._sources.measured))
        threading.Thread(
            target=self._measure, args=(cancelled,), name="measuring", daemon=True
        ).start()

    def cancel_check(self) -> None:
        """Stop measuring; what was not measured is unknown."""
        with self._lock:
            if self._cancelled is not None:
                self._cancelled.set()

    def _work(self) -> None:
        while self._requests.get() is Request.READ:
            try:
                fresh = take_snapshot(self._sources, self._measurement)
            except Exception:  # noqa: BLE001 - the thread must live on; the cause is logged
                _log.exception("the facts could not be read")
                continue
            self._publish(partial(_keep_what_others_tell, fresh))

    def _ask_to_look(self, old: Snapshot) -> Snapshot:
        """Under the picture's lock: a look that ends now cannot be taken for the one asked for."""
        self._looking.ask()
        return replace(old, is_looking=True)

    def _look(self) -> None:
        try:
            seen = with_doors(self.snapshot, self._sources)
        except Exception:  # noqa: BLE001 - what was seen before may be over; the cause is logged
            _log.exception("the doors could not be looked at")
            seen = replace(self.snapshot, doors=None, cut_stands=None, looked_at=None)
        self._publish(partial(self._show_look, seen))

    def _show_look(self, seen: Snapshot, old: Snapshot) -> Snapshot:
        return replace(
            old,
            doors=seen.doors,
            cut_stands=seen.cut_stands,
            looked_at=seen.looked_at,
            is_looking=old.is_looking and self._looking.is_asked_again,
        )

    def _measure(self, cancelled: threading.Event) -> None:
        try:
            facts = self._sources.measure(cancelled, self._on_progress)
            self._measurement = Measurement(facts, self._sources.now())
        except Exception:  # noqa: BLE001 - a failed measurement is none; the cause is logged
            _log.exception("measuring ended early")
            self._measurement = None
        with self._lock:
            self._cancelled = None
        self._publish(lambda old: replace(old, pending=frozenset()))
        self._requests.put(Request.READ)

    def _on_progress(self, done: RequirementName) -> None:
        self._publish(lambda old: replace(old, pending=old.pending - {done}))

    def _publish(self, change: Callable[[Snapshot], Snapshot]) -> None:
        with self._telling:
            with self._lock:
                before = self._snapshot
                self._snapshot = after = change(before)
            if not same_picture(before, after):
                for listener in self._listeners:
                    listener(after)
