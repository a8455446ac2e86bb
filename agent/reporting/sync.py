"""One round of reporting: what the desk lacks of this account's journals, and its receipts.

Nothing is kept about the round itself. What the desk holds is what its newest receipt on disk says;
a program killed at any step sends the same lines again and gets the same receipt.
"""

import base64
import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import Callable, Dict, List, Optional, Set, Tuple, Union

from agent.consent.blobs import Blobs
from agent.consent.canonical import Json
from agent.consent.checkpoint import sign_checkpoint
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.field_shapes import moment_text
from agent.consent.journal import Journal
from agent.consent.keys import AccountKeys, SigningKey
from agent.consent.receipt import Receipt
from agent.consent.refusals import ReceiptRefusedError
from agent.reporting.acknowledged import Acknowledged
from agent.reporting.answers import Answer, Conflict, Disagreement, NotNow, Received
from agent.reporting.desk import Desk
from agent.reporting.repairing import Repair, Repairing
from agent.reporting.synced import Reached, Synced
from agent.reporting.unsent import Tail, Tails
from agent.reporting.wire import Report, next_report

# An honest desk needs one correction or two.
_MOST_CORRECTIONS = 5
# A new year can begin a journal while its predecessor is acknowledged.
_ROUNDS = 3

_Step = Union[Synced, int, None]
"""The end of a round, or the number of the line to send from, or None for what is unsent."""

_AFTER = {
    Repair.FORKED: Reached.FORKED,
    Repair.NOTHING_MORE: Reached.REFUSED,
    Repair.CONTRADICTION: Reached.UNTRUSTED,
    Repair.NO_ANSWER: Reached.NOT_NOW,
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SyncParts:
    """What a round needs."""

    journal: Journal
    keys: AccountKeys
    blobs: Blobs
    receipts: Acknowledged
    client: Desk
    seconds: Callable[[], int]


class Sync:
    """Brings the desk up to date. One round at a time; other programs may run theirs beside."""

    def __init__(self, parts: SyncParts) -> None:
        self._journal, self._keys, self._blobs = parts.journal, parts.keys, parts.blobs
        self._receipts, self._client = parts.receipts, parts.client
        self._place, self._ed25519 = parts.receipts.place, parts.keys.ed25519
        self._compared: Set[str] = set()
        self._tails = Tails(self._place, self._ed25519.verify)
        self._repairing = Repairing(parts.client, parts.journal, self._ed25519, parts.seconds)

    def prepare(self, fields: Dict[str, str]) -> None:
        """Write what the next report says of this computer.

        Lines that a journal put back to an older state lacks are asked back before.

        Raises:
            ConsentStorageError: it is not written.
        """
        key = self._keys.current()
        if key is not None:
            self._mend(key, self._standing(key)[1])
        sha256 = self._blobs.keep_personal(fields)
        self._journal.append(Draft(EventType.REPORT_SENT, {"fields_sha256": sha256}))

    def look(self) -> Synced:
        """What the desk has signed for, without asking it.

        Raises:
            ConsentStorageError: key or journal cannot be read.
        """
        key = self._keys.current()
        if key is None:
            return Synced(Reached.NOTHING)
        receipt, tail = self._standing(key)
        is_sent = _holds(receipt, tail) and not tail.has_unsent
        return Synced(_quiet(receipt) if is_sent else Reached.UNSENT, receipt)

    def run(self) -> Synced:
        """Send what the desk lacks, the oldest journal first.

        Raises:
            ConsentStorageError: key or journal cannot be read or written; nothing is lost.
        """
        synced = Synced(Reached.NOTHING)
        for _ in range(_ROUNDS):
            key = self._keys.current()
            if key is None:
                return synced
            if not all(self._bring_old(old) for old in self._older(key)):
                return Synced(Reached.NOT_NOW, why="an older journal could not be sent")
            synced = self._bring(key)
            if synced.reached is not Reached.UP_TO_DATE or self._note(key, synced.receipt):
                break
        return synced

    def _standing(self, key: SigningKey) -> Tuple[Optional[Receipt], Tail]:
        """The newest receipt for a key's journal, and the lines it does not cover."""
        receipt = self._receipts.newest(key.kid, key.public)
        return receipt, self._tails.read(key.kid, receipt.checkpoint.size if receipt else 0)

    def _older(self, key: SigningKey) -> List[SigningKey]:
        """The keys of earlier journals that the desk may lack lines of, the oldest first."""
        found = [self._keys.old(kid) for kid in self._tails.earlier(key.kid)]
        return [old for old in reversed(found) if old is not None]

    def _bring_old(self, key: SigningKey) -> bool:
        """Whether an older journal is done with; one the desk will not take is left behind."""
        synced = self._bring(key)
        if synced.reached is Reached.UP_TO_DATE:
            self._keys.forget(key.kid)
        elif synced.reached is not Reached.NOT_NOW:
            _log.warning("the older journal %s: %s", key.kid, synced)
        return synced.reached is not Reached.NOT_NOW

    def _bring(self, key: SigningKey) -> Synced:
        """Send what the desk lacks of one journal."""
        start: Optional[int] = None
        for _ in range(_MOST_CORRECTIONS):
            receipt, tail = self._standing(key)
            if not _holds(receipt, tail):
                mended = self._repair(key, self._tails.read(key.kid, 0), _size(receipt))
            else:
                if self._mend(key, tail):
                    continue
                if start is None and not tail.has_unsent:
                    return Synced(_quiet(receipt), receipt)
                mended = self._send(
                    key, tail if start is None else self._tails.read(key.kid, start)
                )
            if isinstance(mended, Synced):
                return replace(mended, receipt=receipt)
            start = mended
        return Synced(Reached.REFUSED, receipt, "the desk contradicts itself")

    def _send(self, key: SigningKey, tail: Tail) -> _Step:
        """Send lines, in as many reports as they need."""
        links, known_size = tail.links, 0
        while links:
            report = next_report(links, self._blob)
            checkpoint = sign_checkpoint(report.head, partial(self._ed25519.sign, key.seed))
            answer = self._client.send(report.body(checkpoint))
            if not isinstance(answer, Received):
                return self._disagreed(key, tail, report, answer)
            try:
                receipt = self._receipts.check(answer.receipt, report.head)
            except ReceiptRefusedError as refusal:
                return Synced(Reached.UNTRUSTED, why=str(refusal))
            self._receipts.keep(receipt, answer.receipt)
            links, known_size = links[len(report.lines) :], answer.known_size
        if known_size > tail.size:
            self._repair(key, self._tails.read(key.kid, tail.size), known_size)
        return None

    def _disagreed(self, key: SigningKey, tail: Tail, report: Report, answer: Answer) -> _Step:
        if isinstance(answer, NotNow):
            return Synced(Reached.NOT_NOW, why=answer.why, seconds=answer.seconds)
        if isinstance(answer, Conflict) and answer.why is not Disagreement.BEHIND:
            return self._repair(key, tail, answer.known_size)
        if isinstance(answer, Conflict) and answer.known_size < report.start:
            return answer.known_size
        return Synced(Reached.REFUSED, why=str(answer))

    def _mend(self, key: SigningKey, tail: Tail) -> bool:
        """Whether lines came back that an older copy of the journal does not have.

        The desk is asked when this account remembers more, and once a run in any case: what it
        remembers may have been put back to an older state as well.
        """
        if key != self._keys.current() or not (tail.before or self._remembers_more(key, tail)):
            return False
        if key.kid in self._compared and not self._remembers_more(key, tail):
            return False
        repair = self._repairing.repair(key, self._place.log(key.public), tail)
        if repair is not Repair.NO_ANSWER:
            self._compared.add(key.kid)
        return repair is Repair.MENDED

    def _remembers_more(self, key: SigningKey, tail: Tail) -> bool:
        known = self._journal.heads.stored(key.kid)
        return known is not None and known.size > tail.size

    def _repair(self, key: SigningKey, tail: Tail, known_size: int) -> _Step:
        """Lines asked back; nothing to return when they are there again."""
        repair = self._repairing.repair(key, self._place.log(key.public), tail)
        _log.warning("%s of %d lines is asked back: %s", key.kid, known_size, repair.value)
        is_untold = key == self._keys.current() and not tail.tells_of_loss(known_size)
        if repair is Repair.FORKED and is_untold:
            self._journal.tell_rollback(known_size, tail.size)
        return None if repair is Repair.MENDED else Synced(_AFTER[repair], why=repair.value)

    def _note(self, key: SigningKey, receipt: Optional[Receipt]) -> bool:
        """Have it in the journal that the desk has signed; whether that needs no other round."""
        tail = self._standing(key)[1]
        if receipt is None or tail.acknowledges(receipt.checkpoint.size):
            return True
        said = receipt.checkpoint
        data: Dict[str, Json] = {
            "size": said.size,
            "root": base64.b64encode(said.root).decode(),
            "time": moment_text(receipt.time),
        }
        self._journal.append(Draft(EventType.REPORT_ACKED, data))
        return self._keys.current() == key

    def _blob(self, sha256: str) -> Optional[bytes]:
        """A content as it was named; one that was erased or altered is not sent."""
        return self._blobs.read(sha256).content


def _size(receipt: Optional[Receipt]) -> int:
    return receipt.checkpoint.size if receipt else 0


def _holds(receipt: Optional[Receipt], tail: Tail) -> bool:
    """Whether the journal still has the lines that the desk has signed for."""
    if receipt is None:
        return True
    return tail.before is not None and tail.before.tree.root() == receipt.checkpoint.root


def _quiet(receipt: Optional[Receipt]) -> Reached:
    return Reached.NOTHING if receipt is None else Reached.UP_TO_DATE
