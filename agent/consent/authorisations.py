"""What the client has allowed: asked, answered, taken back, and looked at.

A yes counts once its line is on disk. Taking back counts at once: it waits neither for the disk
nor for what could not be read yet.
"""

import logging
from datetime import datetime
from typing import Callable, FrozenSet, Optional, Sequence, Set, Tuple

from agent.connections import ConsentSpan
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
from agent.consent.lifecycle import State
from agent.consent.outgrown import as_read
from agent.consent.policy import consents
from agent.consent.record import Record, Stamp
from agent.consent.spans import spans
from agent.consent.stops import Stops
from agent.consent.storage_errors import ConsentStorageError
from agent.consent.time_limits import TimeLimits
from agent.consent.withdrawals import Withdrawal
from agent.state import AccessPicture, Authorisation

_log = logging.getLogger(__name__)
_TOLD = TAKING_AWAY | {EventType.GIVEN, EventType.RENEWED}


class Authorisations:
    """The authorisations of one consent folder. Safe to use from several threads."""

    def __init__(
        self,
        journal: Journal,
        reader: JournalReader,
        blobs: Blobs,
        limits: TimeLimits,
        now: Callable[[], Stamp],
        *,
        narrower: Optional[FrozenSet[str]],
    ) -> None:
        """`narrower`: the versions of the texts that the present ones go beyond; None: unknown."""
        self._journal, self._reader, self._blobs = journal, reader, blobs
        self._limits, self._now, self._narrower = limits, now, narrower
        self._stops = Stops(journal)
        self._asked: Set[Tuple[str, str]] = set()
        self._ends: Set[str] = set()

    def look(self) -> AccessPicture:
        """What is allowed now; writes nothing but a withdrawal that had to wait for this.

        Raises:
            JournalUnreadableError: the folder cannot be read; nothing is allowed then.
        """
        folder = self._reader.read()
        now = self._now()
        found = {c.cid: c for c in consents(folder.for_policy, now, self._limits) if c.yes}
        self._stops.reach(found, now)
        standing = [
            as_read(self._stops.as_stopped(consent), folder.for_policy, self._narrower)
            for consent in found.values()
        ]
        is_unwritten = bool(self._journal.unwritten)
        return access_picture(standing, folder, now.t, unwritten=is_unwritten)

    def allow(self, question: Question, yes: Yes, clicked: Optional[Stamp] = None) -> Record:
        """Write a yes; it counts once this returns, and not before.

        `clicked` is when it was given, None when that was just now: a stop since then outweighs it.

        Raises:
            BlockedError: it is no yes; that is written too.
            ConsentStorageError: it could not be written; nothing is allowed.
        """
        answered = clicked or self._now()
        why = obstacle(question, yes)
        if why is not None:
            blocked = Draft(EventType.BLOCKED, {"why": why}, question.cid)
            self._append_after_text(question, yes.seen, blocked)
            raise BlockedError(why)
        person = self._blobs.keep_personal(dict(yes.person))
        teamviewer = self._blobs.keep_personal({"teamviewer_id": yes.teamviewer_id})
        line = yes_draft(question, yes, person, teamviewer)
        record = self._append_yes(question, yes, line)
        self._stops.reach_late(answered, question.cid)
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
            self._stops.withdraw(question.cid, Withdrawing("window"))
        self._write_text(question, seen)

    def hold(self, only: Optional[str] = None) -> None:
        """Take everything or one back, known or not, and hold its line until `take_back`.

        Nothing of it is allowed from now on. Returns at once, in all circumstances.
        """
        if only is None:
            self._stops.stop_all(self._now())
        else:
            self._stops.stop_one(only)

    def take_back(self, only: Optional[str], how: Withdrawing) -> None:
        """Have it written that everything, or one, is taken back. Returns at once."""
        if only is None:
            self.withdraw_all(how)
        else:
            self.withdraw(only, how)

    def withdraw_all(self, how: Withdrawing) -> Tuple[Withdrawal, ...]:
        """Take back everything, known or not. Returns at once, in all circumstances.

        After `hold` it is what was stopped then, and no yes that came later.
        """
        return self._stops.withdraw_all(self._now(), how)

    def note(self, *drafts: Draft) -> None:
        """Write what was done about access; what waits to be written goes before.

        Raises:
            ConsentStorageError: it could not be written.
        """
        for draft in drafts:
            self._journal.append(draft)

    def renew_key(self) -> None:
        """Go on with a new key after a doubt: whoever was here may have read the old one.

        Raises:
            ConsentStorageError: the old key stays.
        """
        self._journal.rotate()

    def withdraw(self, cid: str, how: Withdrawing) -> Withdrawal:
        """Take one authorisation back. Returns at once, in all circumstances."""
        return self._stops.withdraw(cid, how)

    def note_ends(self, picture: AccessPicture) -> Tuple[Authorisation, ...]:
        """Write down what ended without a line that says so; each is returned once.

        What cannot be written has ended all the same, and is tried again at the next look.
        """
        over = [a for a in picture.authorisations if a.unwritten_end]
        try:
            for ended in over:
                self._note_end(ended)
        except ConsentStorageError as error:
            _log.warning("an end is not written: %s", error)
        new = tuple(a for a in over if a.cid not in self._ends)
        self._ends.update(a.cid for a in new)
        return new

    def folder(self) -> FolderPicture:
        """All journals, and what each is worth.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        return self._reader.read()

    def spans(self, folder: FolderPicture) -> Sequence[ConsentSpan]:
        """When each consent of these journals allowed access."""
        return spans(folder.for_policy, self._now().t, self._limits)

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
        self._stops.expect(question.cid)
        try:
            return self._append_after_text(question, yes.seen, line)
        except ConsentStorageError:
            self._stops.refuse(question.cid)
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

    def _note_end(self, ended: Authorisation) -> None:
        if ended.state == State.PAUSED.value:
            self._journal.append(Draft(EventType.PAUSED, {"why": ended.unwritten_end}, ended.cid))
        else:
            why = {"why": ended.unwritten_end}
            self._journal.append(Draft(EventType.ENDED, why, ended.cid))


def _moment(record: Record) -> Tuple[datetime, int]:
    return record.stamp.t, record.seq
