"""An account whose program knows the key of the shop's desk."""

from pathlib import Path

from agent.consent import chain
from agent.consent.checkpoint import sign_checkpoint
from agent.consent.journal_reader import JournalReader
from agent.consent.receipt import countersign
from agent.consent.signed_note import Signer, SignerKind
from tests.unit import quick_signatures
from tests.unit.journal_on_disk import Account

DESK_SEED = b"d" * 32
DESK = Signer("2clicks.fr/desk", SignerKind.DESK, quick_signatures.public_key(DESK_SEED))
DESK_SECONDS = 1_800_000_000


class AccountWithDesk(Account):
    """An account whose program knows the desk's key."""

    def start(self) -> None:
        super().start()
        heads = self.journal.heads
        self.reader = JournalReader(
            self.place, self.keys, heads, self.here, DESK, second_look_seconds=0
        )

    def countersign(self, seconds: int = DESK_SECONDS) -> Path:
        """Have the desk sign, at that Unix time, for all lines there are."""
        key = self.keys.current()
        head = chain.check(self.lines(), quick_signatures.verify).head
        assert key is not None
        assert head is not None
        checkpoint = sign_checkpoint(head, lambda text: quick_signatures.sign(key.seed, text))
        receipt = countersign(
            checkpoint, DESK, seconds, lambda text: quick_signatures.sign(DESK_SEED, text)
        )
        path = self.place.receipt(key.kid, head.size)
        path.write_bytes(receipt.encode())
        return path
