"""What a journal found in the folder is worth: its state for people, its trust for the policy.

Pure. The doubt is always the policy's to weigh: whatever is missing may have been a withdrawal.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Optional, Tuple

from agent.consent.journal_reading import Reading
from agent.consent.keys import KnownHead
from agent.consent.origins import Origin
from agent.consent.record import Record
from agent.consent.refusals import Flaw
from agent.consent.succession import Journal as TrustedJournal
from agent.consent.succession import Trust
from agent.texts import Message, message


class JournalState(enum.Enum):
    """What a journal is, in the words of `consent show`; only the first two may allow anything.

    UNREADABLE: Windows does not let it, or what it is to be held against, be read.
    """

    OK = "ok"
    TORN = "torn"
    CORRUPT = "corrupt"
    ROLLBACK = "rollback"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class JournalPicture:
    """One journal: its name, its good lines, its state and why, and what the policy may use.

    `known_size` is how many lines there were once, when that is more than there are.
    """

    kid: str
    log: str
    lines: int
    state: JournalState
    why: str
    journal: TrustedJournal
    known_size: Optional[int] = None

    @property
    def message(self) -> Message:
        """The state as a sentence for the client."""
        return message(f"consent_journal.state.{self.state.value}")


@dataclass(frozen=True)
class FolderPicture:
    """Every journal in the folder, and what recovery set aside there."""

    journals: Tuple[JournalPicture, ...]
    set_aside: Tuple[Path, ...]
    corrupt: Tuple[TrustedJournal, ...]

    @property
    def for_policy(self) -> Tuple[TrustedJournal, ...]:
        """What `agent.consent.policy` judges, journals set aside as corrupt included."""
        return (*(picture.journal for picture in self.journals), *self.corrupt)


@dataclass(frozen=True)
class Found:
    """A journal as found, and what it is held against.

    `reading` is None when the file cannot be read. `is_own` says that this account's present key
    signs it; `trouble` says why that or the known head could not be told. `receipt_size` is how
    many lines a receipt speaks of that are not there. `key_is_lost`: this account wrote it, and
    has no key any more.
    """

    kid: str
    log: str
    reading: Optional[Reading]
    origin: Origin
    is_own: bool = False
    known: Optional[KnownHead] = None
    receipt_size: Optional[int] = None
    key_is_lost: bool = False
    trouble: str = ""


_NEVER: Tuple[Record, ...] = ()


def judge(found: Found) -> JournalPicture:
    """What to make of a journal; the first thing that speaks against it is told."""
    reading = found.reading
    if reading is None:
        return _picture(found, JournalState.UNREADABLE, found.trouble, Trust.DOUBTFUL)
    if _is_another(found, reading):
        since = None if found.known else reading.changed
        why = "it is not the journal its name says"
        return _picture(found, JournalState.FOREIGN, why, Trust.DOUBTFUL, since, records=_NEVER)
    if _is_from_elsewhere(found):
        why = f"begun elsewhere: {found.origin.value}"
        return _picture(found, JournalState.FOREIGN, why, Trust.FOREIGN)
    return _judge_lines(found, reading)


def _judge_lines(found: Found, reading: Reading) -> JournalPicture:
    lost = _lost_size(found, reading)
    if reading.bad is not None:
        bad, since = reading.bad, None if lost else reading.changed
        why = f"line {bad.index}: {bad.flaw.value}, {bad.detail}"
        return _picture(found, JournalState.CORRUPT, why, Trust.DOUBTFUL, since)
    if found.trouble:
        return _picture(found, JournalState.UNREADABLE, found.trouble, Trust.DOUBTFUL)
    if lost is not None:
        why = f"{reading.lines} lines, {lost} were known"
        return _picture(found, JournalState.ROLLBACK, why, Trust.DOUBTFUL, size=lost)
    if not reading.lines and not reading.torn:
        return _picture(found, JournalState.CORRUPT, "empty", Trust.DOUBTFUL, reading.changed)
    return _judge_end(found, reading)


def _judge_end(found: Found, reading: Reading) -> JournalPicture:
    trust, why = (Trust.DOUBTFUL, "its key is lost") if found.key_is_lost else (Trust.SOUND, "")
    if reading.torn and not reading.unended:
        since = None if found.key_is_lost else reading.changed
        return _picture(found, JournalState.TORN, "torn tail", Trust.DOUBTFUL, since)
    if reading.torn:
        return _picture(found, JournalState.TORN, why or "no last line end", trust)
    if reading.told_size:
        why = why or f"{reading.told_size} lines were known once"
        return _picture(found, JournalState.ROLLBACK, why, trust, size=reading.told_size)
    return _picture(found, JournalState.OK, why, trust)


def missing(kid: str, log: str, known: Optional[KnownHead]) -> JournalPicture:
    """The journal of the present key when there is no such file."""
    size = known.size if known else None
    nothing = TrustedJournal(_NEVER, Trust.DOUBTFUL)
    return JournalPicture(kid, log, 0, JournalState.ROLLBACK, "it is gone", nothing, size)


def _is_another(found: Found, reading: Reading) -> bool:
    if reading.head is not None:
        return reading.head.log != found.log
    return reading.bad is not None and reading.bad.flaw is Flaw.OTHER_JOURNAL


def _is_from_elsewhere(found: Found) -> bool:
    if found.is_own:
        return found.origin is Origin.ELSEWHERE
    return found.origin in (Origin.ELSEWHERE, Origin.UNKNOWN)


def _lost_size(found: Found, reading: Reading) -> Optional[int]:
    """How many lines there should be, when they are not all there; None when they are."""
    if found.known is not None and not reading.has(found.known):
        return found.known.size
    told = found.receipt_size is not None and reading.told_size >= found.receipt_size
    return None if told else found.receipt_size


def _picture(
    found: Found,
    state: JournalState,
    why: str,
    trust: Trust,
    since: Optional[datetime] = None,
    *,
    records: Optional[Tuple[Record, ...]] = None,
    size: Optional[int] = None,
) -> JournalPicture:
    reading = found.reading
    if records is None:
        records = tuple(reading.records) if reading else _NEVER
    lines = reading.lines if reading else 0
    journal = TrustedJournal(records, trust, since)
    return JournalPicture(found.kid, found.log, lines, state, why, journal, size)
