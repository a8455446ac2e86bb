"""A journal's lines from some number on, checked, and read again only as far as they are new."""

import hashlib
from dataclasses import dataclass
from typing import Dict, Iterator, List, Optional, Set, Tuple

from agent.consent.chain import Head, Link, follow
from agent.consent.event_data import EventType, is_previous_log
from agent.consent.journal_file import JournalFile, Use, opened
from agent.consent.journal_place import JournalPlace
from agent.consent.log_name import Verify, kid_in
from agent.consent.record import parse
from agent.consent.refusals import LineRefusedError

# A year's journal follows a year's journal.
_MOST_JOURNALS = 100
_LOSS = EventType.ROLLBACK_DETECTED


@dataclass(frozen=True)
class Tail:
    """A journal's good lines from number `start` on.

    `before` is the head of the lines before them, None when there are none; `head` that of all
    good lines. A journal of fewer than `start` lines has neither lines here nor `before`.
    """

    start: int
    before: Optional[Head] = None
    links: Tuple[Link, ...] = ()
    head: Optional[Head] = None

    @property
    def size(self) -> int:
        """How many good lines the journal has."""
        return self.head.size if self.head else 0

    @property
    def has_unsent(self) -> bool:
        """Whether there is more than the desk's own answers: those need no report."""
        return any(link.record.event is not EventType.REPORT_ACKED for link in self.links)

    def acknowledges(self, size: int) -> bool:
        """Whether one of these lines says that the desk has countersigned so many lines."""
        acked = [link.record for link in self.links if link.record.event is EventType.REPORT_ACKED]
        return any(record.data.get("size") == size for record in acked)

    def tells_of_loss(self, size: int) -> bool:
        """Whether one of these lines says that there were so many lines, or more."""
        told = [r for r in (link.record for link in self.links) if r.event is _LOSS]
        return any(int(record.data.get("known_size", 0)) >= size for record in told)


class Tails:
    """Reads the journals of one folder."""

    def __init__(self, place: JournalPlace, verify: Verify) -> None:
        self._place, self._verify = place, verify
        self._anchors: Dict[str, Tuple[Head, int]] = {}

    def read(self, kid: str, start: int) -> Tail:
        """The lines from number `start` on; none when there is no journal.

        Raises:
            JournalRefusedError: it cannot be read.
        """
        try:
            with opened(self._place.journal(kid), Use.READ) as file:
                return self._read(file, kid, start)
        except FileNotFoundError:
            return Tail(start)

    def earlier(self, kid: str) -> Iterator[str]:
        """The journals that this one goes on from and that are there, the latest first.

        Raises:
            JournalRefusedError: one cannot be read.
        """
        seen: Set[str] = set()
        while kid not in seen and len(seen) < _MOST_JOURNALS:
            seen.add(kid)
            before = self._named_by(kid)
            if before is None or before in seen or not self._place.journal(before).exists():
                return
            yield before
            kid = before

    def _named_by(self, kid: str) -> Optional[str]:
        """The journal that this one's first line names."""
        try:
            with opened(self._place.journal(kid), Use.READ) as file:
                previous = parse(file.first_line()).data.get("prev_log")
        except (FileNotFoundError, LineRefusedError):
            return None
        return kid_in(str(previous["log"])) if is_previous_log(previous) and previous else None

    def _read(self, file: JournalFile, kid: str, start: int) -> Tail:
        head, offset = self._anchor(file, kid, start)
        before = head if head is not None and head.size == start else None
        links: List[Link] = []
        try:
            for line in file.lines(offset):
                link = follow(head, line, self._verify)
                head, offset = link.head, offset + len(line) + 1
                if head.size == start:
                    before = head
                    self._anchors[kid] = (head, offset)
                elif head.size > start:
                    links.append(link)
        except LineRefusedError:
            pass  # What is good up to here can be reported; the journal itself tells of the rest.
        return Tail(start, before, tuple(links), head)

    def _anchor(self, file: JournalFile, kid: str, start: int) -> Tuple[Optional[Head], int]:
        """Where checking went on from last time, when the journal still has that line."""
        head, offset = self._anchors.get(kid, (None, 0))
        if head is None or head.size > start or file.end_of_lines() < offset:
            return None, 0
        last = next(file.lines_backwards(offset), b"")
        return (head, offset) if hashlib.sha256(last).hexdigest() == head.line_hash else (None, 0)
