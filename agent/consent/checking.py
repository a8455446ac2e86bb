"""Checks everything in a consent folder from the first byte on, and changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

from agent.consent.blobs import Blobs, BlobState
from agent.consent.chain import Head
from agent.consent.journal_file import Use, opened
from agent.consent.journal_picture import JournalPicture, JournalState
from agent.consent.journal_place import JournalPlace
from agent.consent.journal_reader import JournalReader
from agent.consent.journal_reading import Reading, read_journal
from agent.consent.keys import AccountKeys
from agent.consent.log_name import Verify
from agent.consent.receipt import ReceiptReport, check_receipt, claimed_size
from agent.consent.receipts_kept import read_receipt
from agent.consent.record import parse
from agent.consent.refusals import ReceiptFlaw
from agent.consent.saved_proofs import damaged_journals, unsaved_journals
from agent.consent.signed_note import Signer
from agent.consent.storage_errors import ConsentStorageError, JournalUnreadableError
from agent.consent.succession import Trust

_CHANGED = "content_changed"
_NOT_AS_NAMED = (BlobState.ALTERED, BlobState.UNREADABLE)


@dataclass(frozen=True)
class CheckedJournal:
    """One journal: how many good lines, the first bad one (from 0), and what is wrong."""

    log: str
    lines: int
    first_bad: Optional[int]
    why: str

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.first_bad is None and not self.why


@dataclass(frozen=True)
class CheckedReceipt:
    """One receipt: for how many lines, when the desk signed (aware), and what is wrong."""

    size: Optional[int]
    time: Optional[datetime]
    why: str

    @property
    def ok(self) -> bool:
        """Whether it holds for its journal."""
        return not self.why


@dataclass(frozen=True)
class CheckedFolder:
    """Everything that was looked at."""

    journals: Tuple[CheckedJournal, ...]
    receipts: Tuple[CheckedReceipt, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written. An empty folder holds nothing that is not."""
        return all(j.ok for j in self.journals) and all(r.ok for r in self.receipts)


class Checking:
    """Checks one folder. `desk` is the shop's key for receipts, None while it has none."""

    def __init__(
        self, place: JournalPlace, keys: AccountKeys, reader: JournalReader, desk: Optional[Signer]
    ) -> None:
        self._place, self._keys, self._reader, self._desk = place, keys, reader, desk
        self._verify: Verify = keys.ed25519.verify

    def check(self) -> CheckedFolder:
        """Look at every line, receipt and blob, and at what was set aside.

        Raises:
            JournalRefusedError: the folder, or a journal that was readable, cannot be read.
        """
        altered = self._altered_blobs()
        pictures = self._reader.read().journals
        journals = [self._journal(picture, altered) for picture in pictures]
        journals += [self._set_aside(path) for path in self._unsaved()]
        journals += self._unnamed(altered, journals)
        receipts = [r for kid in self._kids(pictures) for r in self._receipts(kid)]
        return CheckedFolder(tuple(journals), tuple(receipts))

    def _kids(self, pictures: Sequence[JournalPicture]) -> Tuple[str, ...]:
        """Every journal that is there, should be there, or has a receipt."""
        kids = {picture.kid for picture in pictures}
        return tuple(sorted(kids.union(self._place.receipted())))

    def _journal(self, picture: JournalPicture, altered: List[str]) -> CheckedJournal:
        log, lines, why = picture.log, picture.lines, picture.why
        if not _is_whole(picture):
            bad = self._first_bad(picture)
            return CheckedJournal(log, lines, lines if bad is None else bad, why)
        swapped = self._first_line_naming(picture.kid, altered)
        if swapped is not None:
            return CheckedJournal(log, lines, swapped, f"{_CHANGED}: a text is not what it was")
        return CheckedJournal(log, lines, None, "")

    def _unnamed(
        self, altered: List[str], journals: Sequence[CheckedJournal]
    ) -> List[CheckedJournal]:
        """A changed text counts too when no whole journal names it."""
        if not altered or any(journal.why.startswith(_CHANGED) for journal in journals):
            return []
        return [CheckedJournal(self._place.blobs.name, 0, None, f"{_CHANGED}: {altered[0]}")]

    def _first_bad(self, picture: JournalPicture) -> Optional[int]:
        if picture.first_bad is not None:
            return picture.first_bad
        if picture.state is JournalState.ROLLBACK and picture.lines:
            return None if picture.known_size is None else min(picture.known_size, picture.lines)
        return picture.lines

    def _set_aside(self, path: Path) -> CheckedJournal:
        log = self._place.log_of_kid(path.name[len("journal-") :][:16])
        why = f"set aside as {path.name}; no proof of it is saved"
        try:
            reading = read_journal(path, self._verify, frozenset())
        except (ConsentStorageError, FileNotFoundError) as error:
            return CheckedJournal(log, 0, 0, f"{why}: {error}")
        bad = reading.lines if reading.bad is None else reading.bad.index
        return CheckedJournal(log, reading.lines, bad, why)

    def _unsaved(self) -> Tuple[Path, ...]:
        """Those set aside of which no proof is known to be saved."""
        try:
            return unsaved_journals(self._place, self._keys)
        except ConsentStorageError:
            return damaged_journals(self._place)

    def _altered_blobs(self) -> List[str]:
        """Those that are not what their name says, or cannot be held against it."""
        blobs, folder = Blobs(self._place.blobs), self._place.blobs
        try:
            names = sorted(path.name for path in folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise JournalUnreadableError(f"{folder.name}: {error}") from error
        return [name for name in names if blobs.read(name).state in _NOT_AS_NAMED]

    def _first_line_naming(self, kid: str, altered: List[str]) -> Optional[int]:
        if not altered:
            return None
        with opened(self._place.journal(kid), Use.READ) as file:
            lines = enumerate(file.lines())
            return next((i for i, line in lines if parse(line).blobs.intersection(altered)), None)

    def _receipts(self, kid: str) -> List[CheckedReceipt]:
        found = [(path, read_receipt(path)) for _, path in self._place.receipts(kid)]
        sizes = {path: claimed_size(data) for path, data in found if data is not None}
        asked = frozenset(size for size in sizes.values() if size is not None)
        try:
            reading = read_journal(self._place.journal(kid), self._verify, asked)
        except (ConsentStorageError, FileNotFoundError):
            return [
                CheckedReceipt(sizes.get(path), None, "its journal is gone") for path, _ in found
            ]
        return [self._receipt(data, reading) for _, data in found]

    def _receipt(self, data: Optional[bytes], reading: Reading) -> CheckedReceipt:
        if data is None:
            return CheckedReceipt(None, None, "it cannot be read")
        if self._desk is None:
            return CheckedReceipt(claimed_size(data), None, "this shop has no key to check it with")
        if reading.head is None:
            return CheckedReceipt(claimed_size(data), None, "its journal is bad")
        return _told(self._held(data, reading, reading.head))

    def _held(self, data: bytes, reading: Reading, head: Head) -> ReceiptReport:
        roots: Dict[int, bytes] = {size: mark.root for size, mark in reading.marks.items()}
        desk = self._desk
        if desk is None:
            return ReceiptReport(None, None, ReceiptFlaw.MALFORMED)
        return check_receipt(data, head.log, head.public_key, desk, self._verify, head.size, roots)


def _told(report: ReceiptReport) -> CheckedReceipt:
    why = "" if report.flaw is None else f"{report.flaw.value}: {report.detail}"
    return CheckedReceipt(report.size, report.time, why)


def _is_whole(picture: JournalPicture) -> bool:
    """Whether every line there ever was is there, or its loss is told in the journal itself.

    Of a foreign journal whose lines are not those its name says, none was taken.
    """
    if picture.state is JournalState.FOREIGN:
        return bool(picture.journal.records) and picture.first_bad is None
    if picture.state is JournalState.ROLLBACK:
        return picture.journal.trust is Trust.SOUND
    return picture.state is JournalState.OK
