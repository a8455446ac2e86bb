"""What is acknowledged is on disk, signed and chained, whatever happened before."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Dict

import pytest

from agent.consent.canonical import Json
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal_lock import locked
from agent.consent.lifecycle import State
from agent.consent.record import LINE_LIMIT
from agent.consent.refusals import LineRefusedError
from agent.consent.storage_errors import (
    JournalBusyError,
    JournalRefusedError,
    KeyUnreadableError,
)
from tests.unit import ed25519
from tests.unit.consent_journals import CID, shown, withdrawn
from tests.unit.journal_on_disk import SEEN, Account


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return Account(tmp_path / "consent")


def test_nothing_is_made_before_the_first_event(account: Account, tmp_path: Path) -> None:
    assert account.look().journals == ()
    assert account.access().state is State.NONE
    assert list(tmp_path.iterdir()) == []
    assert account.store.texts == {}


def test_the_first_event_begins_the_journal(account: Account) -> None:
    record = account.append()
    assert account.types() == ["log.genesis", "door.closed"]
    assert account.lines()[-1] == record.line
    genesis = account.record(0)
    assert (genesis.data["reason"], genesis.data["prev_log"]) == ("install", None)
    assert genesis.log == f"depannage.example/consent/{account.kid}"


def test_lines_are_signed_with_real_ed25519(tmp_path: Path) -> None:
    account = Account(tmp_path, ed25519=ed25519)
    account.append()
    assert account.types() == ["log.genesis", "door.closed"]
    line = json.loads(account.lines()[1])
    assert line["d"] == {"door": "easy_access"}


def test_the_head_is_kept_beside_the_key(account: Account) -> None:
    account.append()
    head = account.keys.head(account.kid)
    assert head is not None
    assert head.size == 2
    assert any(text == f"2:{head.line_sha256}" for text in account.store.texts.values())


def test_a_program_that_starts_again_goes_on_in_the_same_journal(account: Account) -> None:
    account.append()
    account.start()
    account.append()
    assert account.types() == ["log.genesis", "door.closed", "door.closed"]
    assert account.picture().state.value == "ok"


def test_access_is_open_once_the_yes_is_on_disk_and_shut_by_a_withdrawal(account: Account) -> None:
    account.grant()
    assert account.access().state is State.READY
    account.withdraw()
    assert not account.access().allowed


@pytest.mark.fault("two accounts in one folder")
def test_two_accounts_share_the_folder_and_either_can_withdraw(
    account: Account, tmp_path: Path
) -> None:
    other = Account(tmp_path / "consent", type(account.here)("machine-1", "account-2"))
    account.grant()
    assert other.access().state is State.READY
    other.withdraw()
    assert other.record(0).data["reason"] == "install"
    assert not account.access().allowed
    assert not other.access().allowed
    assert account.kid != other.kid
    assert account.types()[-1] == "consent.given"


def test_the_lock_of_another_program_is_told_and_nothing_is_written(account: Account) -> None:
    account.append()
    before = account.lines()
    with locked(account.place.lock(account.kid)), pytest.raises(JournalBusyError):
        account.journal.append(SEEN)
    assert account.lines() == before
    account.append()
    assert account.check().ok


@pytest.mark.parametrize("text", ["x" * 9000, "\ud800", ""])
def test_an_event_that_is_no_line_is_refused_and_leaves_no_trace(
    account: Account, text: str
) -> None:
    account.append()
    before = account.lines()
    data = {**shown(), "price_text": text}
    with pytest.raises(LineRefusedError):
        account.append(Draft(EventType.TERMS_SHOWN, data, CID))
    assert account.lines() == before


@pytest.mark.fault("line of 8192 and of 8193 bytes")
def test_a_line_of_exactly_the_longest_length_is_written_and_one_more_byte_is_not(
    account: Account,
) -> None:
    account.append()
    texts: Dict[str, Json] = {"by": "client", "ok": True, "method": "service", "ms": 1}

    def cut(letters: int) -> Draft:
        left = ["x" * 200] * (letters // 200) + ["x" * (letters % 200)] * bool(letters % 200)
        return Draft(EventType.ACCESS_CUT, {**texts, "left": left})

    letters = 7000
    length = len(account.append(cut(letters)).line) + 1
    fitting = next(
        n for n in range(letters, 9000) if length + added(n) - added(letters) == LINE_LIMIT
    )
    assert len(account.append(cut(fitting)).line) + 1 == LINE_LIMIT
    with pytest.raises(LineRefusedError):
        account.append(cut(fitting + 1))
    assert account.check().ok
    assert account.picture().lines == 4


def added(letters: int) -> int:
    """Bytes that so many letters take in texts of two hundred, with quotes and commas."""
    return letters + 3 * -(-letters // 200)


@pytest.mark.fault("clock set back")
def test_a_clock_set_back_is_told_before_the_next_event(account: Account) -> None:
    account.append()
    account.clock.set_wall_clock(account.clock.stamp.t - timedelta(hours=2))
    account.append()
    assert account.types()[-2:] == ["clock.jump", "door.closed"]
    assert account.record(2).data["ms"] == -2 * 3600 * 1000
    account.append()
    assert account.types()[-1] == "door.closed"
    assert account.check().jumps == ()


def test_a_new_year_begins_a_new_journal_that_names_the_old_one(account: Account) -> None:
    account.grant_lasting()
    old = account.kid
    account.clock.pass_time(timedelta(days=40))
    account.append()
    assert account.kid != old
    assert account.types(old)[-1] == "key.rotated"
    new_log = account.record(0).log
    assert account.record(-1, old).data == {"next_log": new_log}
    genesis = account.record(0).data
    head = account.check(old).head
    assert head is not None
    assert (genesis["reason"], genesis["prev_log"]["log"]) == ("new_year", head.log)
    assert genesis["prev_log"]["size"] == head.size
    assert account.access().state is State.PERMANENT


def test_a_key_in_doubt_is_replaced_and_another_program_follows(
    account: Account, tmp_path: Path
) -> None:
    other = Account(tmp_path / "consent", store=account.store)
    account.append()
    other.append()
    account.journal.rotate()
    other.append()
    assert other.types()[0] == "log.genesis"
    assert other.record(0).data["reason"] == "rotate"
    assert account.kid == other.kid
    assert len(account.place.journals()) == 2


def test_a_new_year_that_cannot_begin_does_not_hold_an_event_up(account: Account) -> None:
    account.append()
    account.clock.pass_time(timedelta(days=60))
    account.store.read_only = True
    record = account.journal.append(SEEN)
    assert account.lines()[-1] == record.line
    assert len(account.place.journals()) == 1


def test_a_key_that_cannot_be_read_is_neither_replaced_nor_done_without(account: Account) -> None:
    account.grant()
    before = account.lines()
    account.start()
    account.store.unreadable = True
    with pytest.raises(KeyUnreadableError):
        account.journal.append(SEEN)
    assert not account.access().allowed
    account.store.unreadable = False
    assert account.lines() == before
    assert account.access().allowed


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "consent").write_bytes(b"a file")
    account = Account(tmp_path / "consent")
    with pytest.raises(JournalRefusedError):
        account.journal.append(Draft(EventType.WITHDRAWN, withdrawn(), CID))
