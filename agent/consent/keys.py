"""The key an account signs its journal with, and the last line it remembers having written.

Both lie in the account's credential store, one entry per data folder: copying the folder copies
neither, so an older journal or another computer's is noticed.
"""

import hashlib
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from agent.consent.key_store import Entry, KeyStore
from agent.consent.log_name import kid_of
from agent.consent.signing import Ed25519

SEED_BYTES = 32
_SEED = re.compile("[0-9a-f]{64}")
_HEAD = re.compile("([1-9][0-9]{0,15}):([0-9a-f]{64})")


@dataclass(frozen=True)
class KnownHead:
    """How many lines a journal had, and the SHA-256 of the last one without its line end."""

    size: int
    line_sha256: str


@dataclass(frozen=True)
class SigningKey:
    """A private key and what everybody may know of it."""

    seed: bytes = field(repr=False)
    public: bytes
    kid: str


class AccountKeys:
    """This account's key for one data folder.

    A new key is first `coming` and becomes `current` once its journal has begun, so that a
    program killed in between finds out where it was.

    Every call raises what `KeyStore` raises.
    """

    def __init__(self, store: KeyStore, identifier: str, folder: Path, ed25519: Ed25519) -> None:
        """`identifier` is the brand's name inside Windows, `folder` holds the journals."""
        # Not `resolve`: what it says can change once the folder is there, and fails on some drives.
        path = os.path.normcase(os.path.normpath(folder.absolute()))
        place = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._prefix = f"coupdemain/{identifier}/consent/{place}"
        self._store = store
        self.ed25519 = ed25519

    def current(self) -> Optional[SigningKey]:
        """The key in use; None when there never was one, or when it is lost."""
        return self._read("key")

    def coming(self) -> Optional[SigningKey]:
        """The key of a journal that is being started."""
        return self._read("coming-key")

    def prepare(self) -> SigningKey:
        """A new random key, kept as `coming`."""
        seed = secrets.token_bytes(SEED_BYTES)
        self._store.write(self._entry("coming-key"), seed.hex())
        return self._key(seed)

    def adopt(self, key: SigningKey) -> None:
        """Make the key the current one; an older one is kept until `forget`.

        Nothing is written with it any more, but what was written can still be reported.
        """
        old = self.current()
        if old is not None and old != key:
            self._store.write(self._entry(f"old-key-{old.kid}"), old.seed.hex())
        self._store.write(self._entry("key"), key.seed.hex())
        self._store.delete(self._entry("coming-key"))

    def old(self, kid: str) -> Optional[SigningKey]:
        """An older key that was replaced; None when it is forgotten or was lost."""
        return self._read(f"old-key-{kid}")

    def forget(self, kid: str) -> None:
        """Forget an older key: all that was written with it has been reported."""
        self._store.delete(self._entry(f"old-key-{kid}"))

    def head(self, kid: str) -> Optional[KnownHead]:
        """The last line remembered of the journal; None when none is."""
        found = _HEAD.fullmatch(self._store.read(self._entry(f"head-{kid}")) or "")
        return KnownHead(int(found[1]), found[2]) if found else None

    def save_head(self, kid: str, head: KnownHead) -> None:
        """Remember the journal's last line."""
        self._store.write(self._entry(f"head-{kid}"), f"{head.size}:{head.line_sha256}")

    def has_saved(self, sha256: str) -> bool:
        """Whether the client has saved a proof with the file of this hash in it."""
        return self._store.read(self._entry(f"saved-{sha256[:16]}")) == sha256

    def note_saved(self, sha256: str) -> None:
        """Take note that he has."""
        self._store.write(self._entry(f"saved-{sha256[:16]}"), sha256)

    def _entry(self, name: str) -> Entry:
        return Entry(f"{self._prefix}/{name}", f"coupdemain-{name}")

    def _read(self, name: str) -> Optional[SigningKey]:
        """A text that is no seed has lost the key: nothing can be signed with it any more."""
        text = self._store.read(self._entry(name))
        return self._key(bytes.fromhex(text)) if text and _SEED.fullmatch(text) else None

    def _key(self, seed: bytes) -> SigningKey:
        public = self.ed25519.public_key(seed)
        return SigningKey(seed, public, kid_of(public))
