"""What a journal's end says of its whole, and how a tail that was never ended is mended.

Only what follows the last line end is ever cut, and never thrown away. Whatever else is wrong is
told, and the journal left as it was found.
"""

import enum
import hashlib
from dataclasses import dataclass
from typing import List, Optional, Tuple

from agent.consent.canonical import Json
from agent.consent.chain import check
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal_file import MAX_LINE_BYTES, JournalFile
from agent.consent.keys import Head
from agent.consent.log_name import Verify
from agent.consent.record import Position, Record, parse
from agent.consent.refusals import LineRefusedError


class Condition(enum.Enum):
    """What can be done with a journal; only a sound or a rolled back one is written on."""

    EMPTY = "empty"
    SOUND = "sound"
    RETIRED = "retired"
    ROLLED_BACK = "rolled_back"
    CORRUPT = "corrupt"


@dataclass(frozen=True)
class Identity:
    """Which journal a file should be: its name and the key that signs it."""

    log: str
    public_key: bytes
    verify: Verify

    def check(self, record: Record, after: Record) -> None:
        """Check that a line follows another one.

        Raises:
            ValueError: it does not.
        """
        place = Position(record.log, record.seq, record.prev)
        if place != position_after(after):
            raise ValueError(f"line {record.seq} does not follow line {after.seq}")
        if not self.verify(self.public_key, record.signed, record.signature):
            raise ValueError(f"line {record.seq} is not signed")


@dataclass(frozen=True)
class Assessment:
    """A journal's condition and its last line.

    `known` is the head it should contain; `why` says what is wrong, for the technician.
    """

    condition: Condition
    last: Optional[Record] = None
    known: Optional[Head] = None
    why: str = ""

    @property
    def size(self) -> int:
        """How many lines there are, as the last one says."""
        return self.last.seq + 1 if self.last else 0


def position_after(record: Record) -> Position:
    """Where the next line stands."""
    return Position(record.log, record.seq + 1, hashlib.sha256(record.line).hexdigest())


def head_after(record: Record) -> Head:
    """The head of a journal whose last line this is."""
    return Head(record.seq + 1, hashlib.sha256(record.line).hexdigest())


def assess(file: JournalFile, identity: Identity, known: Optional[Head]) -> Assessment:
    """Check the lines since the known head, and all of them when it is not where it should be.

    Raises:
        JournalRefusedError: the disk refused to read.
    """
    try:
        newest_first = _down_to(file, known)
        if not newest_first:
            return Assessment(Condition.EMPTY, known=known)
        if known is None or head_after(newest_first[-1]) != known:
            return _assess_whole(file, identity, known, newest_first[0])
        for newer, older in zip(newest_first, newest_first[1:]):
            identity.check(newer, after=older)
    except (LineRefusedError, ValueError) as error:
        return Assessment(Condition.CORRUPT, known=known, why=str(error))
    return _sound(newest_first[0], known)


def _down_to(file: JournalFile, known: Optional[Head]) -> List[Record]:
    """The newest lines, down to the one the head names; only the newest without a head."""
    found: List[Record] = []
    for line in file.lines_backwards():
        found.append(parse(line))
        if known is None or found[-1].seq < known.size:
            break
    return found


def _assess_whole(
    file: JournalFile, identity: Identity, known: Optional[Head], last: Record
) -> Assessment:
    report = check(file.lines(), identity.verify)
    if report.bad is not None:
        why = f"line {report.bad.index}: {report.bad.flaw.value}, {report.bad.detail}"
        return Assessment(Condition.CORRUPT, known=known, why=why)
    if report.head is None or report.head.log != identity.log:
        return Assessment(Condition.CORRUPT, known=known, why=f"it is {last.log}")
    if known is not None:
        return Assessment(Condition.ROLLED_BACK, last, known)
    return _sound(last, known)


def _sound(last: Record, known: Optional[Head]) -> Assessment:
    retired = last.event is EventType.KEY_ROTATED
    return Assessment(Condition.RETIRED if retired else Condition.SOUND, last, known)


def mend_tail(
    file: JournalFile, identity: Identity, found: Assessment
) -> Tuple[Assessment, Tuple[Draft, ...]]:
    """End a last line that is whole but for its line end; set any other tail aside.

    Returns how the journal is then, and what has to be written about it.

    Raises:
        DiskFullError, JournalRefusedError: the disk refused; nothing is lost.
    """
    start, end = file.end_of_lines(), file.size
    if start == end:
        return found, ()
    ended = _whole_line(file.read(start, min(end, start + MAX_LINE_BYTES + 1)), identity, found)
    if ended is not None:
        file.append(b"\n")
        return _sound(ended, found.known), ()
    tail_id = file.set_tail_aside(start, found.size)
    data: Json = {"torn_len": end - start, "torn_id": tail_id}
    return found, (Draft(EventType.RECOVERED, data),)


def _whole_line(tail: bytes, identity: Identity, found: Assessment) -> Optional[Record]:
    """The record in a tail that follows the last line; a journal's first line is begun anew."""
    try:
        record = parse(tail)
        if found.last is None or found.condition is not Condition.SOUND:
            return None
        identity.check(record, after=found.last)
    except (LineRefusedError, ValueError):
        return None
    return record
