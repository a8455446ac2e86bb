"""This account's consent journal: what is returned from here is on disk.

A grant counts from the moment `append` returns. A withdrawal counts from the moment `withdraw` is
called, whatever disk, key or another program do.
"""

import logging
import threading
from datetime import timedelta
from typing import Callable, FrozenSet, Mapping, Optional, Sequence, Tuple

from agent.consent.canonical import Json
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.heads import Heads
from agent.consent.journal_beginning import JournalBeginning
from agent.consent.journal_lock import DEFAULT_WAIT_SECONDS
from agent.consent.journal_place import JournalPlace
from agent.consent.journal_tools import Tools
from agent.consent.journal_writer import JournalWriter, NewLogNeededError, Reason
from agent.consent.keys import AccountKeys, KnownHead, SigningKey
from agent.consent.origins import Whereabouts
from agent.consent.record import Record, Stamp
from agent.consent.stamping import Stamping
from agent.consent.storage_errors import (
    ConsentStorageError,
    JournalBusyError,
    JournalRefusedError,
)
from agent.consent.withdrawals import Withdrawal, Withdrawals

# A retired journal, a corrupt one and a new year can come together.
_ATTEMPTS = 5
# Longer than another thread waits for another program.
_THREAD_WAIT_SECONDS = 30.0
_NEW_ENOUGH = timedelta(hours=1)

_log = logging.getLogger(__name__)


class Journal:
    """The journal of this account in one consent folder. Safe to use from several threads.

    Nothing is read, made or asked of the credential store before the first event.
    """

    def __init__(
        self,
        place: JournalPlace,
        keys: AccountKeys,
        here: Whereabouts,
        now: Callable[[], Stamp],
        wait_seconds: float = DEFAULT_WAIT_SECONDS,
    ) -> None:
        """`now` reads all clocks; `wait_seconds` bounds each wait for another program."""
        self.heads = Heads(keys)
        self._stamping = Stamping(now)
        tools = Tools(place, keys.ed25519, self.heads, self._stamping, wait_seconds)
        self._writer = JournalWriter(tools)
        self._beginning = JournalBeginning(tools, keys, here)
        self._key: Optional[SigningKey] = None
        self._may_rotate = True
        self._writing = threading.Lock()
        self._withdrawals = Withdrawals(self._write_remembered)

    def append(self, draft: Draft) -> Record:
        """Write an event; it is on disk when this returns.

        Raises:
            ConsentStorageError: it is not written, and nothing is allowed by it.
            LineRefusedError: it is no event that can be written.
        """
        return self._write((draft,))[-1]

    def withdraw(self, cid: str, how: Mapping[str, Json]) -> Withdrawal:
        """Take a consent back, after access was cut. Returns at once, in all circumstances.

        `how` is the data of `consent.withdrawn`. The line carries the time of this call, however
        late it is written.
        """
        stamp = self._stamping.now()
        return self._withdrawals.add(Draft(EventType.WITHDRAWN, how, cid, stamp))

    @property
    def unwritten(self) -> Tuple[Withdrawal, ...]:
        """Withdrawals whose line is not on disk yet, the oldest first."""
        return self._withdrawals.waiting

    @property
    def withdrawn_in_memory(self) -> FrozenSet[str]:
        """The consents that these end, whatever the journals still say."""
        return self._withdrawals.consents

    def try_again(self) -> None:
        """Try to write what is unwritten now, and not only after a pause."""
        self._withdrawals.try_again()

    def rotate(self) -> None:
        """Go on with a new key: the old one may be in other hands.

        One that took an old one's place within the last hour stays, so that a client who is
        frightened and clicks again and again has no journal more for each click.

        Raises:
            ConsentStorageError: the old key stays.
        """
        key = self._key or self._beginning.key()
        if self._writer.was_rotated_within(key, _NEW_ENOUGH):
            return
        self._key = self._beginning.key_after(key, NewLogNeededError(Reason.ROTATE, "asked for"))

    def tell_rollback(self, known_size: int, found_size: int) -> Record:
        """Write that the desk or a receipt knows more lines than there are.

        Raises what `append` raises.
        """
        data = {"known_size": known_size, "found_size": found_size}
        return self.append(Draft(EventType.ROLLBACK_DETECTED, data))

    def put_back(self, lines: Sequence[bytes], witnessed: Optional[KnownHead] = None) -> bool:
        """Put lines back that an older copy of the journal lacks, as the desk has kept them.

        Only before anything else is written; lines are without their line ends. Returns False,
        and changes nothing, unless they lead exactly to the last line this account remembers, or
        to the one that was `witnessed`: what it remembers can be older, and what was kept can be
        less. Nobody but this account can have signed them. That they were missing is written too.

        Raises:
            ConsentStorageError: nothing was put back.
        """
        key = self._key or self._beginning.key()
        try:
            return self._writer.put_back(key, lines, witnessed)
        except FileNotFoundError:
            return False

    def close(self, wait_seconds: float) -> bool:
        """Wait for what is still being saved, at most so long each; whether nothing is left.

        What the disk refused before is tried once more, without its pause.
        """
        self.try_again()
        written = [withdrawal.wait(wait_seconds) for withdrawal in self.unwritten]
        return self.heads.settle(wait_seconds) and all(written)

    def _write_remembered(self) -> None:
        self._write(())

    def _write(self, drafts: Sequence[Draft]) -> Tuple[Record, ...]:
        """Write the events after the withdrawals that are still waiting."""
        if not self._writing.acquire(timeout=_THREAD_WAIT_SECONDS):
            raise JournalBusyError("another thread is writing")
        try:
            waiting = self._withdrawals.waiting
            batch = (*(withdrawal.draft for withdrawal in waiting), *drafts)
            records = self._write_somewhere(batch) if batch else ()
            self._take_note(waiting, records)
        finally:
            self._writing.release()
        return records

    def _take_note(self, waiting: Sequence[Withdrawal], records: Sequence[Record]) -> None:
        for withdrawal in waiting:
            draft = withdrawal.draft
            record = next(r for r in records if (r.event, r.cid) == (draft.kind, draft.cid))
            self._withdrawals.written(withdrawal, record)

    def _write_somewhere(self, batch: Sequence[Draft]) -> Tuple[Record, ...]:
        for _ in range(_ATTEMPTS):
            key = self._key or self._beginning.key()
            try:
                records = self._writer.write(key, batch, may_rotate=self._may_rotate)
            except NewLogNeededError as need:
                _log.warning("another journal is needed after %s: %s", key.kid, need)
                self._key = self._key_after(key, need)
            else:
                self._key = key
                return records
        raise JournalRefusedError("no journal could be written on")

    def _key_after(self, key: SigningKey, need: NewLogNeededError) -> SigningKey:
        try:
            return self._beginning.key_after(key, need)
        except ConsentStorageError as error:
            if need.reason is not Reason.NEW_YEAR:
                raise
            # The old journal is as good as before: a new year can wait, an event cannot.
            _log.warning("no journal for the new year: %s", error)
            self._may_rotate = False
            return key
