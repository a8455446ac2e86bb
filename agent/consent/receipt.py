"""The desk's countersigned checkpoint: whose lines these were, how many, and when it saw them.

Pure. It is what makes a cut tail, or a journal rewritten with its own key, visible.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Mapping, Optional

from agent.consent.checkpoint import (
    Checkpoint,
    check_log_signature,
    log_signer,
    parse_checkpoint,
)
from agent.consent.log_name import SIGNATURE_LENGTH, Sign, Verify
from agent.consent.refusals import ReceiptFlaw, ReceiptRefusedError
from agent.consent.signed_note import SignedNote, Signer, parse_note, signature_line

_TIME_LENGTH = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LAST_SECOND = 253402300799  # 9999-12-31, the last day datetime knows


@dataclass(frozen=True)
class Receipt:
    """A checkpoint that its journal and the desk signed; `seconds` is the desk's Unix time."""

    checkpoint: Checkpoint
    seconds: int

    @property
    def time(self) -> datetime:
        """When the desk had the lines: aware, in UTC."""
        return _EPOCH + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class ReceiptReport:
    """What holding a receipt against its journal gave; without a flaw it holds.

    `size` and `time` are what could be read of it, None where nothing could.
    """

    size: Optional[int]
    time: Optional[datetime]
    flaw: Optional[ReceiptFlaw]
    detail: str = ""


def countersign(checkpoint_text: str, desk: Signer, seconds: int, sign: Sign) -> str:
    """The receipt for a checkpoint whose signature has been checked; `sign` is the desk's."""
    text = checkpoint_text.partition("\n\n")[0] + "\n"
    signature = sign(_cosigned(text, seconds))
    stamped = seconds.to_bytes(_TIME_LENGTH, "big") + signature
    return checkpoint_text + signature_line(desk, stamped)


def claimed_size(data: bytes) -> Optional[int]:
    """How many lines a receipt says it covers, before anything is checked; None when unclear."""
    try:
        return parse_checkpoint(parse_note(data)).size
    except ReceiptRefusedError:
        return None


def read_receipt(data: bytes, public_key: bytes, desk: Signer, verify: Verify) -> Receipt:
    """A receipt signed by the journal's key and by the desk's, and by nobody else.

    Raises:
        ReceiptRefusedError: when it is not one.
    """
    note = parse_note(data)
    checkpoint = parse_checkpoint(note)
    if len(note.signatures) != 2:
        raise ReceiptRefusedError(ReceiptFlaw.MALFORMED, f"{len(note.signatures)} signatures")
    check_log_signature(note, log_signer(checkpoint.log, public_key), verify)
    return Receipt(checkpoint, cosigned_at(note, desk, verify))


def read_orphan(data: bytes, log: str, desk: Signer, verify: Verify) -> Receipt:
    """A receipt for a journal that is not there, and with it the journal's key: the desk signed it.

    Raises:
        ReceiptRefusedError: when it is none, or is for another journal.
    """
    note = parse_note(data)
    checkpoint = parse_checkpoint(note)
    if checkpoint.log != log:
        raise ReceiptRefusedError(ReceiptFlaw.OTHER_JOURNAL, checkpoint.log)
    return Receipt(checkpoint, cosigned_at(note, desk, verify))


def check_receipt(
    data: bytes,
    log: str,
    public_key: bytes,
    desk: Signer,
    verify: Verify,
    size: int,
    roots: Mapping[int, bytes],
) -> ReceiptReport:
    """Hold a receipt against its journal of `size` good lines.

    `roots` are the journal's roots by number of lines, with that of `claimed_size` in it when
    the journal is that long.
    """
    try:
        receipt = read_receipt(data, public_key, desk, verify)
    except ReceiptRefusedError as refusal:
        return ReceiptReport(claimed_size(data), None, refusal.flaw, refusal.detail)
    said = receipt.checkpoint
    flaw, detail = None, ""
    if said.log != log:
        flaw, detail = ReceiptFlaw.OTHER_JOURNAL, said.log
    elif said.size > size:
        flaw, detail = ReceiptFlaw.TAIL_DELETED, f"{size} of {said.size} lines are left"
    elif roots.get(said.size) != said.root:
        flaw, detail = ReceiptFlaw.HISTORY_REWRITTEN, f"other first {said.size} lines"
    return ReceiptReport(said.size, receipt.time, flaw, detail)


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def cosigned_at(note: SignedNote, desk: Signer, verify: Verify) -> int:
    """The Unix time that the desk signed with the note.

    Raises:
        ReceiptRefusedError: when the desk did not sign it, once.
    """
    its = [signature for signature in note.signatures if signature.is_by(desk)]
    if len(its) != 1 or len(its[0].data) != _TIME_LENGTH + SIGNATURE_LENGTH:
        raise ReceiptRefusedError(ReceiptFlaw.BAD_DESK_SIGNATURE, f"not signed by {desk.name}")
    stamped = its[0].data
    seconds = int.from_bytes(stamped[:_TIME_LENGTH], "big")
    signed = _cosigned(note.text, seconds)
    if not verify(desk.public_key, signed, stamped[_TIME_LENGTH:]) or seconds > _LAST_SECOND:
        raise ReceiptRefusedError(ReceiptFlaw.BAD_DESK_SIGNATURE, f"not signed by {desk.name}")
    return seconds
