"""Texts and personal data that lines name by their SHA-256, each in a file of its own.

Erasing such a file leaves the chain whole: a line holds nothing but the hash.
"""

import contextlib
import enum
import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, Optional, Tuple

from agent.consent.canonical import encode
from agent.consent.storage_errors import JournalRefusedError, told_as_storage_error
from agent.files import read_bounded, replace_durably

LIMIT_BYTES = 256 * 1024
SALT_BYTES = 16
_NAME = re.compile("[0-9a-f]{64}")


class BlobState(enum.Enum):
    """What became of a blob. Only a present one says what the line meant."""

    PRESENT = "present"
    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Blob:
    """A blob as found; `content` is there exactly when `state` is PRESENT."""

    sha256: str
    state: BlobState
    content: Optional[bytes] = None


@dataclass(frozen=True)
class Erased:
    """What erasing did: the blobs that are gone now, and those Windows did not let go."""

    gone: Tuple[str, ...]
    left: Tuple[str, ...]


class Blobs:
    """The blobs of one consent folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds nothing but blobs and is made at the first one."""
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Put the content on disk, exactly; returns its SHA-256 in hexadecimal.

        Raises:
            DiskFullError, JournalRefusedError: it is not kept.
        """
        if len(content) > LIMIT_BYTES:
            raise JournalRefusedError(f"a blob of {len(content)} bytes")
        sha256 = hashlib.sha256(content).hexdigest()
        if self.read(sha256).state is not BlobState.PRESENT:
            with told_as_storage_error(f"blob {sha256}"):
                replace_durably(self._folder / sha256, content)
        return sha256

    def keep_personal(self, fields: Dict[str, str]) -> str:
        """Keep personal data with a random salt, so that its hash does not give it away.

        The content is canonical JSON: `{"data":{...},"salt":"32 hexadecimal digits"}`.

        Raises:
            DiskFullError, JournalRefusedError: it is not kept.
            LineRefusedError: a field is no text that can be written.
        """
        return self.keep(encode({"data": fields, "salt": secrets.token_hex(SALT_BYTES)}))

    def read(self, sha256: str) -> Blob:
        """The blob, or why there is none; content that does not match its name is ALTERED."""
        if not _NAME.fullmatch(sha256):
            return Blob(sha256, BlobState.MISSING)
        try:
            content = read_bounded(self._folder / sha256, LIMIT_BYTES)
        except FileNotFoundError:
            return Blob(sha256, BlobState.MISSING)
        except OSError:
            return Blob(sha256, BlobState.UNREADABLE)
        if hashlib.sha256(content).hexdigest() != sha256:
            return Blob(sha256, BlobState.ALTERED)
        return Blob(sha256, BlobState.PRESENT, content)

    def erase(self, names: Iterable[str]) -> Erased:
        """Delete the blobs of these hashes and look again; a missing one counts as gone."""
        wanted = sorted({name for name in names if _NAME.fullmatch(name)})
        for name in wanted:
            with contextlib.suppress(OSError):
                (self._folder / name).unlink()
        left = tuple(name for name in wanted if self.read(name).state is not BlobState.MISSING)
        return Erased(tuple(name for name in wanted if name not in left), left)
