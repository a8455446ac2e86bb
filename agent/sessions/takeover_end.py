"""What follows when time has ended a takeover: TeamViewer is shut, or the client is asked first.

At the hour that the client read, it is shut, as he was told. Ten minutes after the technician has
left he is asked; the shop says what happens when nobody answers. Nobody is ever asked by Windows
for something he did not click.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Callable

from agent.consent.terms import Scope
from agent.cutoff.words import Word
from agent.shutting.shut import Shut
from agent.state import AccessPicture, Authorisation

ANSWER_SECONDS = 600.0
# What ended while the computer was off for days is written, and nobody is asked about it.
_RECENT = timedelta(hours=12)

_log = logging.getLogger(__name__)

Decide = Callable[[bool], None]
Shutting = Callable[[Word], Shut]


@dataclass(frozen=True)
class EndSurroundings:
    """What this needs of the program around it. Everything may be called from any thread.

    `shut` may have Windows ask a person, `shut_quietly` never. `have_shut` has one of them done
    and written, then tells what came of it. `ask` asks the client and hands his answer to what it
    is given, True for shutting. `tell` says what came of that, `tell_by_itself` what came of
    shutting without an answer. `is_allowed` is whether anybody may come in now;
    `shuts_unanswered` is the shop's choice.
    """

    now: Callable[[], datetime]
    shut: Shutting
    shut_quietly: Shutting
    have_shut: Callable[[Shutting, Callable[[Shut], None]], None]
    ask: Callable[[Authorisation, Decide], None]
    tell: Callable[[Shut], None]
    tell_by_itself: Callable[[Shut], None]
    is_allowed: Callable[[], bool]
    shuts_unanswered: bool


class TakeoverEnd:
    """Deals with each end once. Safe to use from several threads."""

    def __init__(self, around: EndSurroundings, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._around, self._answer_seconds = around, answer_seconds

    def take(self, ended: Authorisation, left: AccessPicture) -> None:
        """An authorisation has ended by itself; `left` is what is allowed then."""
        is_takeover = ended.scope == Scope.ONEOFF.value
        if left.allowed or not is_takeover or not self._is_recent(ended):
            return
        if ended.unwritten_end == "disconnect":
            self._ask(ended)
        else:
            self._shut_by_itself(ended)

    def _is_recent(self, ended: Authorisation) -> bool:
        return ended.ends is not None and self._around.now() - ended.ends < _RECENT

    def _ask(self, ended: Authorisation) -> None:
        """Ask, and do what the shop chose when nobody answers in time."""
        answered = threading.Event()

        def decide(shuts: bool) -> None:  # noqa: FBT001 - the answer itself
            if not answered.is_set():
                answered.set()
                if shuts:
                    self._around.have_shut(self._around.shut, self._around.tell)

        def nobody_answered() -> None:
            if not answered.is_set() and not self._around.is_allowed():
                self._around.have_shut(self._around.shut_quietly, tell_when_shut)

        def tell_when_shut(shut: Shut) -> None:
            # The question promised that it shuts: what could not be shut is told in its place.
            if not answered.is_set():
                self._around.tell_by_itself(shut)
            if shut.ok:
                answered.set()

        self._around.ask(ended, decide)
        if self._around.shuts_unanswered:
            timer = threading.Timer(self._answer_seconds, nobody_answered)
            timer.daemon = True
            timer.start()

    def _shut_by_itself(self, ended: Authorisation) -> None:
        def then(shut: Shut) -> None:
            if shut.ok:
                self._around.tell_by_itself(shut)
            else:
                _log.warning("not shut without asking: %s", shut.outcome.left)
                self._ask(ended)

        self._around.have_shut(self._around.shut_quietly, then)
