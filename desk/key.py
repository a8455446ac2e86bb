"""The desk's own Ed25519 key: made at the first start, in one file that only its user reads."""

import base64
import contextlib
import functools
import secrets
from dataclasses import dataclass
from pathlib import Path

from agent.consent.field_shapes import base64_of
from agent.consent.log_name import is_log_name, log_of
from agent.consent.refusals import ReceiptRefusedError
from agent.consent.signed_note import Signer, SignerKind, desk_signer
from desk import ed25519
from desk.errors import DeskError
from desk.private_files import make_private_folder, write_private
from desk.settings import STORE_FILE

KEY_FILE = "desk.key"
_SEED_LENGTH = 32


@dataclass(frozen=True)
class DeskKey:
    """The key and the name it signs with; `seed` never leaves the file and the process."""

    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"DeskKey({self.signer.vkey})"

    @functools.cached_property
    def signer(self) -> Signer:
        """The public half."""
        return Signer(self.name, SignerKind.DESK, ed25519.public_key(self.seed))

    @functools.cached_property
    def own_log(self) -> str:
        """The name of the desk's own journal."""
        key = self.signer.public_key
        log = log_of(self.name.partition("/")[0], key)
        return log if is_log_name(log) else log_of("desk", key)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the key's signature."""
        return ed25519.sign(self.seed, message)

    @property
    def text(self) -> str:
        """What the file holds."""
        return f"{self.name}\n{base64.b64encode(self.seed).decode()}\n"


def load_or_make(folder: Path, name: str) -> DeskKey:
    """The key of the data folder; the first of several processes that start at once makes it.

    Raises:
        DeskError: the folder or the file cannot be used.
    """
    path = folder / KEY_FILE
    # Looked for first: whoever makes both makes the key before.
    has_store = (folder / STORE_FILE).exists()
    try:
        make_private_folder(folder)
        if not path.exists():
            _check_loss(path, has_store=has_store)
            _make(path, name)
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"The key of the desk cannot be used: {error}") from error


def _check_loss(path: Path, *, has_store: bool) -> None:
    """Another key would only stand in the way of the one that belongs there."""
    if has_store:
        raise DeskError(
            f"{path} is missing, and the store beside it belongs to that key.",
            "Bring back desk.key from a backup (README, Key loss).",
        )


def _make(path: Path, name: str) -> None:
    if not _is_name(name):
        raise DeskError(f"DESK_NAME is no name to sign with: {name[:40]!r}", "coupdemain/desk")
    with contextlib.suppress(FileExistsError):
        write_private(path, DeskKey(name, secrets.token_bytes(_SEED_LENGTH)).text)


def parse(text: str) -> DeskKey:
    """The key that a key file's text holds.

    Raises:
        DeskError: it holds none.
    """
    name, _, rest = text.partition("\n")
    seed = base64_of(rest.strip(), _SEED_LENGTH)
    if seed is None or not _is_name(name):
        raise DeskError(
            "The key file of the desk is damaged.", "Bring back desk.key from a backup."
        )
    return DeskKey(name, seed)


def _is_name(name: str) -> bool:
    try:
        return desk_signer(Signer(name, SignerKind.DESK, bytes(32)).vkey).name == name
    except ReceiptRefusedError:
        return False
