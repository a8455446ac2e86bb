"""The desk's receipts: held against what was sent, kept where the journals are, and found again."""

import contextlib
from dataclasses import dataclass
from typing import Optional

from agent.consent.chain import Head
from agent.consent.checkpoint import checkpoint_of
from agent.consent.journal_place import JournalPlace
from agent.consent.log_name import Verify, kid_in
from agent.consent.receipt import Receipt, read_receipt
from agent.consent.refusals import ReceiptFlaw, ReceiptRefusedError
from agent.consent.signed_note import NOTE_LIMIT, Signer
from agent.consent.storage_errors import told_as_storage_error
from agent.files import read_bounded, replace_durably


@dataclass(frozen=True)
class Acknowledged:
    """The receipts of one folder by one desk."""

    place: JournalPlace
    desk: Signer
    verify: Verify

    def check(self, data: bytes, head: Head) -> Receipt:
        """The receipt for exactly the lines up to this head.

        Raises:
            ReceiptRefusedError: it is another desk's, for other lines, or none at all.
        """
        receipt = read_receipt(data, head.public_key, self.desk, self.verify)
        if receipt.checkpoint != checkpoint_of(head):
            said = receipt.checkpoint
            detail = f"{said.size} lines of {said.log} in place of {head.size} of {head.log}"
            raise ReceiptRefusedError(ReceiptFlaw.OTHER_JOURNAL, detail)
        return receipt

    def keep(self, receipt: Receipt, data: bytes) -> None:
        """Put a checked receipt on disk.

        Raises:
            DiskFullError, JournalRefusedError: it is not kept.
        """
        kid = kid_in(receipt.checkpoint.log)
        path = self.place.receipt(kid, receipt.checkpoint.size)
        with told_as_storage_error(path.name):
            replace_durably(path, data)

    def newest(self, kid: str, public_key: bytes) -> Optional[Receipt]:
        """The receipt for most lines that is one; what is none is passed over.

        Raises:
            JournalUnreadableError: the folder cannot be read.
        """
        for size, path in reversed(self.place.receipts(kid)):
            with contextlib.suppress(ReceiptRefusedError, OSError):
                data = read_bounded(path, NOTE_LIMIT)
                receipt = read_receipt(data, public_key, self.desk, self.verify)
                said = receipt.checkpoint
                if (said.size, said.log) == (size, self.place.log_of_kid(kid)):
                    return receipt
        return None
