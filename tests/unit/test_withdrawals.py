"""Nobody who withdraws waits for disk, key or lock, and nobody is told what is not so."""

import shutil
import threading
import time
from pathlib import Path
from typing import Callable, Dict, Type

import pytest

from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal_lock import locked
from agent.consent.lifecycle import State
from agent.consent.storage_errors import (
    ConsentStorageError,
    JournalBusyError,
    JournalRefusedError,
    KeyUnreadableError,
)
from agent.consent.withdrawals import Withdrawals
from agent.texts import Message
from tests.unit.consent_journals import CID, OTHER_CID, withdrawn, yes
from tests.unit.journal_on_disk import SEEN, Account

Translator = Callable[[str], Callable[[Message], str]]


@pytest.fixture
def account(tmp_path: Path) -> Account:
    account = Account(tmp_path / "consent")
    account.grant()
    return account


def test_a_withdrawal_is_written_without_being_asked_again(account: Account) -> None:
    withdrawal = account.journal.withdraw(CID, withdrawn())
    assert withdrawal.wait(60)
    assert account.types()[-1] == "consent.withdrawn"
    assert withdrawal.record is not None
    assert account.lines()[-1] == withdrawal.record.line
    assert withdrawal.trouble is None
    assert account.journal.unwritten == ()
    assert not account.access().allowed


@pytest.mark.fault("lock held for long")
def test_a_held_lock_holds_no_withdrawal_up(account: Account) -> None:
    with locked(account.place.lock(account.kid)):
        withdrawal = account.journal.withdraw(CID, withdrawn())
        assert not withdrawal.wait(0)
        assert withdrawal.message.key == "consent_journal.withdrawal_remembered"
        assert account.journal.withdrawn_in_memory == {CID}
        with pytest.raises(JournalBusyError):
            account.journal.append(SEEN)
    account.journal.try_again()
    assert withdrawal.wait(60)
    assert withdrawal.message.key == "consent_journal.withdrawal_written"
    assert account.journal.withdrawn_in_memory == frozenset()


def test_no_yes_is_written_before_a_withdrawal_that_is_waiting(account: Account) -> None:
    with locked(account.place.lock(account.kid)):
        withdrawal = account.journal.withdraw(CID, withdrawn())
        with pytest.raises(ConsentStorageError):
            account.journal.append(Draft(EventType.GIVEN, yes(), OTHER_CID))
    account.append()
    assert withdrawal.wait(60)
    assert account.types()[3:] == ["consent.withdrawn", "door.closed"]


def test_the_line_carries_the_time_of_the_withdrawal_and_not_of_the_disk(account: Account) -> None:
    with locked(account.place.lock(account.kid)):
        before = account.clock.stamp
        withdrawal = account.journal.withdraw(CID, withdrawn())
        assert not withdrawal.wait(0)
        after = account.clock.stamp
    assert withdrawal.wait(60)
    assert withdrawal.record is not None
    assert before.t < withdrawal.record.stamp.t <= after.t


def out_of_order(account: Account) -> None:
    account.start()
    account.store.unreadable = True


def gone(account: Account) -> None:
    shutil.rmtree(account.place.folder)
    account.place.folder.write_bytes(b"a file where the folder was")


@pytest.mark.parametrize(
    ("trouble", "error"), [(out_of_order, KeyUnreadableError), (gone, JournalRefusedError)]
)
def test_what_keeps_a_withdrawal_from_being_written_is_told_and_passes(
    account: Account, trouble: Callable[[Account], None], error: Type[ConsentStorageError]
) -> None:
    trouble(account)
    with pytest.raises(error):
        account.journal.append(SEEN)
    withdrawal = account.journal.withdraw(CID, withdrawn())
    assert account.journal.withdrawn_in_memory == {CID}
    assert not account.journal.close(0)
    assert not withdrawal.wait(0)
    account.store.unreadable = False
    if account.place.folder.is_file():
        account.place.folder.unlink()
    account.journal.try_again()
    assert withdrawal.wait(60)
    assert not account.access().allowed


@pytest.mark.fault("error nobody foresaw")
def test_a_failure_nobody_foresaw_is_tried_again_like_any_other(account: Account) -> None:
    failures = [ValueError("nobody foresaw this")]

    def write() -> None:
        if failures:
            raise failures.pop()
        for waiting in withdrawals.waiting:
            withdrawals.written(waiting, account.record(0))

    withdrawals = Withdrawals(write)
    withdrawal = withdrawals.add(Draft(EventType.WITHDRAWN, withdrawn(), CID))
    assert withdrawal.wait(60)
    assert not failures


def test_withdrawals_of_many_threads_are_each_written_once(account: Account) -> None:
    cids = [f"{number:08x}-6f0a-4b57-9a53-0d5a5e1c7c11" for number in range(20)]
    found: Dict[str, bool] = {}

    def withdraw(cid: str) -> None:
        found[cid] = account.journal.withdraw(cid, withdrawn()).wait(60)

    threads = [threading.Thread(target=withdraw, args=(cid,)) for cid in cids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[cid] for cid in cids)
    assert account.types()[3:] == ["consent.withdrawn"] * 20
    assert {account.record(index).cid for index in range(3, 23)} == set(cids)


def test_a_program_that_ends_tries_once_more_and_waits_for_no_pause(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.consent.withdrawals._FIRST_PAUSE_SECONDS", 600.0)
    monkeypatch.setattr("agent.consent.withdrawals._LONGEST_PAUSE_SECONDS", 600.0)
    with locked(account.place.lock(account.kid)):
        withdrawal = account.journal.withdraw(CID, withdrawn())
        deadline = time.monotonic() + 60
        while withdrawal.trouble is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
    assert account.journal.close(30)
    assert withdrawal.record is not None


def test_a_program_that_ends_says_what_it_leaves_unwritten(account: Account) -> None:
    assert account.journal.close(60)
    with locked(account.place.lock(account.kid)):
        account.journal.withdraw(CID, withdrawn())
        assert not account.journal.close(0)
    account.journal.try_again()
    assert account.journal.close(60)


def test_the_sentences_say_what_is_so(account: Account, translator: Translator) -> None:
    withdrawal = account.journal.withdraw(CID, withdrawn())
    assert withdrawal.wait(60)
    assert translator("fr")(withdrawal.message) == "L’arrêt de l’accès est enregistré."
    assert account.access().state is State.NONE
