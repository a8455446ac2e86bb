"""Whether lines follow one another: checked from the first line on, or from a head already known.

Pure. The head of a journal is all that the next line is checked against, so checking goes on
where it stopped. What the clocks say is noted and breaks nothing: a client's clock may be wrong.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Collection, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple

from agent.consent.canonical import Json
from agent.consent.clocks import unexplained_jump
from agent.consent.event_data import EventType
from agent.consent.field_shapes import base64_of
from agent.consent.log_name import KEY_LENGTH, Sign, Verify, kid_in, kid_of
from agent.consent.merkle import Tree
from agent.consent.record import FIRST_PREV, Position, Record, Stamp, build, parse
from agent.consent.refusals import Flaw, LineRefusedError


@dataclass(frozen=True)
class Head:
    """What the checked lines of a journal leave behind.

    `line_hash` is the SHA-256 in hex of the last line, `tree` the Merkle tree over all of them,
    `stamp` the clocks at the last line.
    """

    log: str
    public_key: bytes
    line_hash: str
    tree: Tree
    stamp: Stamp

    @property
    def size(self) -> int:
        """How many lines there are."""
        return self.tree.size

    @property
    def next_position(self) -> Position:
        """Where the next line stands."""
        return Position(self.log, self.size, self.line_hash)


@dataclass(frozen=True)
class Link:
    """A line that holds, the head after it, and by how many ms the clock moved unexplained."""

    record: Record
    head: Head
    jump_ms: Optional[int]


@dataclass(frozen=True)
class BadLine:
    """The first line that does not hold: its number from 0, and why."""

    index: int
    flaw: Flaw
    detail: str


@dataclass(frozen=True)
class ChainReport:
    """How far a journal holds: up to `head`, the last good line; `bad` is the one after it.

    `jumps` are the lines, by number, before which the clock moved by so many milliseconds.
    `roots` are the Merkle roots over as many first lines as were asked for and are there.
    """

    head: Optional[Head]
    bad: Optional[BadLine]
    jumps: Tuple[Tuple[int, int], ...] = ()
    roots: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether there are lines and all of them hold."""
        return self.head is not None and self.bad is None


def follow(head: Optional[Head], line: bytes, verify: Verify) -> Link:
    """Check the line after `head`; after None it has to begin a journal.

    Raises:
        LineRefusedError: when the line does not hold.
    """
    return follow_record(head, parse(line), verify)


def follow_record(head: Optional[Head], record: Record, verify: Verify) -> Link:
    """Check a line that `parse` has read, as `follow` does.

    Raises:
        LineRefusedError: when the line does not hold.
    """
    key = _key_of(record) if head is None else head.public_key
    _check_place(head, record)
    if not verify(key, record.signed, record.signature):
        raise LineRefusedError(Flaw.BAD_SIGNATURE, f"line {record.seq}")
    return _linked(head, record, key)


def extend(
    head: Head,
    stamp: Stamp,
    kind: EventType,
    data: Mapping[str, Json],
    sign: Sign,
    cid: Optional[str] = None,
) -> Link:
    """Write the line after `head`; `sign` signs with the journal's key.

    Raises what `record.build` raises.
    """
    return _linked(head, build(head.next_position, stamp, kind, data, sign, cid), head.public_key)


def begin(log: str, stamp: Stamp, genesis: Mapping[str, Json], sign: Sign) -> Link:
    """Write a journal's first line; `genesis` is its data as journal.md says.

    Raises what `record.build` raises, and when the journal's name does not tell the key.
    """
    position = Position(log, 0, FIRST_PREV)
    record = build(position, stamp, EventType.GENESIS, genesis, sign)
    return _linked(None, record, _key_of(record))


def links(lines: Iterable[bytes], verify: Verify, known: Optional[Head] = None) -> Iterator[Link]:
    """Check lines one by one, after the head already known.

    Raises:
        LineRefusedError: at the first line that does not hold.
    """
    head = known
    for line in lines:
        link = follow(head, line, verify)
        head = link.head
        yield link


def check(
    lines: Iterable[bytes],
    verify: Verify,
    known: Optional[Head] = None,
    sizes: Collection[int] = (),
) -> ChainReport:
    """Check lines up to the first that does not hold, after the head already known.

    `sizes` are the numbers of lines whose roots are wanted, to hold receipts against.
    """
    head, bad = known, None
    jumps: List[Tuple[int, int]] = []
    roots: Dict[int, bytes] = {}
    try:
        for link in links(lines, verify, known):
            head = link.head
            if link.jump_ms is not None:
                jumps.append((link.record.seq, link.jump_ms))
            if head.size in sizes:
                roots[head.size] = head.tree.root()
    except LineRefusedError as refusal:
        bad = BadLine(head.size if head else 0, refusal.flaw, refusal.detail)
    if known is not None and known.size in sizes:
        roots[known.size] = known.tree.root()
    return ChainReport(head, bad, tuple(jumps), roots)


def _check_place(head: Optional[Head], record: Record) -> None:
    due = Position(record.log, 0, FIRST_PREV) if head is None else head.next_position
    if record.log != due.log:
        raise LineRefusedError(Flaw.OTHER_JOURNAL, record.log)
    if record.seq != due.seq:
        raise LineRefusedError(Flaw.BROKEN_CHAIN, f"seq {record.seq} instead of {due.seq}")
    if record.prev != due.prev:
        raise LineRefusedError(Flaw.BROKEN_CHAIN, f"prev {record.prev} instead of {due.prev}")
    if head is not None and record.event is EventType.GENESIS:
        raise LineRefusedError(Flaw.NO_GENESIS, f"a second log.genesis at {record.seq}")


def _key_of(record: Record) -> bytes:
    """The journal's key, out of its first line."""
    if record.event is not EventType.GENESIS or record.seq:
        raise LineRefusedError(Flaw.NO_GENESIS, f"{record.type} at {record.seq}")
    key = base64_of(record.data.get("pub"), KEY_LENGTH)
    if key is None:
        raise LineRefusedError(Flaw.NO_GENESIS, "log.genesis: pub")
    if kid_of(key) != kid_in(record.log):
        raise LineRefusedError(Flaw.OTHER_JOURNAL, f"{record.log} is not of this key")
    return key


def _linked(head: Optional[Head], record: Record, key: bytes) -> Link:
    tree = (Tree() if head is None else head.tree).with_leaf(record.line)
    line_hash = hashlib.sha256(record.line).hexdigest()
    after = Head(record.log, key, line_hash, tree, record.stamp)
    return Link(record, after, None if head is None else unexplained_jump(head.stamp, record))
