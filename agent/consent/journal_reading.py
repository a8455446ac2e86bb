"""Reads one journal from its first line on, checking every line, and remembers how far it got.

Read again, only what was added is checked: nothing changes in a journal but its end.
"""

import contextlib
import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Dict, FrozenSet, List, Optional

from agent.consent.chain import BadLine, Head, follow
from agent.consent.event_data import EventType
from agent.consent.journal_file import JournalFile, Use, opened
from agent.consent.keys import KnownHead
from agent.consent.log_name import Verify
from agent.consent.policy import matters
from agent.consent.record import LINE_LIMIT, Record
from agent.consent.refusals import LineRefusedError
from agent.garbage import no_garbage


@dataclass(frozen=True)
class Mark:
    """What a journal was after some number of lines: its last line's hash and its root."""

    line_sha256: str
    root: bytes


@dataclass
class Reading:
    """What the lines of one journal said, up to the first bad one.

    `records` are those that matter to the policy, `marks` what was asked for by number of lines,
    `told_size` how many lines there were once, as the journal itself says; `torn` whether bytes
    follow the last line end, `unended` whether they are a line that only lacks its end.
    """

    head: Optional[Head] = None
    bad: Optional[BadLine] = None
    records: List[Record] = field(default_factory=list)
    marks: Dict[int, Mark] = field(default_factory=dict)
    asked: FrozenSet[int] = frozenset()
    told_size: int = 0
    end: int = 0
    torn: bool = False
    unended: bool = False
    changed: Optional[datetime] = None

    @property
    def lines(self) -> int:
        """How many good lines there are from the first on."""
        return self.head.size if self.head else 0

    def has(self, known: KnownHead) -> bool:
        """Whether the journal contains the line that a head names."""
        mark = self.marks.get(known.size)
        return mark is not None and mark.line_sha256 == known.line_sha256

    def take(self, record: Record, head: Head) -> None:
        """Go on by one good line."""
        self.head = head
        if matters(record):
            self.records.append(record)
        if record.event is EventType.ROLLBACK_DETECTED and record.wrong_field is None:
            self.told_size = max(self.told_size, int(record.data["known_size"]))
        if head.size in self.asked:
            self.mark()

    def mark(self) -> None:
        """Keep what the journal is now."""
        if self.head is not None:
            self.marks[self.head.size] = Mark(self.head.line_hash, self.head.tree.root())


def read_journal(
    path: Path, verify: Verify, asked: FrozenSet[int], before: Optional[Reading] = None
) -> Reading:
    """Read a journal, going on from an earlier reading where that is possible.

    `asked` are the numbers of lines whose marks are needed. A torn tail is looked at and left.

    Raises:
        FileNotFoundError: there is none.
        JournalRefusedError: it cannot be read.
    """
    with opened(path, Use.READ) as file, no_garbage():
        reading = _continued(file, before, asked) or Reading(asked=asked)
        _read_lines(file, reading, verify)
        _read_tail(file, reading, verify)
        reading.changed = file.changed
    return reading


def _continued(
    file: JournalFile, before: Optional[Reading], asked: FrozenSet[int]
) -> Optional[Reading]:
    """The earlier reading, when the file still goes on from it and nothing older is asked."""
    if before is None or before.head is None or before.bad is not None or before.unended:
        return None
    if any(size < before.lines and size not in before.marks for size in asked):
        return None
    if file.end_of_lines() < before.end or not _ends_with(file, before):
        return None
    before.asked = asked
    return before


def _ends_with(file: JournalFile, before: Reading) -> bool:
    """Whether the last line read before is still where it was."""
    last = next(file.lines_backwards(before.end), b"")
    return before.head is not None and hashlib.sha256(last).hexdigest() == before.head.line_hash


def _read_lines(file: JournalFile, reading: Reading, verify: Verify) -> None:
    end = file.end_of_lines()
    try:
        for line in file.lines(reading.end):
            link = follow(reading.head, line, verify)
            reading.take(link.record, link.head)
    except LineRefusedError as refusal:
        reading.bad = BadLine(reading.lines, refusal.flaw, refusal.detail)
    reading.end = end
    reading.mark()


def _read_tail(file: JournalFile, reading: Reading, verify: Verify) -> None:
    """A line that only lacks its end counts: the next append will end it."""
    size = file.size
    reading.torn, reading.unended = size > reading.end, False
    if not reading.torn or reading.bad is not None:
        return
    tail = file.read(reading.end, min(size, reading.end + LINE_LIMIT))
    with contextlib.suppress(LineRefusedError):
        link = follow(reading.head, tail, verify)
        reading.take(link.record, link.head)
        reading.mark()
        reading.unended = True
