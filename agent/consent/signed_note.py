"""A short text with the signatures under it, as C2SP's signed-note lays it out.

Pure. The text ends with a line end; after an empty line come the signatures, each
`— <name> <base64(key id ‖ signature)>`. A key's number is the first 4 bytes of
SHA-256(name ‖ newline ‖ kind ‖ public key).
"""

import base64
import binascii
import enum
import hashlib
import re
from dataclasses import dataclass
from typing import Optional, Tuple

from agent.consent.log_name import KEY_LENGTH
from agent.consent.refusals import ReceiptFlaw, ReceiptRefusedError

NOTE_LIMIT = 16384
"""The longest note in bytes."""

KEY_ID_LENGTH = 4

_NAME = r"[!-*,-~]{1,255}"
_SIGNATURE_LINE = re.compile(f"— ({_NAME}) ([A-Za-z0-9+/]+={{0,2}})\n")
_SIGNER_TEXT = re.compile(f"({_NAME})\\+([0-9a-f]{{8}})\\+([A-Za-z0-9+/]+={{0,2}})")


class SignerKind(enum.Enum):
    """What a key signs: the log its own checkpoints, the desk other logs' with the time."""

    LOG = 1
    DESK = 4


@dataclass(frozen=True)
class Signer:
    """A key under the name it signs with."""

    name: str
    kind: SignerKind
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The key's number: 4 bytes."""
        kind = bytes([self.kind.value])
        named = self.name.encode() + b"\n" + kind + self.public_key
        return hashlib.sha256(named).digest()[:KEY_ID_LENGTH]

    @property
    def vkey(self) -> str:
        """The key as it is published: `name+keyid+base64(kind ‖ key)`."""
        key = bytes([self.kind.value]) + self.public_key
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(key).decode()}"


@dataclass(frozen=True)
class NoteSignature:
    """A signature under a note; `data` is all that follows the key's number."""

    name: str
    key_id: bytes
    data: bytes

    def is_by(self, signer: Signer) -> bool:
        """Whether it says to be this signer's; it is only checked with the key."""
        return self.name == signer.name and self.key_id == signer.key_id


@dataclass(frozen=True)
class SignedNote:
    """A text, its last line end included, and the signatures under it, none of them checked."""

    text: str
    signatures: Tuple[NoteSignature, ...]


def desk_signer(vkey: str) -> Signer:
    """The desk's key as it is published.

    Raises:
        ReceiptRefusedError: when it is not one.
    """
    found = _SIGNER_TEXT.fullmatch(vkey)
    data = None if found is None else _decoded(found.group(3))
    if found is None or data is None or len(data) != 1 + KEY_LENGTH:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, f"no key of a desk: {vkey[:80]!r}")
    signer = Signer(found.group(1), SignerKind.DESK, data[1:])
    if data[0] != SignerKind.DESK.value or signer.key_id.hex() != found.group(2):
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, f"no key of a desk: {vkey[:80]!r}")
    return signer


def signature_line(signer: Signer, data: bytes) -> str:
    """A signature as it stands under a note; `data` is all that follows the key's number."""
    return f"— {signer.name} {base64.b64encode(signer.key_id + data).decode()}\n"


def parse_note(data: bytes) -> SignedNote:
    """Take a note apart.

    Raises:
        ReceiptRefusedError: when it is too long, or anything in it has not its form.
    """
    text, blank, rest = _text_of(data).partition("\n\n")
    signatures = tuple(_signature(line) for line in rest.splitlines(keepends=True))
    if not blank or not text or not signatures:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, "no text with signatures under it")
    return SignedNote(text + "\n", signatures)


def _text_of(data: bytes) -> str:
    if len(data) > NOTE_LIMIT:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, f"{len(data)} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, "no UTF-8") from error


def _signature(line: str) -> NoteSignature:
    found = _SIGNATURE_LINE.fullmatch(line)
    data = None if found is None else _decoded(found.group(2))
    if found is None or data is None or len(data) <= KEY_ID_LENGTH:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, f"no signature: {line[:80]!r}")
    return NoteSignature(found.group(1), data[:KEY_ID_LENGTH], data[KEY_ID_LENGTH:])


def _decoded(text: str) -> Optional[bytes]:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return data if base64.b64encode(data).decode() == text else None
