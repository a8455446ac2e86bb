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

QUIET = "consent_journal.state.ok"
KEY_LOST = "consent_keys.lost"


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

    `known_size` is how many lines there were once, when that is more than there are. `first_bad`
    is the number of the first line that does not hold, None when all that are there do.
    `sentence` is the key of what is told to the client.
    """

    kid: str
    log: str
    lines: int
    state: JournalState
    why: str
    journal: TrustedJournal
    known_size: Optional[int] = None
    first_bad: Optional[int] = None
    sentence: str = QUIET

    @property
    def message(self) -> Message:
        """The state as a sentence for the client."""
        return message(self.sentence)

    @property
    def is_trouble(self) -> bool:
        """Whether the client has to be told something about it."""
        return self.sentence != QUIET


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

    @property
    def hides_damage(self) -> bool:
        """Whether a journal set aside as corrupt cannot be looked into: then nothing is allowed."""
        return any(not j.records and j.doubtful_until is None for j in self.corrupt)


@dataclass(frozen=True)
class Found:
    """A journal as found, and what it is held against.

    `reading` is None when the file cannot be read. `is_own` says that this account's present key
    signs it; `trouble` says why that or the known head could not be told, and `trouble_sentence`
    is the key of what is told of it. `receipt_size` is how many lines a receipt speaks of that are
    not there. `key_is_lost`: this account wrote it, and has no key any more.
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
    trouble_sentence: str = ""


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
        why = _bad_line(reading) or f"begun elsewhere: {found.origin.value}"
        return _picture(found, JournalState.FOREIGN, why, Trust.FOREIGN)
    return _judge_lines(found, reading)


def _bad_line(reading: Reading) -> str:
    bad = reading.bad
    if bad is not None:
        return f"line {bad.index}: {bad.flaw.value}, {bad.detail}"
    return "torn tail" if reading.torn and not reading.unended else ""


def _judge_lines(found: Found, reading: Reading) -> JournalPicture:
    lost = _lost_size(found, reading)
    if reading.bad is not None:
        since, why = None if lost else reading.changed, _bad_line(reading)
        return _picture(found, JournalState.CORRUPT, why, Trust.DOUBTFUL, since)
    if found.trouble:
        told = found.trouble_sentence
        return _picture(found, JournalState.UNREADABLE, found.trouble, Trust.DOUBTFUL, told=told)
    if lost is not None:
        why = f"{reading.lines} lines, {lost} were known"
        return _picture(found, JournalState.ROLLBACK, why, Trust.DOUBTFUL, size=lost)
    if not reading.lines and not reading.torn:
        return _picture(found, JournalState.CORRUPT, "empty", Trust.DOUBTFUL, reading.changed)
    return _judge_end(found, reading)


def _judge_end(found: Found, reading: Reading) -> JournalPicture:
    trust, why, told = (Trust.SOUND, "", QUIET)
    if found.key_is_lost:
        trust, why, told = (Trust.DOUBTFUL, "its key is lost", KEY_LOST)
    if reading.torn and not reading.unended:
        since = None if found.key_is_lost else reading.changed
        return _picture(found, JournalState.TORN, "torn tail", Trust.DOUBTFUL, since)
    if reading.torn:
        # The next line ends this one: nothing is missing.
        return _picture(found, JournalState.TORN, why or "no last line end", trust, told=told)
    if reading.told_size:
        why = why or f"{reading.told_size} lines were known once"
        told = "consent_journal.rollback_told" if trust is Trust.SOUND else told
        size = reading.told_size
        return _picture(found, JournalState.ROLLBACK, why, trust, size=size, told=told)
    return _picture(found, JournalState.OK, why, trust, told=told)


def missing(
    kid: str, log: str, known_size: Optional[int], until: Optional[datetime] = None
) -> JournalPicture:
    """A journal that should be there and is not; `until` is when its lines were last seen."""
    state, nothing = JournalState.ROLLBACK, TrustedJournal(_NEVER, Trust.DOUBTFUL, until)
    told = f"consent_journal.state.{state.value}"
    return JournalPicture(kid, log, 0, state, "it is gone", nothing, known_size, sentence=told)


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
    told: str = "",
) -> JournalPicture:
    reading = found.reading or Reading()
    if records is None:
        records = tuple(reading.records)
    journal = TrustedJournal(records, trust, since)
    sentence = told or f"consent_journal.state.{state.value}"
    return JournalPicture(
        found.kid,
        found.log,
        reading.lines,
        state,
        why,
        journal,
        size,
        _first_bad(reading),
        sentence,
    )


def _first_bad(reading: Reading) -> Optional[int]:
    if reading.bad is not None:
        return reading.bad.index
    return reading.lines if reading.torn and not reading.unended else None
