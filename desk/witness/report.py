"""A report, and everything about it that can be said without knowing what the desk holds.

Pure.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.consent.checkpoint import Checkpoint, read_checkpoint
from agent.consent.event_data import EventType
from agent.consent.field_shapes import base64_of
from agent.consent.log_name import KEY_LENGTH, Verify, kid_in, kid_of
from agent.consent.record import FIRST_PREV, Record, parse
from agent.consent.refusals import LineRefusedError, ReceiptFlaw, ReceiptRefusedError
from desk.witness.refusals import MalformedReportError, UnsignedReportError


@dataclass(frozen=True)
class Report:
    """What came over the wire: lines from number `first` on, and a checkpoint over all up to them.

    `blobs` are contents by their SHA-256, which has been checked.
    """

    log: str
    first: int
    lines: tuple[bytes, ...]
    checkpoint: str
    blobs: Mapping[str, bytes]

    @property
    def end(self) -> int:
        """How many lines the journal has, by this report."""
        return self.first + len(self.lines)


@dataclass(frozen=True)
class CheckedReport:
    """A report whose lines follow one another and are signed, as is its checkpoint, by one key."""

    report: Report
    public_key: bytes
    records: tuple[Record, ...]
    checkpoint: Checkpoint


def genesis_key(report: Report) -> bytes | None:
    """The key that the report's own first line tells; None when it does not begin a journal.

    Raises:
        MalformedReportError: it should begin one and does not.
    """
    if report.first or not report.lines:
        return None
    record = _parsed(report.lines[0], 0)
    key = base64_of(record.data.get("pub"), KEY_LENGTH)
    if record.event is not EventType.GENESIS or key is None or kid_of(key) != kid_in(report.log):
        raise MalformedReportError("line 0 does not begin this journal")
    return key


def check(report: Report, public_key: bytes, verify: Verify) -> CheckedReport:
    """See that the report holds in itself.

    Raises:
        MalformedReportError, UnsignedReportError: it does not.
    """
    checkpoint = _checkpoint(report, public_key, verify)
    records = tuple(_parsed(line, report.first + i) for i, line in enumerate(report.lines))
    _check_order(report, records)
    for record in records:
        if not verify(public_key, record.signed, record.signature):
            raise UnsignedReportError(f"line {record.seq} is not signed by the journal's key")
    named = frozenset(name for record in records for name in record.blobs)
    if not named.issuperset(report.blobs):
        raise MalformedReportError("a blob that no line of the report names")
    return CheckedReport(report, public_key, records, checkpoint)


def _checkpoint(report: Report, public_key: bytes, verify: Verify) -> Checkpoint:
    try:
        checkpoint = read_checkpoint(report.checkpoint.encode(), public_key, verify)
    except ReceiptRefusedError as refusal:
        if refusal.flaw is ReceiptFlaw.BAD_LOG_SIGNATURE:
            raise UnsignedReportError("the checkpoint is not signed by the journal's key") from None
        raise MalformedReportError(f"no checkpoint: {refusal.detail}") from None
    if checkpoint.log != report.log or checkpoint.size != report.end:
        raise MalformedReportError("the checkpoint is not of these lines")
    return checkpoint


def _parsed(line: bytes, number: int) -> Record:
    try:
        return parse(line)
    except LineRefusedError as refusal:
        raise MalformedReportError(
            f"line {number}: {refusal.flaw.value}: {refusal.detail[:200]}"
        ) from None


def _check_order(report: Report, records: Sequence[Record]) -> None:
    prev = FIRST_PREV if not report.first else None
    for number, record in enumerate(records, report.first):
        begins = record.event is EventType.GENESIS
        if record.log != report.log or record.seq != number or begins != (number == 0):
            raise MalformedReportError(f"line {number} is of another place")
        if prev is not None and record.prev != prev:
            raise MalformedReportError(f"line {number} does not follow the line before")
        prev = hashlib.sha256(record.line).hexdigest()
