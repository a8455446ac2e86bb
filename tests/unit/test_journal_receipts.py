"""What the desk has countersigned cannot be lost or rewritten unseen."""

from pathlib import Path

import pytest

from agent.consent import chain
from agent.consent.checkpoint import sign_checkpoint
from agent.consent.journal_picture import JournalState
from agent.consent.journal_reader import JournalReader
from agent.consent.lifecycle import State
from agent.consent.receipt import countersign
from agent.consent.signed_note import Signer, SignerKind
from tests.unit import quick_signatures
from tests.unit.consent_journals import OTHER_CID
from tests.unit.journal_on_disk import Account

DESK_SEED = b"d" * 32
DESK = Signer("2clicks.fr/desk", SignerKind.DESK, quick_signatures.public_key(DESK_SEED))


class AccountWithDesk(Account):
    """An account whose program knows the desk's key."""

    def start(self) -> None:
        super().start()
        heads = self.journal.heads
        self.reader = JournalReader(
            self.place, self.keys, heads, self.here, DESK, second_look_seconds=0
        )

    def countersign(self) -> Path:
        """Have the desk sign for all lines there are."""
        key = self.keys.current()
        head = chain.check(self.lines(), quick_signatures.verify).head
        assert key is not None
        assert head is not None
        checkpoint = sign_checkpoint(head, lambda text: quick_signatures.sign(key.seed, text))
        receipt = countersign(
            checkpoint, DESK, 1_800_000_000, lambda text: quick_signatures.sign(DESK_SEED, text)
        )
        path = self.place.receipt(key.kid, head.size)
        path.write_bytes(receipt.encode())
        return path


@pytest.fixture
def account(tmp_path: Path) -> AccountWithDesk:
    return AccountWithDesk(tmp_path / "consent")


def forget_the_head(account: Account) -> None:
    account.store.texts = {k: v for k, v in account.store.texts.items() if "head" not in k}
    account.start()


def test_a_journal_with_its_receipts_is_whole(account: AccountWithDesk) -> None:
    account.grant()
    account.countersign()
    account.append()
    assert account.picture().state is JournalState.OK
    assert account.access().state is State.READY


def test_a_tail_cut_below_a_receipt_is_seen_without_any_head(account: AccountWithDesk) -> None:
    account.grant()
    older = account.path.read_bytes()
    account.withdraw()
    account.countersign()
    account.path.write_bytes(older)
    forget_the_head(account)
    picture = account.picture()
    assert (picture.state, picture.known_size) == (JournalState.ROLLBACK, 4)
    assert not account.access().allowed


def test_a_history_rewritten_below_a_receipt_is_seen(account: AccountWithDesk) -> None:
    account.append()
    older = account.path.read_bytes()
    account.withdraw()
    account.countersign()
    account.path.write_bytes(older)
    forget_the_head(account)
    account.grant()
    assert account.picture().state is JournalState.ROLLBACK
    assert not account.access().allowed


def test_a_rollback_that_was_told_lets_new_consents_count(account: AccountWithDesk) -> None:
    account.grant()
    older = account.path.read_bytes()
    account.append()
    account.countersign()
    account.path.write_bytes(older)
    forget_the_head(account)
    picture = account.picture()
    account.journal.tell_rollback(picture.known_size or 0, picture.lines)
    assert not account.access().allowed
    account.grant(OTHER_CID)
    assert account.access().state is State.READY
    assert account.picture().state is JournalState.ROLLBACK


@pytest.mark.parametrize("content", [b"", b"\xff", b"nonsense\n\nmore", b"x" * 40_000])
def test_a_receipt_that_is_none_changes_nothing(account: AccountWithDesk, content: bytes) -> None:
    account.grant()
    account.place.receipt(account.kid, 99).write_bytes(content)
    assert account.picture().state is JournalState.OK
