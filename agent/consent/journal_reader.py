"""All journals of a consent folder as they are now, and how far each can be trusted.

Reading changes no file and waits for nobody.
"""

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Dict, FrozenSet, Optional, Tuple

from agent.consent.heads import Heads
from agent.consent.journal_picture import FolderPicture, Found, JournalPicture, judge, missing
from agent.consent.journal_place import JournalPlace
from agent.consent.journal_reading import Reading, read_journal
from agent.consent.keys import AccountKeys, KnownHead, SigningKey
from agent.consent.origins import Origin, Whereabouts
from agent.consent.receipts_kept import ReceiptsKept
from agent.consent.signed_note import Signer
from agent.consent.storage_errors import ConsentStorageError
from agent.consent.succession import Journal as TrustedJournal
from agent.consent.succession import Trust

# A line that is just being written is not a torn one.
SECOND_LOOK_SECONDS = 0.05
_MINE = (Origin.THIS_ACCOUNT, Origin.UNKNOWN)
_NOT_ASKED: FrozenSet[int] = frozenset()
_Trouble = Optional[ConsentStorageError]


class JournalReader:
    """Reads the folder again and again; only what is new is read and checked each time."""

    def __init__(
        self,
        place: JournalPlace,
        keys: AccountKeys,
        heads: Heads,
        here: Whereabouts,
        desk: Optional[Signer] = None,
        second_look_seconds: float = SECOND_LOOK_SECONDS,
    ) -> None:
        """`desk` is the shop's key for receipts; without it receipts are not looked at.

        A tail that looks torn is looked at again after `second_look_seconds`.
        """
        self._place = place
        self._keys = keys
        self._heads = heads
        self._here = here
        self._receipts = ReceiptsKept(place, desk, keys.ed25519.verify)
        self._second_look_seconds = second_look_seconds
        self._readings: Dict[str, Reading] = {}
        self._set_aside: Dict[Tuple[str, int], TrustedJournal] = {}
        self._mutex = threading.Lock()

    def read(self) -> FolderPicture:
        """The folder now.

        Raises:
            JournalUnreadableError: the folder cannot be read; nothing is allowed then.
        """
        with self._mutex:
            key, trouble = self._present_key()
            kids = self._place.journals()
            pictures = [self._picture(kid, key, trouble) for kid in kids]
            if key is not None and key.kid not in kids:
                known, _ = self._known(key.kid)
                size = known.size if known else None
                pictures.append(missing(key.kid, self._place.log_of_kid(key.kid), size))
            shown = [picture.kid for picture in pictures]
            pictures += [
                missing(o.kid, o.log, o.size, o.time) for o in self._receipts.orphans(shown)
            ]
            aside = self._place.set_aside()
            corrupt = tuple(self._corrupt(path) for path in aside if ".corrupt-" in path.name)
            return FolderPicture(tuple(pictures), aside, corrupt)

    def _present_key(self) -> "Tuple[Optional[SigningKey], _Trouble]":
        try:
            return self._keys.current(), None
        except ConsentStorageError as error:
            return None, error

    def _picture(self, kid: str, key: Optional[SigningKey], trouble: _Trouble) -> JournalPicture:
        origin = self._here.origin_of(self._place.folder, kid)
        is_own = key is not None and key.kid == kid
        known = None
        if is_own or origin in _MINE:
            known, head_trouble = self._known(kid)
            trouble = trouble or head_trouble
        else:
            trouble = None
        log = self._place.log_of_kid(kid)
        is_lost = key is None and not trouble and origin is Origin.THIS_ACCOUNT
        try:
            reading, known = self._read(kid, known)
        except (ConsentStorageError, FileNotFoundError) as error:
            return judge(Found(kid, log, None, origin, trouble=str(error)))
        receipt_size = self._receipts.size_of_lost(kid, reading)
        found = Found(kid, log, reading, origin, is_own, known, receipt_size, is_lost)
        if trouble is not None:
            found = replace(found, trouble=trouble.detail, trouble_sentence=trouble.sentence)
        return judge(found)

    def _known(self, kid: str) -> Tuple[Optional[KnownHead], _Trouble]:
        try:
            return self._heads.known(kid), None
        except ConsentStorageError as error:
            return None, error

    def _read(self, kid: str, known: Optional[KnownHead]) -> Tuple[Reading, Optional[KnownHead]]:
        """The journal and the head it is held against.

        A head in memory that is not there may be older than what another program of this account
        has dealt with: then the stored one counts.
        """
        reading = self._read_marked(kid, known)
        if known is not None and not reading.has(known):
            known = self._heads.stored(kid)
            reading = self._read_marked(kid, known)
        return reading, known

    def _read_marked(self, kid: str, known: Optional[KnownHead]) -> Reading:
        sizes = {size for size, _ in self._place.receipts(kid)}
        asked = frozenset(sizes | ({known.size} if known else set()))
        reading = self._read_once(kid, asked)
        if (reading.torn and not reading.unended) or not reading.lines:
            time.sleep(self._second_look_seconds)
            reading = self._read_once(kid, asked)
        return reading

    def _read_once(self, kid: str, asked: FrozenSet[int]) -> Reading:
        before = self._readings.pop(kid, None)
        path, verify = self._place.journal(kid), self._keys.ed25519.verify
        self._readings[kid] = read_journal(path, verify, asked, before)
        return self._readings[kid]

    def _corrupt(self, path: Path) -> TrustedJournal:
        """A journal that was set aside: its lines up to the bad one, and no trust at all."""
        try:
            stamp = path.stat().st_mtime_ns
            if (path.name, stamp) not in self._set_aside:
                reading = read_journal(path, self._keys.ed25519.verify, _NOT_ASKED)
                self._set_aside[path.name, stamp] = self._doubtful(path, reading)
            return self._set_aside[path.name, stamp]
        except (OSError, ConsentStorageError):
            return TrustedJournal((), Trust.DOUBTFUL)

    def _doubtful(self, path: Path, reading: Reading) -> TrustedJournal:
        kid = path.name[len("journal-") :][:16]
        is_ours = reading.head is not None and reading.head.log == self._place.log_of_kid(kid)
        records = tuple(reading.records) if is_ours else ()
        return TrustedJournal(records, Trust.DOUBTFUL, reading.changed)
