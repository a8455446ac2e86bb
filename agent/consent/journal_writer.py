"""Writes lines at the end of one key's journal: lock, look, mend, write, flush, unlock."""

import enum
from dataclasses import replace
from typing import Dict, Optional, Sequence, Tuple

from agent.consent.drafts import Draft
from agent.consent.journal_file import JournalFile, Use, opened
from agent.consent.journal_lines import append, told_of_rollback
from agent.consent.journal_lock import locked
from agent.consent.journal_recovery import (
    Assessment,
    Condition,
    Identity,
    assess,
    complete_tail,
    copy_tail_aside,
    head_after,
    position_after,
)
from agent.consent.journal_tools import Tools
from agent.consent.keys import KnownHead, SigningKey
from agent.consent.record import Record, parse
from agent.consent.refusals import LineRefusedError


class Reason(enum.Enum):
    """Why lines have to go into another journal; all but RETIRED are what a genesis says."""

    INSTALL = "install"
    ROTATE = "rotate"
    KEY_LOST = "key_lost"
    CORRUPT = "corrupt"
    NEW_YEAR = "new_year"
    RETIRED = "retired"


class NewLogNeededError(Exception):
    """Nothing was written: this journal is not the one to write on.

    `known` is the head that the journal should contain and does not, when that is the reason.
    """

    def __init__(self, reason: Reason, why: str, known: Optional[KnownHead] = None) -> None:
        super().__init__(f"{reason.value}: {why}")
        self.reason = reason
        self.known = known


class JournalWriter:
    """Appends to journals that exist. Every line it returns is on disk."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._years: Dict[str, int] = {}
        self._written: Dict[str, Record] = {}

    def write(
        self, key: SigningKey, drafts: Sequence[Draft], *, may_rotate: bool = True
    ) -> Tuple[Record, ...]:
        """Write the events, after whatever has to be told about the journal itself.

        Raises:
            NewLogNeededError: another journal has to be begun, or has been.
            JournalBusyError: another program did not let go of the lock.
            DiskFullError, JournalRefusedError: nothing was written.
            LineRefusedError: an event does not fit in a line, or is none.
        """
        place = self._tools.place
        with locked(place.lock(key.kid), self._tools.wait_seconds):
            try:
                with opened(place.journal(key.kid), Use.APPEND) as file:
                    records = self._write(file, key, drafts, may_rotate=may_rotate)
            except FileNotFoundError as error:
                raise self._corrupt(key, "it is gone", is_empty=True) from error
            except _UnusableError as error:
                place.set_corrupt_aside(key.kid, self._tools.stamping.now().t)
                raise self._corrupt(key, error.why, is_empty=error.is_empty) from error
        self._tools.heads.remember(key.kid, head_after(records[-1]))
        self._tools.stamping.written(records[-1])
        self._written[key.kid] = records[-1]
        return records

    def put_back(
        self, key: SigningKey, lines: Sequence[bytes], witnessed: Optional[KnownHead] = None
    ) -> bool:
        """Append lines that were lost and that somebody kept, up to the head that is known.

        They may also lead to the head that was `witnessed`, when no more was kept, or when no
        more is remembered. Returns False, and writes nothing, unless they do. That lines were
        missing is written too.

        Raises what `write` raises, except LineRefusedError.
        """
        path, lock = self._tools.place.journal(key.kid), self._tools.place.lock(key.kid)
        identity = self._tools.identity(key)
        with locked(lock, self._tools.wait_seconds), opened(path, Use.APPEND) as file:
            end = complete_tail(file, identity)
            found = self._assess(file, identity, key.kid, end)
            if found.condition is Condition.SOUND and witnessed is not None:
                found = replace(found, condition=Condition.ROLLED_BACK, known=witnessed)
            last = self._last_of(lines, identity, found, witnessed)
            if last is None or found.known is None:
                return False
            told = (*copy_tail_aside(file, found, end), *told_of_rollback(found.known, found.size))
            file.append(b"".join(line + b"\n" for line in lines), end)
            stamped = self._tools.stamping.stamped(told)
            records = append(file, position_after(last), stamped, key, self._tools.ed25519)
        self._tools.heads.remember(key.kid, head_after(records[-1]))
        self._tools.stamping.written(records[-1])
        return True

    def _last_of(
        self,
        lines: Sequence[bytes],
        identity: Identity,
        found: Assessment,
        witnessed: Optional[KnownHead],
    ) -> Optional[Record]:
        """The last of the missing lines; None when they are not the ones that are missing."""
        if found.condition is not Condition.ROLLED_BACK or found.last is None:
            return None
        last = found.last
        try:
            for line in lines:
                record = parse(line)
                identity.check(record, after=last)
                last = record
        except (LineRefusedError, ValueError):
            return None
        return last if head_after(last) in (found.known, witnessed) else None

    def _write(
        self, file: JournalFile, key: SigningKey, drafts: Sequence[Draft], *, may_rotate: bool
    ) -> Tuple[Record, ...]:
        identity = self._tools.identity(key)
        end = complete_tail(file, identity)
        found = self._assess(file, identity, key.kid, end)
        if found.condition is Condition.RETIRED:
            raise NewLogNeededError(Reason.RETIRED, "its key was replaced")
        if found.last is None:
            raise _UnusableError(found)
        # What is missing is told in the journal it is missing from, whatever the year.
        may_rotate = may_rotate and found.condition is Condition.SOUND
        if may_rotate and self._tools.stamping.now().t.year > self._year(file, key.kid):
            raise NewLogNeededError(Reason.NEW_YEAR, "a new year")
        lost = found.known if found.condition is Condition.ROLLED_BACK else None
        rollback = told_of_rollback(lost, found.size)
        told = (*copy_tail_aside(file, found, end), *rollback, *drafts)
        stamped = self._tools.stamping.stamped(told)
        position = position_after(found.last)
        return append(file, position, stamped, key, self._tools.ed25519, end)

    def _corrupt(self, key: SigningKey, why: str, *, is_empty: bool) -> NewLogNeededError:
        known = self._tools.heads.known(key.kid) if is_empty else None
        return NewLogNeededError(Reason.CORRUPT, why, known)

    def _assess(self, file: JournalFile, identity: Identity, kid: str, end: int) -> Assessment:
        """Against the head in memory, and when that is not there against the stored one.

        Another program of this account may have dealt with a rollback meanwhile.
        """
        written = self._written.get(kid)
        found = assess(file, identity, self._tools.heads.known(kid), end, written)
        if found.condition is not Condition.ROLLED_BACK:
            return found
        return assess(file, identity, self._tools.heads.stored(kid), end)

    def _year(self, file: JournalFile, kid: str) -> int:
        if kid not in self._years:
            self._years[kid] = parse(file.first_line()).stamp.t.year
        return self._years[kid]


class _UnusableError(Exception):
    """The journal is there, and nothing can be written after what is in it."""

    def __init__(self, found: Assessment) -> None:
        super().__init__(found.why)
        self.why = found.why or "it is empty"
        self.is_empty = found.condition is Condition.EMPTY
