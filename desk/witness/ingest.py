"""Take a report: check it, keep it, countersign it, in one transaction, exactly once per size."""

import base64
import enum
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from agent.consent.canonical import Json
from agent.consent.chain import follow_record
from agent.consent.checkpoint import checkpoint_of, parse_checkpoint
from agent.consent.event_data import EventType
from agent.consent.receipt import countersign
from agent.consent.refusals import LineRefusedError
from agent.consent.signed_note import parse_note
from agent.consent.time_limits import TimeLimits
from desk.ed25519 import verify
from desk.store import blobs, flags, forks, lines, logs, own_log, receipts
from desk.store.database import Store
from desk.store.flags import FlagKind
from desk.store.forgetting import is_retired
from desk.store.forks import Fork, Kept
from desk.store.logs import HeldLog
from desk.witness.derived import NewLines, columns
from desk.witness.foreseen import Foreseen, foresee
from desk.witness.quota import Quota, taken_by
from desk.witness.refusals import JournalRetiredError, MalformedReportError, UnsignedReportError
from desk.witness.report import CheckedReport, Report, check, genesis_key

Clock = Callable[[], int]
"""Unix milliseconds now."""

_BELLS = {
    EventType.REPORT_SENT,
    EventType.SESSION_UNEXPECTED,
    EventType.ROLLBACK_DETECTED,
    EventType.WITHDRAWN,
}


_MOST_KEYS = 50_000


class Why(enum.Enum):
    """In what the desk and a journal differ."""

    BEHIND = "behind"
    AHEAD = "ahead"
    FORK = "fork"


@dataclass(frozen=True)
class Receipted:
    """The report is kept: its receipt, how many lines the desk holds, and whether to ring."""

    receipt: bytes
    known_size: int
    rings: bool = False


@dataclass(frozen=True)
class Conflict:
    """The desk holds more, less or something else; `known_size` is how many lines."""

    known_size: int
    why: Why
    rings: bool = False


Taken = Receipted | Conflict


class Witness:
    """Checks and countersigns. Safe to use from several threads and processes."""

    def __init__(self, store: Store, quota: Quota, limits: TimeLimits, clock: Clock) -> None:
        self._store = store
        self._quota = quota
        self._key = quota.key
        self._limits = limits
        self._clock = clock
        self._keys: dict[str, bytes] = {}

    def take(self, report: Report) -> Taken:
        """Keep a report and give its receipt; the same report again gives the same receipt.

        Raises what `checked` and `keep` raise.
        """
        checked = self.checked(report)
        return checked if isinstance(checked, Conflict) else self.keep(checked)

    def checked(self, report: Report) -> CheckedReport | Conflict:
        """The report, once it is known that the journal's key signed all of it.

        Raises:
            MalformedReportError, UnsignedReportError: it is not what it should be.
            StoreUnavailableError: the store does not answer.
        """
        public_key = genesis_key(report) or self._known_key(report.log)
        if public_key is None:
            return Conflict(0, Why.BEHIND)
        return check(report, public_key, verify)

    def keep(self, checked: CheckedReport, address: str = "") -> Taken:
        """Keep a report that was checked; the receipt is on disk before it is returned.

        `address` is where it came from: new journals are counted by it.

        Raises:
            QuotaReachedError: it is too much; nothing of it was kept.
            MalformedReportError, UnsignedReportError: it does not fit what is held.
            StoreUnavailableError: nothing of it was kept.
        """
        foreseen = foresee(self._store, checked, self._clock(), self._limits)
        with self._store.writing() as connection:
            return self._taken(connection, checked, address, foreseen)

    def _known_key(self, log: str) -> bytes | None:
        """A journal's key never changes, so that it need not be asked for twice."""
        if log not in self._keys:
            with self._store.reading() as connection:
                key = logs.public_key_of(connection, log)
            if key is None:
                return None
            if len(self._keys) >= _MOST_KEYS:
                self._keys.clear()
            self._keys[log] = key
            return key
        return self._keys.get(log)

    def _taken(
        self,
        connection: Connection,
        checked: CheckedReport,
        address: str = "",
        foreseen: Foreseen | None = None,
    ) -> Taken:
        report, now = checked.report, self._clock()
        held = logs.lock(connection, report.log)
        if held is None:
            if report.first:
                return Conflict(0, Why.BEHIND)
            if is_retired(connection, report.log):
                # Its receipts are gone: another root could be signed for a size they were of.
                raise JournalRetiredError("this journal was deleted")
            held = logs.make_known(connection, report.log, checked.public_key, now)
            if not held.size:
                self._quota.let_in(connection, checked, address, now)
        if held.public_key != checked.public_key:
            raise UnsignedReportError("another key has this journal's name")
        if report.first > held.size:
            return Conflict(held.size, Why.BEHIND)
        if not _agrees(connection, held, checked):
            return self._forked(connection, held, checked, now)
        if report.end <= held.size:
            return self._repeated(connection, held, checked, now)
        return self._grown(connection, held, checked, now, foreseen)

    def _grown(
        self,
        connection: Connection,
        held: HeldLog,
        checked: CheckedReport,
        now: int,
        foreseen: Foreseen | None,
    ) -> Receipted:
        report = checked.report
        records = checked.records[held.size - report.first :]
        head = held.head
        try:
            for record in records:
                # The signatures have been checked outside the lock.
                head = follow_record(head, record, lambda _key, _message, _signature: True).head
        except LineRefusedError as refusal:
            raise MalformedReportError(f"a line does not follow: {refusal.flaw.value}") from None
        if head is None or checkpoint_of(head) != checked.checkpoint:
            raise MalformedReportError("the checkpoint's root is not over exactly these lines")
        lines.add(connection, held.id, records)
        named = frozenset(name for record in records for name in record.blobs)
        kept = {n: c for n, c in report.blobs.items() if n in named or not held.forgotten}
        contents = [record.line for record in records]
        contents += blobs.keep(connection, held.id, kept, now)
        new = NewLines(records, report.blobs, head, now, foreseen)
        derived = columns(connection, held, new, self._limits)
        receipt = self._countersigned(report.checkpoint, now)
        receipts.keep(connection, held.id, head.size, receipt, now)
        self._quota.count(connection, held, taken_by(*contents, receipt), now)
        derived["revision"] = self._told(connection, "desk.receipt", checked, now)
        logs.grow(connection, held, head, derived)
        rings = held.head is None or any(record.event in _BELLS for record in records)
        return Receipted(receipt, head.size, rings)

    def _countersigned(self, checkpoint: str, now: int) -> bytes:
        return countersign(checkpoint, self._key.signer, now // 1000, self._key.sign).encode()

    def _repeated(
        self, connection: Connection, held: HeldLog, checked: CheckedReport, now: int
    ) -> Taken:
        """Every line is held already."""
        report = checked.report
        receipt = receipts.for_size(connection, held.id, report.end)
        if receipt is None:
            self._quota.count(connection, held, taken_by(), now)
            self._flag(connection, held, checked, FlagKind.ROLLBACK, now)
            return Conflict(held.size, Why.AHEAD, rings=True)
        if parse_checkpoint(parse_note(receipt)) != checked.checkpoint:
            return self._forked(connection, held, checked, now)
        if not held.forgotten:
            kept = blobs.keep(connection, held.id, report.blobs, now)
            if kept:
                self._quota.count(connection, held, taken_by(*kept), now)
        return Receipted(receipt, held.size)

    def _forked(
        self, connection: Connection, held: HeldLog, checked: CheckedReport, now: int
    ) -> Conflict:
        report = checked.report
        other = Fork(report.first, report.lines, report.checkpoint.encode(), now)
        kept = forks.keep(connection, held.id, other)
        if kept is Kept.KNOWN:
            return Conflict(held.size, Why.FORK)
        if kept is Kept.NEW:
            # Evidence is kept in any case: there are no more than so many.
            self._quota.note(connection, held, taken_by(*other.lines, other.checkpoint), now)
        else:
            self._quota.count(connection, held, taken_by(), now)
        self._flag(connection, held, checked, FlagKind.FORK, now)
        return Conflict(held.size, Why.FORK, rings=True)

    def _flag(
        self,
        connection: Connection,
        held: HeldLog,
        checked: CheckedReport,
        kind: FlagKind,
        now: int,
    ) -> None:
        flags.raise_flag(connection, held.id, kind, now)
        revision = self._told(connection, f"desk.{kind.value}", checked, now)
        logs.change(connection, held.id, revision=revision)

    def _told(self, connection: Connection, kind: str, checked: CheckedReport, now: int) -> int:
        """Write it into the desk's own journal; returns the new revision."""
        root = base64.b64encode(checked.checkpoint.root).decode()
        what: dict[str, Json] = {
            "log": checked.report.log,
            "size": checked.report.end,
            "root": root,
        }
        return own_log.write(connection, self._key, now, kind, {**what, "time": now // 1000})


def _agrees(connection: Connection, held: HeldLog, checked: CheckedReport) -> bool:
    """Whether the report's lines are those that are held, as far as both go."""
    report = checked.report
    if held.head is None or not report.lines:
        return True
    if report.first == held.size:
        return checked.records[0].prev == held.head.line_hash
    end = min(held.size, report.end)
    known = lines.between(connection, held.id, report.first, end)
    return known == list(report.lines[: end - report.first])
