"""What the client has allowed: asked, answered, taken back, and looked at.

A yes counts once its line is on disk. Taking back counts at once: it waits neither for the disk
nor for what could not be read yet.
"""

import threading
from datetime import datetime
from typing import Callable, Dict, Iterable, Optional, Set, Tuple

from agent.consent.access_picture import access_picture
from agent.consent.answers import (
    BlockedError,
    No,
    Seen,
    Withdrawing,
    Yes,
    no_draft,
    obstacle,
    shown_draft,
    yes_draft,
)
from agent.consent.asking import Question
from agent.consent.blobs import Blobs
from agent.consent.course import TAKING_AWAY
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal import Journal
from agent.consent.journal_picture import FolderPicture
from agent.consent.journal_reader import JournalReader
from agent.consent.lifecycle import ALLOWING, State
from agent.consent.policy import Consent, consents
from agent.consent.record import Record, Stamp
from agent.consent.storage_errors import ConsentStorageError
from agent.consent.time_limits import TimeLimits
from agent.consent.withdrawals import Withdrawal
from agent.state import AccessPicture, Authorisation

_TOLD = TAKING_AWAY | {EventType.GIVEN, EventType.RENEWED}
_OVER = (State.WITHDRAWN, State.INVALIDATED, State.REFUSED)


class Authorisations:
    """The authorisations of one consent folder. Safe to use from several threads."""

    def __init__(
        self,
        journal: Journal,
        reader: JournalReader,
        blobs: Blobs,
        limits: TimeLimits,
        now: Callable[[], Stamp],
    ) -> None:
        self._journal, self._reader, self._blobs = journal, reader, blobs
        self._limits, self._now = limits, now
        self._known: Dict[str, Consent] = {}
        self._withdrawn: Set[str] = set()
        self._refused: Set[str] = set()
        self._asked: Set[Tuple[str, str]] = set()
        self._last_stop: Optional[Tuple[Stamp, Withdrawing]] = None
        self._mutex = threading.Lock()

    def look(self) -> AccessPicture:
        """What is allowed now; writes nothing but a withdrawal that had to wait for this.

        Raises:
            JournalUnreadableError: the folder cannot be read; nothing is allowed then.
        """
        folder = self._reader.read()
        now = self._now()
        found = {c.cid: c for c in consents(folder.for_policy, now, self._limits) if c.yes}
        with self._mutex:
            # What cannot be found any more can still be taken back: it may come to light again.
            self._known.update(found)
        self._stop_what_was_not_known()
        self._stop_what_was_refused(found.values())
        standing = [self._as_withdrawn(consent) for consent in found.values()]
        return access_picture(standing, folder, unwritten=bool(self._journal.unwritten))

    def allow(self, question: Question, yes: Yes) -> Record:
        """Write a yes; it counts once this returns, and not before.

        Raises:
            BlockedError: it is no yes; that is written too.
            ConsentStorageError: it could not be written; nothing is allowed.
        """
        answered = self._now()
        why = obstacle(question, yes)
        if why is not None:
            blocked = Draft(EventType.BLOCKED, {"why": why}, question.cid)
            self._append_after_text(question, yes.seen, blocked)
            raise BlockedError(why)
        person = self._blobs.keep_personal(dict(yes.person))
        teamviewer = self._blobs.keep_personal({"teamviewer_id": yes.teamviewer_id})
        line = yes_draft(question, yes, person, teamviewer)
        record = self._append_yes(question, yes, line)
        self._stop_if_stopped_since(answered, question.cid)
        return record

    def refuse(self, question: Question, seen: Seen, how: No) -> None:
        """Write that the client did not agree; a no to paused lasting access takes it back.

        Raises:
            ConsentStorageError: it could not be written; nothing is allowed all the same.
        """
        if not question.renews:
            self._append_after_text(question, seen, no_draft(question, how))
            return
        if how is No.BUTTON:
            self._withdraw(question.cid, Withdrawing("window"))
        self._write_text(question, seen)

    def withdraw_all(self, how: Withdrawing) -> Tuple[Withdrawal, ...]:
        """Take back everything, known or not. Returns at once, in all circumstances."""
        now = self._now()
        with self._mutex:
            self._last_stop = (now, how)
            known = [c for c in self._known.values() if _is_revocable(c, now)]
        return tuple(self._withdraw(consent.cid, how) for consent in known)

    def withdraw(self, cid: str, how: Withdrawing) -> Withdrawal:
        """Take one authorisation back. Returns at once, in all circumstances."""
        return self._withdraw(cid, how)

    def note_ends(self, before: AccessPicture, after: AccessPicture) -> None:
        """Write down what time alone has ended between two looks.

        Raises:
            ConsentStorageError: it could not be written; it has ended all the same.
        """
        was_open = {a.cid for a in before.authorisations if a.is_open}
        for ended in after.authorisations:
            is_over = ended.ends is not None and ended.ends <= self._now().t
            if ended.cid in was_open and not ended.is_open and is_over:
                self._note_end(ended)

    def folder(self) -> FolderPicture:
        """All journals, and what each is worth.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        return self._reader.read()

    def last_line_of(self, cid: str) -> Optional[Record]:
        """The line that last changed a consent, as far as it is on disk; None when there is none.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        journals = self._reader.read().for_policy
        about = [r for j in journals for r in j.records if r.cid == cid and r.event in _TOLD]
        return max(about, key=_moment) if about else None

    def try_again(self) -> None:
        """Try to write now what waits."""
        self._journal.try_again()

    def close(self, wait_seconds: float) -> bool:
        """Wait for what is still being written; whether nothing is left."""
        return self._journal.close(wait_seconds)

    def _append_yes(self, question: Question, yes: Yes, line: Draft) -> Record:
        with self._mutex:
            self._refused.discard(question.cid)
        try:
            return self._append_after_text(question, yes.seen, line)
        except ConsentStorageError:
            with self._mutex:
                self._refused.add(question.cid)
            raise

    def _append_after_text(self, question: Question, seen: Seen, answer: Draft) -> Record:
        self._write_text(question, seen)
        return self._journal.append(answer)

    def _write_text(self, question: Question, seen: Seen) -> None:
        """Write what was on screen, once for a question that is answered again."""
        asked = (question.cid, question.request.sha256)
        if asked in self._asked:
            return
        self._blobs.keep(question.request.content)
        if question.renews:
            self._journal.append(Draft(EventType.PAUSED, {"why": "renewal"}, question.cid))
        self._journal.append(shown_draft(question, seen))
        self._asked.add(asked)

    def _withdraw(self, cid: str, how: Withdrawing) -> Withdrawal:
        with self._mutex:
            self._withdrawn.add(cid)
        return self._journal.withdraw(cid, how.data)

    def _stop_what_was_not_known(self) -> None:
        """Take back what a stop could not name, because nothing had been read by then."""
        with self._mutex:
            stop, known = self._last_stop, list(self._known.values())
        if stop is None:
            return
        moment, how = stop
        for consent in known:
            if _is_revocable(consent, moment) and self._was_given_before(consent, moment):
                self._withdraw(consent.cid, how)

    def _stop_what_was_refused(self, found: Iterable[Consent]) -> None:
        """Take back a yes whose line came to be on disk although the disk had refused it.

        The client was told that nothing is allowed by it.
        """
        with self._mutex:
            allowing = {c.cid for c in found if c.state in ALLOWING}
            refused = self._refused & allowing
            self._refused -= refused
        for cid in refused:
            self._withdraw(cid, Withdrawing("window"))

    def _was_given_before(self, consent: Consent, moment: Stamp) -> bool:
        if consent.yes is None or consent.cid in self._withdrawn:
            return False
        given = consent.yes.stamp
        if given.run == moment.run:
            return given.up <= moment.up
        return given.t <= moment.t

    def _stop_if_stopped_since(self, answered: Stamp, cid: str) -> None:
        with self._mutex:
            stop = self._last_stop
        if stop is not None and stop[0].up >= answered.up:
            self._withdraw(cid, stop[1])

    def _as_withdrawn(self, consent: Consent) -> Consent:
        if consent.cid not in self._withdrawn or consent.state in _OVER:
            return consent
        return Consent(consent.cid, State.WITHDRAWN, consent.yes, consent.ends)

    def _note_end(self, ended: Authorisation) -> None:
        if ended.state == State.PAUSED.value:
            self._journal.append(Draft(EventType.PAUSED, {"why": "time"}, ended.cid))
        elif ended.state == State.ENDED.value:
            self._journal.append(Draft(EventType.ENDED, {"why": "unused"}, ended.cid))


def _moment(record: Record) -> Tuple[datetime, int]:
    return record.stamp.t, record.seq


def _is_revocable(consent: Consent, now: Stamp) -> bool:
    """Whether it allows access, or could again: after a doubt, or when the clock is moved."""
    if consent.yes is None or consent.state in _OVER:
        return False
    if consent.state in ALLOWING or consent.state is State.PAUSED:
        return True
    return consent.ends is not None and consent.ends > now.t
