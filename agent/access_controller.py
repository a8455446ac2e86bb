"""What a person does about access, in the right order: ask, answer, stop, keep the proof.

Reading and writing run one after the other on one thread, which is also where credential store
and signatures are first loaded. Stopping waits for none of that.
"""

import logging
import queue
import threading
from datetime import datetime
from pathlib import Path
from typing import Callable, Optional, Tuple, Union

from agent.access_parts import AccessParts, Answer
from agent.consent.answers import No, Seen, Withdrawing
from agent.consent.asking import Question
from agent.consent.record import Record, Stamp
from agent.consent.terms import Scope
from agent.cutoff.words import Word
from agent.errors import AgentError
from agent.left_after_stop import after_stop
from agent.may_ask import NotNowError, check_may_ask, paused_lasting
from agent.shutting.shut import Shut
from agent.state import AccessPicture, AccessState, Authorisation
from agent.stopping import (
    ShuttingUnderWay,
    Stop,
    Stopped,
    StopsUnderWay,
    shut_drafts,
    tell_in_any_case,
)
from agent.telling import answer_or_error, kept_apart

CLOSING_SECONDS = 10.0
SETTLING_SECONDS = 3.0

_log = logging.getLogger(__name__)

Asked = Union[Question, AgentError]
Written = Union[Record, AgentError]


class AccessController:
    """Does what a person asks. Each `then` is called on one of this class's threads."""

    def __init__(
        self,
        load: Callable[[], AccessParts],
        has_journals: Callable[[], bool],
        now: Callable[[], datetime],
        publish: Callable[[AccessPicture], None],
        shut: Callable[[Word], Shut],
        on_end: Callable[[Authorisation, AccessPicture], None],
        on_written: Callable[[], None] = lambda: None,
    ) -> None:
        """`load` may take seconds, `shut` minutes; `has_journals` looks without loading.

        `on_end` is told of each authorisation that time has ended, with what is allowed then;
        `on_written` follows each try to write what came of shutting.
        """
        self._load, self._has_journals, self._now = load, has_journals, now
        self._shut, self._on_end = shut, on_end
        self._publish, self._on_written = kept_apart(publish), on_written
        self._parts: Optional[AccessParts] = None
        self._stops_under_way = StopsUnderWay()
        self._closing = threading.Event()
        self._picture = AccessPicture()
        self._stops = 0
        self._is_tidy = False
        self._mutex = threading.Lock()
        self._work: queue.SimpleQueue[Optional[Callable[[], object]]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="access", daemon=True)
        self._thread.start()

    def look(self, *, thoroughly: bool = False) -> None:
        """Read again what is allowed, soon. Without any journal nothing needs to be loaded."""
        self._work.put(lambda: self._look(thoroughly=thoroughly))

    def ask(self, scope: Scope, then: Callable[[Asked], None]) -> None:
        """Prepare a question, unless it may not be asked now."""
        self._work.put(lambda: then(answer_or_error(lambda: self._question(scope))))

    def say_yes(self, question: Question, answer: Answer, then: Callable[[Written], None]) -> None:
        """Write a yes. Nothing is allowed before `then` is called with its line.

        A stop after this call outweighs it, however late it is written.
        """
        with self._mutex:
            clicked = None if self._parts is None else self._parts.asking.now()
        self._work.put(
            lambda: then(answer_or_error(lambda: self._allow(question, answer, clicked)))
        )

    def say_no(self, question: Question, seen: Seen, how: No) -> None:
        """Write a no; when it cannot be written, nothing is allowed all the same."""
        self._work.put(lambda: self._refuse(question, seen, how))

    def stop(self, stop: Stop) -> None:
        """Take all or one back, at once, from any thread; with nothing left, software is shut."""
        told = (stop, self._stop, self._now)
        threading.Thread(target=tell_in_any_case, args=told, name="stop", daemon=True).start()

    def do(self, work: Callable[[AccessParts], None]) -> None:
        """Have something about connections read or written, then look again."""

        def done() -> None:
            try:
                work(self._ready())
            finally:
                self._look(thoroughly=True)

        self._work.put(done)

    def with_parts(self, then: Callable[[Union[AccessParts, AgentError]], None]) -> None:
        """Hand over what is loaded, on this class's thread, or why it cannot be loaded."""
        self._work.put(lambda: then(answer_or_error(self._ready)))

    def have_shut(self, shut: Callable[[Word], Shut], then: Callable[[Shut], None]) -> None:
        """Shut the software because an authorisation has ended; `then` is told what came of it."""

        def run() -> None:
            came = ShuttingUnderWay(lambda: shut(Word.CUT)).result()
            self._note_shut(came, by="end")
            then(came)

        threading.Thread(target=run, name="shutting at the end", daemon=True).start()

    def save_proof(self, target: Path, then: Callable[[Union[Path, AgentError]], None]) -> None:
        """Save the zip with everything in it."""
        self._work.put(lambda: then(answer_or_error(lambda: self._ready().proof.save(target))))

    def print_sheet(self, cid: str, then: Callable[[Union[Path, AgentError]], None]) -> None:
        """Write the sheet of the latest line about a consent, ready to be opened."""
        self._work.put(lambda: then(answer_or_error(lambda: self._sheet(cid))))

    def close(self) -> None:
        """Wait, within reason, for what is still being written."""
        self._closing.set()
        self._stops_under_way.wait(CLOSING_SECONDS)
        if self._stops:
            # What a stop could not name yet is found, and taken back, by a look.
            looked = threading.Event()
            self._work.put(self._read)
            self._work.put(looked.set)
            looked.wait(CLOSING_SECONDS)
        with self._mutex:
            parts = self._parts
        if parts is not None and not parts.authorisations.close(CLOSING_SECONDS):
            _log.error("a withdrawal is not on disk yet")
        self._work.put(None)

    def _run(self) -> None:
        while True:
            action = self._work.get()
            if action is None:
                return
            try:
                action()
            except Exception:  # noqa: BLE001 - the thread must live on; the cause is logged
                _log.exception("access: not done")

    def _ready(self) -> AccessParts:
        with self._mutex:
            if self._parts is not None:
                return self._parts
        parts = self._load()
        with self._mutex:
            self._parts = parts
        self._stops_under_way.write_with(parts.authorisations)
        self._stops_under_way.hold_in(parts.authorisations)
        return parts

    def _look(self, *, thoroughly: bool) -> AccessPicture:
        with self._mutex:
            stops = self._stops
        if self._parts is None and not thoroughly and not self._has_journals():
            fresh = AccessPicture(AccessState.NONE)
        else:
            fresh = self._read()
        self._tell(fresh, stops)
        self._note_ends(fresh)
        self._tidy(fresh, thoroughly=thoroughly)
        return fresh

    def _read(self) -> AccessPicture:
        """What is allowed; whatever keeps that from being read, nothing is."""
        try:
            return self._ready().authorisations.look()
        except AgentError as error:
            _log.warning("access cannot be read: %s", error)
            return AccessPicture(troubles=(error.title, error.advice))
        except Exception:  # noqa: BLE001 - an older picture must not go on allowing; it is logged
            _log.exception("access cannot be read")
            return AccessPicture()

    def _note_ends(self, fresh: AccessPicture) -> None:
        """Whoever waits for the end of an authorisation is told, once."""
        ended = () if self._parts is None else self._parts.authorisations.note_ends(fresh)
        for one in ended:
            self._on_end(one, fresh)

    def _tidy(self, fresh: AccessPicture, *, thoroughly: bool) -> None:
        """Once a run, and only when somebody looks: not at log-on."""
        if not thoroughly or self._is_tidy or fresh.state is AccessState.UNKNOWN:
            return
        self._is_tidy = True
        try:
            self._ready().keep_no_longer(fresh)
        except Exception:  # noqa: BLE001 - the next run tries again; the cause is logged
            _log.exception("what may not be kept is still there")

    def _tell(self, picture: AccessPicture, stops: int) -> None:
        """Show a picture, unless it is older than the latest stop; one after the other."""
        with self._mutex:
            if stops != self._stops:
                return
            self._picture = picture
            self._publish(picture)

    def _question(self, scope: Scope) -> Question:
        parts = self._ready()
        picture = self._look(thoroughly=True)
        check_may_ask(picture, scope, is_session_open=parts.session_open())
        paused = paused_lasting(picture)
        return parts.asking.question(scope, paused if scope is Scope.PERMANENT else None)

    def _allow(self, question: Question, answer: Answer, clicked: Optional[Stamp]) -> Record:
        parts = self._ready()
        try:
            record = parts.authorisations.allow(question, parts.yes(answer), clicked)
        finally:
            picture = self._look(thoroughly=True)
        if not any(a.is_open for a in picture.authorisations if a.cid == question.cid):
            raise NotNowError("access.not_counted")
        return record

    def _refuse(self, question: Question, seen: Seen, how: No) -> None:
        try:
            self._ready().authorisations.refuse(question, seen, how)
        except AgentError as error:
            _log.warning("a no is not written: %s", error)
        self._look(thoroughly=True)

    def _stop(self, stop: Stop) -> None:
        before, left = self._take_back(stop)
        ended = tuple(a.cid for a in before.authorisations if stop.reaches(a))
        word = stop.word(before)
        shutting = None if left.allowed else ShuttingUnderWay(lambda: self._shut(word))
        early = None if shutting is None else shutting.early(self._closing)
        self._hand_over(stop, stop.how(early))
        shut = None if shutting is None else shutting.result()
        if shut is not None:
            self._note_shut(shut)
        if stop.renews_key:
            self._work.put(lambda: self._ready().authorisations.renew_key())
        is_known = before.state is not AccessState.UNKNOWN
        stop.then(Stopped(self._now(), ended, shut, is_known))
        self.look(thoroughly=True)

    def _note_shut(self, shut: Shut, by: str = "client") -> None:
        drafts = shut_drafts(shut, by)
        self._work.put(lambda: self._ready().authorisations.note(*drafts))
        self._work.put(self._on_written)

    def _take_back(self, stop: Stop) -> Tuple[AccessPicture, AccessPicture]:
        """Nothing of it is allowed any more; the pictures before and after."""
        self._stops_under_way.begin(stop)
        with self._mutex:
            parts, before = self._parts, self._picture
        try:
            if parts is not None:
                parts.authorisations.hold(stop.only)
        except Exception:  # noqa: BLE001 - the software is shut in any case; the cause is logged
            _log.exception("access: not held")
        return before, self._tell_stopped(stop.reaches)

    def _hand_over(self, stop: Stop, how: Withdrawing) -> None:
        """Have it written, now or once there is something to write with."""
        self._stops_under_way.finish(stop, how)
        with self._mutex:
            parts = self._parts
        if parts is None:
            self._work.put(self._read)
        else:
            self._stops_under_way.write_with(parts.authorisations)

    def _tell_stopped(self, is_stopped: Callable[[Authorisation], bool]) -> AccessPicture:
        """Show what is left; whatever was read before this is not shown any more."""
        with self._mutex:
            self._stops += 1
            self._picture = after_stop(self._picture, is_stopped)
            self._publish(self._picture)
            return self._picture

    def _sheet(self, cid: str) -> Path:
        parts = self._ready()
        parts.authorisations.close(SETTLING_SECONDS)
        return parts.proof.sheet(parts.authorisations.last_line_of(cid))
