"""A stop: nothing is allowed from its first moment, then the software is shut, then it is written.

What is written waits for the software to be shut, because it says whether that was read back; it
does not wait long.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Callable, List, Optional, Tuple

from agent.consent.answers import Withdrawing
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.terms import Scope
from agent.cutoff.words import Word
from agent.doors import DoorName
from agent.shutting.shut import Failure, Method, Shut
from agent.shutting.steps import NOTHING_SEEN
from agent.state import AccessPicture, Authorisation
from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.control.outcome_json import outcome_event

# The icon knows of them and does not load them.
if TYPE_CHECKING:
    from agent.consent.authorisations import Authorisations

# Longer than shutting takes unless a person is asked; he may have left the computer.
LINE_WAITS_SECONDS = 20.0
_LOOK_SECONDS = 0.05

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Stopped:
    """A stop that counts: when, and the authorisations that were known to end by it.

    `shut` is what came of shutting the connection software; None where something else is still
    allowed, so that it was left alone. `is_known`: what was allowed before could be read.
    """

    at: datetime
    ended: Tuple[str, ...] = ()
    shut: Optional[Shut] = None
    is_known: bool = True


@dataclass(frozen=True)
class Stop:
    """What is to be stopped: everything, or `only` one consent.

    `removes_password` says that TeamViewer's permanent password goes too, also where no lasting
    access was known; `renews_key` that the journal goes on with a new key, because whoever was
    here may have read the old one. `then` is told what came of it.
    """

    channel: str
    then: Callable[[Stopped], None]
    only: Optional[str] = None
    removes_password: bool = False
    renews_key: bool = False

    def reaches(self, authorisation: Authorisation) -> bool:
        """Whether it ends this authorisation."""
        return authorisation.can_end and self.only in (None, authorisation.cid)

    def word(self, before: AccessPicture) -> Word:
        """What is asked for: whoever ends lasting access wants its password gone too."""
        ended = filter(self.reaches, before.authorisations)
        lasting = any(one.scope == Scope.PERMANENT.value for one in ended)
        return Word.WITHDRAW if lasting or self.removes_password else Word.CUT

    def how(self, shut: Optional[Shut]) -> Withdrawing:
        """What the journal says of it, with as much as is known of shutting by now."""
        if shut is None:
            return Withdrawing(self.channel)
        return Withdrawing(self.channel, shut.outcome.ok, shut.outcome.milliseconds)


class ShuttingUnderWay:
    """The software is being shut, on a thread of its own."""

    def __init__(self, shut: Callable[[], Shut]) -> None:
        self._shut = shut
        self._result: Optional[Shut] = None
        self._done = threading.Event()
        threading.Thread(target=self._run, name="shutting", daemon=True).start()

    def early(self, gives_up: threading.Event) -> Optional[Shut]:
        """What came of it, unless that takes long or the program is closing."""
        deadline = time.monotonic() + LINE_WAITS_SECONDS
        while not self._done.wait(_LOOK_SECONDS):
            if gives_up.is_set() or time.monotonic() > deadline:
                return None
        return self._result

    def result(self) -> Shut:
        """What came of it, however long it takes."""
        self._done.wait()
        return self._result or NOT_KNOWN

    def _run(self) -> None:
        try:
            self._result = self._shut()
        except Exception:  # noqa: BLE001 - whoever waits is told that nothing is known
            _log.exception("shutting")
        finally:
            self._done.set()


class StopsUnderWay:
    """Stops that are not written yet, for whoever loads or closes meanwhile."""

    def __init__(self) -> None:
        self._under_way: List[Stop] = []
        self._waiting: List[Tuple[Stop, Withdrawing]] = []
        self._changed = threading.Condition()

    def begin(self, stop: Stop) -> None:
        """Access is being shut for this one."""
        with self._changed:
            self._under_way.append(stop)

    def finish(self, stop: Stop, how: Withdrawing) -> None:
        """It is to be written, as soon as there is something to write with."""
        with self._changed:
            self._under_way.remove(stop)
            self._waiting.append((stop, how))
            self._changed.notify_all()

    def hold_in(self, authorisations: "Authorisations") -> None:
        """Hold in what was loaded just now what was stopped before."""
        with self._changed:
            under_way = tuple(self._under_way)
        for stop in under_way:
            authorisations.hold(stop.only)

    def write_with(self, authorisations: "Authorisations") -> None:
        """Have everything written that is to be; what breaks on the way waits on."""
        with self._changed:
            while self._waiting:
                stop, how = self._waiting[0]
                authorisations.take_back(stop.only, how)
                self._waiting.pop(0)
            self._changed.notify_all()

    def wait(self, seconds: float) -> None:
        """Wait, at most so long, until every stop is in the hands of what writes it."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._under_way or self._waiting), seconds)


NOT_KNOWN = Shut(Outcome(0, left=NOTHING_SEEN), None, Method.DIRECT, Failure.UNKNOWN)
"""What is told when nothing could be read back."""


def tell_in_any_case(stop: Stop, do: Callable[[Stop], None], now: Callable[[], datetime]) -> None:
    """Do it; whatever breaks, whoever waits is told that nothing is known."""
    try:
        do(stop)
    except Exception:  # noqa: BLE001 - a person waits for it; the cause is logged
        _log.exception("stopping")
        stop.then(Stopped(now(), (), NOT_KNOWN, is_known=False))


def shut_drafts(shut: Shut, by: str = "client") -> Tuple[Draft, ...]:
    """What the journal says of shutting, to stand after the withdrawals; `by` is who wanted it."""
    data = outcome_event(shut.outcome, by=by, method=shut.method.in_journal)
    cut = Draft(EventType.ACCESS_CUT, data)
    if shut.removal is None or not (shut.removal.ok and shut.removal.removed):
        return (cut,)
    return (cut, Draft(EventType.DOOR_CLOSED, {"door": DoorName.PERMANENT_PASSWORD.value}))
