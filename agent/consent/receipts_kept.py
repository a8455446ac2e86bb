"""What the desk's receipts in the folder say of journals that are shorter, rewritten or gone."""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Collection, Iterator, Optional, Tuple

from agent.consent.journal_place import JournalPlace
from agent.consent.journal_reading import Reading
from agent.consent.log_name import Verify
from agent.consent.receipt import check_receipt, read_orphan
from agent.consent.refusals import ReceiptFlaw, ReceiptRefusedError
from agent.consent.signed_note import NOTE_LIMIT, Signer
from agent.files import read_bounded

_LOST = (ReceiptFlaw.TAIL_DELETED, ReceiptFlaw.HISTORY_REWRITTEN)


@dataclass(frozen=True)
class Orphan:
    """A journal that the desk has seen and that is not there: so many lines, at that time."""

    kid: str
    log: str
    size: int
    time: datetime


class ReceiptsKept:
    """The receipts of one folder. Without the desk's key they say nothing.

    A receipt that is none is passed over: it must not hide an older one that holds.
    """

    def __init__(self, place: JournalPlace, desk: Optional[Signer], verify: Verify) -> None:
        self._place, self._desk, self._verify = place, desk, verify

    def size_of_lost(self, kid: str, reading: Reading) -> Optional[int]:
        """How many lines the newest receipt speaks of, when they are not there as it says.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        head, desk = reading.head, self._desk
        if desk is None or head is None:
            return None
        roots = {size: mark.root for size, mark in reading.marks.items()}
        for size, data in self._newest_first(kid):
            report = check_receipt(
                data, head.log, head.public_key, desk, self._verify, head.size, roots
            )
            if report.size == size and (report.flaw is None or report.flaw in _LOST):
                return None if report.flaw is None else size
        return None

    def orphans(self, kids: Collection[str]) -> Iterator[Orphan]:
        """The journals besides these that the desk has seen.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        for kid in self._place.receipted():
            orphan = self._orphan(kid) if kid not in kids else None
            if orphan is not None:
                yield orphan

    def _orphan(self, kid: str) -> Optional[Orphan]:
        desk, log = self._desk, self._place.log_of_kid(kid)
        if desk is None:
            return None
        for _, data in self._newest_first(kid):
            with contextlib.suppress(ReceiptRefusedError):
                receipt = read_orphan(data, log, desk, self._verify)
                return Orphan(kid, log, receipt.checkpoint.size, receipt.time)
        return None

    def _newest_first(self, kid: str) -> Iterator[Tuple[int, bytes]]:
        for size, path in reversed(self._place.receipts(kid)):
            data = read_receipt(path)
            if data is not None:
                yield size, data


def read_receipt(path: Path) -> Optional[bytes]:
    """The bytes of a receipt; None when it cannot be read, or is too long for one."""
    try:
        return read_bounded(path, NOTE_LIMIT)
    except OSError:
        return None
