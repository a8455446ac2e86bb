"""Where the files of the consent folder lie and what they are called.

The names are the contract's (journal.md); only `key.lock` and `origin-<kid>` are ours.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Iterator, List, Tuple

from agent.consent.log_name import log_of
from agent.consent.storage_errors import JournalUnreadableError, told_as_storage_error

_JOURNAL = re.compile(r"journal-([0-9a-f]{16})\.jsonl")
_SET_ASIDE = re.compile(r"journal-[0-9a-f]{16}\.jsonl\.(?:torn|corrupt)-[0-9A-Za-z-]+")
_CORRUPT = re.compile(r"journal-([0-9a-f]{16})\.jsonl\.corrupt-[0-9A-Za-z-]+")
_RECEIPT = re.compile(r"receipt-([0-9a-f]{16})-([1-9][0-9]{0,15})\.txt")


@dataclass(frozen=True)
class JournalPlace:
    """A consent folder, the shop's domain, and the program's `<name> <version>`."""

    folder: Path
    domain: str
    app: str

    @property
    def blobs(self) -> Path:
        """The folder of texts and personal data."""
        return self.folder / "blobs"

    @property
    def key_lock(self) -> Path:
        """Held while a journal is begun: there is one new key at a time."""
        return self.folder / "key.lock"

    def log(self, public_key: bytes) -> str:
        """The name of the journal that a key signs for this shop."""
        return log_of(self.domain, public_key)

    def log_of_kid(self, kid: str) -> str:
        """The name of the journal of the key with this short name."""
        return f"{self.domain}/consent/{kid}"

    def journal(self, kid: str) -> Path:
        """The journal itself, never locked."""
        return self.folder / f"journal-{kid}.jsonl"

    def lock(self, kid: str) -> Path:
        """Held while the journal is written on."""
        return self.folder / f"journal-{kid}.jsonl.lock"

    def receipt(self, kid: str, size: int) -> Path:
        """The desk's receipt for the journal's first `size` lines."""
        return self.folder / f"receipt-{kid}-{size}.txt"

    def journals(self) -> Tuple[str, ...]:
        """The short names of the keys whose journals are here, sorted.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        return tuple(found[1] for found in self._named(_JOURNAL))

    def receipted(self) -> Tuple[str, ...]:
        """The short names of the keys for whose journals there are receipts, sorted.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        return tuple(sorted({found[1] for found in self._named(_RECEIPT)}))

    def receipts(self, kid: str) -> Tuple[Tuple[int, Path], ...]:
        """The receipts of a journal, the one for most lines last: number of lines and file.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        sizes = sorted(int(found[2]) for found in self._named(_RECEIPT) if found[1] == kid)
        return tuple((size, self.receipt(kid, size)) for size in sizes)

    def set_aside(self) -> Tuple[Path, ...]:
        """What recovery put out of the way, sorted by name.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        return tuple(self.folder / found[0] for found in self._named(_SET_ASIDE))

    def corrupt(self, kid: str) -> Tuple[Path, ...]:
        """The journals of this key that were set aside as corrupt, the newest last.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        return tuple(self.folder / f[0] for f in self._named(_CORRUPT) if f[1] == kid)

    def set_corrupt_aside(self, kid: str, now: datetime) -> None:
        """Rename a journal that cannot be written on any more; it is never deleted.

        Raises:
            JournalRefusedError: Windows refused, or another program has it open.
        """
        path = self.journal(kid)
        name = f"{path.name}.corrupt-{now:%Y%m%dT%H%M%SZ}"
        with told_as_storage_error(path.name):
            path.rename(next(free for free in _numbered(path.with_name(name)) if not free.exists()))

    def _named(self, pattern: "re.Pattern[str]") -> List["re.Match[str]"]:
        try:
            names = sorted(entry.name for entry in self.folder.iterdir())
        except FileNotFoundError:
            names = []
        except OSError as error:
            raise JournalUnreadableError(f"{self.folder.name}: {error}") from error
        return [found for found in map(pattern.fullmatch, names) if found]


def _numbered(path: Path) -> Iterator[Path]:
    """The path itself, then with -2, -3 and so on after it."""
    yield path
    for number in range(2, 10_000):
        yield path.with_name(f"{path.name}-{number}")
