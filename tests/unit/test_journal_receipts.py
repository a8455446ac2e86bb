"""What the desk has countersigned cannot be lost or rewritten unseen."""

from pathlib import Path

import pytest

from agent.consent.journal_picture import JournalState
from agent.consent.lifecycle import State
from tests.unit.consent_journals import OTHER_CID
from tests.unit.journal_on_disk import Account
from tests.unit.journal_with_desk import AccountWithDesk


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
