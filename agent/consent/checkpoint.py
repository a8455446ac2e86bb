"""A journal's size and root in three lines, signed with its own key (C2SP tlog-checkpoint).

Pure.
"""

import base64
import re
from dataclasses import dataclass

from agent.consent.canonical import LARGEST_INTEGER
from agent.consent.chain import Head
from agent.consent.field_shapes import base64_of
from agent.consent.log_name import SIGNATURE_LENGTH, Sign, Verify, is_log_name
from agent.consent.merkle import HASH_LENGTH
from agent.consent.refusals import ReceiptFlaw, ReceiptRefusedError
from agent.consent.signed_note import (
    SignedNote,
    Signer,
    SignerKind,
    parse_note,
    signature_line,
)

_SIZE = re.compile(r"[1-9][0-9]{0,15}")


@dataclass(frozen=True)
class Checkpoint:
    """The first `size` lines of a journal, as the 32 bytes of their RFC 6962 root."""

    log: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.log}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def checkpoint_of(head: Head) -> Checkpoint:
    """The checkpoint of all lines up to this head."""
    return Checkpoint(head.log, head.size, head.tree.root())


def parse_checkpoint(note: SignedNote) -> Checkpoint:
    """What a note says of a journal; its signatures are not checked.

    Raises:
        ReceiptRefusedError: when it is not exactly three lines of the right form.
    """
    log, size, root, *rest = (*note.text.split("\n"), "", "", "")
    data = base64_of(root, HASH_LENGTH)
    if not is_log_name(log) or not _SIZE.fullmatch(size) or data is None:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, "no name, size and root")
    checkpoint = Checkpoint(log, int(size), data)
    if checkpoint.text != note.text or checkpoint.size > LARGEST_INTEGER:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, f"more than a checkpoint: {rest[0]!r}")
    return checkpoint


def sign_checkpoint(head: Head, sign: Sign) -> str:
    """The checkpoint of all lines up to this head, signed with the journal's key."""
    text = checkpoint_of(head).text
    return text + "\n" + signature_line(log_signer(head.log, head.public_key), sign(text.encode()))


def read_checkpoint(data: bytes, public_key: bytes, verify: Verify) -> Checkpoint:
    """A checkpoint signed by its journal's key and by nobody else: what a report carries.

    Raises:
        ReceiptRefusedError: when it is not one.
    """
    note = parse_note(data)
    checkpoint = parse_checkpoint(note)
    if len(note.signatures) != 1:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, f"{len(note.signatures)} signatures")
    check_log_signature(note, log_signer(checkpoint.log, public_key), verify)
    return checkpoint


def log_signer(log: str, public_key: bytes) -> Signer:
    """The journal's own key, as it signs checkpoints."""
    return Signer(log, SignerKind.LOG, public_key)


def check_log_signature(note: SignedNote, signer: Signer, verify: Verify) -> None:
    """See that the journal's own key signed the note, once.

    Raises:
        ReceiptRefusedError: when it did not.
    """
    own = [signature for signature in note.signatures if signature.is_by(signer)]
    if len(own) != 1 or len(own[0].data) != SIGNATURE_LENGTH:
        raise ReceiptRefusedError(ReceiptFlaw.BAD_LOG_SIGNATURE, f"not signed by {signer.name}")
    if not verify(signer.public_key, note.text.encode(), own[0].data):
        raise ReceiptRefusedError(ReceiptFlaw.BAD_LOG_SIGNATURE, f"not signed by {signer.name}")
