"""Withdrawals that wait for the disk, so that nobody who withdraws has to.

By the time one comes here, access is cut. The line follows as soon as disk, key and lock allow;
until then it is remembered in memory, tried again and again, and said to be unwritten.
"""

import threading
from typing import Callable, FrozenSet, List, Optional, Tuple

from agent.consent.drafts import Draft
from agent.consent.record import Record
from agent.errors import AgentError
from agent.telling import answer_or_error
from agent.texts import Message, message

_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


class Withdrawal:
    """One withdrawal, effective at once; whether its line is on disk can be asked any time."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._written = threading.Event()
        self._record: Optional[Record] = None
        self._trouble: Optional[AgentError] = None

    @property
    def record(self) -> Optional[Record]:
        """Its line; None as long as it is not on disk."""
        return self._record

    @property
    def trouble(self) -> Optional[AgentError]:
        """What kept it from being written the last time; None when nothing did."""
        return None if self._record else self._trouble

    @property
    def message(self) -> Message:
        """The truth about the line, as one sentence."""
        known = "written" if self._record else "remembered"
        return message(f"consent_journal.withdrawal_{known}")

    def wait(self, seconds: float) -> bool:
        """Wait at most so long for the line; whether it is on disk."""
        return self._written.wait(seconds)

    def succeed(self, record: Record) -> None:
        """Take note of the line."""
        self._record = record
        self._written.set()

    def fail(self, trouble: AgentError) -> None:
        """Take note of what keeps it from being written."""
        self._trouble = trouble


class Withdrawals:
    """The withdrawals not on disk yet, and the thread that puts them there.

    The thread lives as long as there is one to write.
    """

    def __init__(self, write: Callable[[], None]) -> None:
        """`write` puts everything that `waiting` holds on disk, or raises AgentError."""
        self._write = write
        self._waiting: List[Withdrawal] = []
        self._writer: Optional[threading.Thread] = None
        self._again = threading.Event()
        self._mutex = threading.Lock()

    @property
    def waiting(self) -> Tuple[Withdrawal, ...]:
        """Those not on disk yet, the oldest first."""
        with self._mutex:
            return tuple(self._waiting)

    @property
    def consents(self) -> FrozenSet[str]:
        """The consents they end: these allow nothing any more."""
        return frozenset(w.draft.cid for w in self.waiting if w.draft.cid is not None)

    def add(self, draft: Draft) -> Withdrawal:
        """Remember a withdrawal and have it written; returns at once."""
        withdrawal = Withdrawal(draft)
        with self._mutex:
            self._waiting.append(withdrawal)
            if self._writer is None or not self._writer.is_alive():
                self._writer = threading.Thread(target=self._run, name="withdrawals", daemon=True)
                self._writer.start()
        self._again.set()
        return withdrawal

    def try_again(self) -> None:
        """Try now instead of after the pause: the disk has room again, or the network is back."""
        self._again.set()

    def written(self, withdrawal: Withdrawal, record: Record) -> None:
        """Take one off the list: its line is on disk."""
        with self._mutex:
            if withdrawal in self._waiting:
                self._waiting.remove(withdrawal)
        withdrawal.succeed(record)

    def _run(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while self._goes_on():
            self._again.clear()
            if self._trouble() is not None:
                self._again.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _goes_on(self) -> bool:
        """Whether one is waiting; the thread is gone for `add` from the moment it says no."""
        with self._mutex:
            if not self._waiting:
                self._writer = None
            return bool(self._waiting)

    def _trouble(self) -> Optional[AgentError]:
        written = answer_or_error(self._write)
        if not isinstance(written, AgentError):
            return None
        for withdrawal in self.waiting:
            withdrawal.fail(written)
        return written
