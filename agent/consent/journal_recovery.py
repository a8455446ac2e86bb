"""What a journal's end says of its whole, and how a tail that was never ended is mended.

Only what follows the last line end is ever cut, and never thrown away. Whatever else is wrong is
told, and the journal left as it was found.
"""

import enum
import hashlib
from dataclasses import dataclass
from typing import List, Optional, Tuple

from agent.consent.chain import check
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal_file import JournalFile
from agent.consent.keys import KnownHead
from agent.consent.log_name import Verify
from agent.consent.record import LINE_LIMIT, Position, Record, parse
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
    known: Optional[KnownHead] = None
    why: str = ""

    @property
    def size(self) -> int:
        """How many lines there are, as the last one says."""
        return self.last.seq + 1 if self.last else 0


def position_after(record: Record) -> Position:
    """Where the next line stands."""
    return Position(record.log, record.seq + 1, hashlib.sha256(record.line).hexdigest())


def head_after(record: Record) -> KnownHead:
    """The head of a journal whose last line this is."""
    return KnownHead(record.seq + 1, hashlib.sha256(record.line).hexdigest())


def assess(
    file: JournalFile,
    identity: Identity,
    known: Optional[KnownHead],
    end: Optional[int] = None,
    written: Optional[Record] = None,
) -> Assessment:
    """Check the lines since the known head, and all of them when it is not where it should be.

    `end` is where the lines end, if that is known already. `written` is a line that was read
    before: one of the same bytes says the same.

    Raises:
        JournalRefusedError: the disk refused to read.
    """
    try:
        newest_first = _down_to(file, known, end, written)
        if not newest_first:
            return Assessment(Condition.EMPTY, known=known)
        if known is None or head_after(newest_first[-1]) != known:
            return _assess_whole(file, identity, known, newest_first[0])
        for newer, older in zip(newest_first, newest_first[1:]):
            identity.check(newer, after=older)
    except (LineRefusedError, ValueError) as error:
        return Assessment(Condition.CORRUPT, known=known, why=str(error))
    return _sound(newest_first[0], known)


def _down_to(
    file: JournalFile, known: Optional[KnownHead], end: Optional[int], written: Optional[Record]
) -> List[Record]:
    """The newest lines, down to the one the head names; only the newest without a head."""
    found: List[Record] = []
    for line in file.lines_backwards(end):
        is_known = written is not None and written.line == line
        found.append(written if written is not None and is_known else parse(line))
        if known is None or found[-1].seq < known.size:
            break
    return found


def _assess_whole(
    file: JournalFile, identity: Identity, known: Optional[KnownHead], last: Record
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


def _sound(last: Record, known: Optional[KnownHead]) -> Assessment:
    retired = last.event is EventType.KEY_ROTATED
    return Assessment(Condition.RETIRED if retired else Condition.SOUND, last, known)


def complete_tail(file: JournalFile, identity: Identity) -> int:
    """Give a last line that is whole, signed and chained the line end it lacks.

    Returns the offset after the last line end.

    Raises:
        DiskFullError, JournalRefusedError: the journal is as it was.
    """
    start, end = file.end_of_lines(), file.size
    if start == end or not _is_unended_line(file, identity, start, end):
        return start
    file.append(b"\n")
    return end + 1


def _is_unended_line(file: JournalFile, identity: Identity, start: int, end: int) -> bool:
    """Whether the torn tail would be a line with a line end."""
    tail = file.read(start, min(end, start + LINE_LIMIT))
    try:
        last = next(file.lines_backwards(start), None)
        if last is None:
            report = check([tail], identity.verify)
            return report.ok and report.head is not None and report.head.log == identity.log
        identity.check(parse(tail), after=parse(last))
    except (LineRefusedError, ValueError):
        return False
    return True


def copy_tail_aside(file: JournalFile, found: Assessment, start: int) -> Tuple[Draft, ...]:
    """Keep a copy of a tail, from `start` on, that is no line; returns what is written over it.

    Raises:
        DiskFullError, JournalRefusedError: the disk refused; the journal is as it was.
    """
    end = file.size
    if start == end:
        return ()
    tail_id = file.copy_tail(start, found.size)
    return (Draft(EventType.RECOVERED, {"torn_len": end - start, "torn_id": tail_id}),)
