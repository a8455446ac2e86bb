"""A lost, strange or unreadable key opens nothing, and a start that was cut short is finished."""

import contextlib
from pathlib import Path
from typing import Tuple

import pytest

from agent.consent.key_store import Entry
from agent.consent.keys import AccountKeys, KnownHead
from agent.consent.lifecycle import State
from agent.consent.storage_errors import (
    ForeignKeyEntryError,
    KeyStoreRefusedError,
)
from tests.unit import quick_signatures
from tests.unit.consent_journals import CID, OTHER_CID
from tests.unit.journal_on_disk import SEEN, Account
from tests.unit.memory_key_store import MemoryKeyStore


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return Account(tmp_path / "consent")


def key_entry(account: Account) -> str:
    return next(name for name in account.store.texts if name.endswith("/key"))


def lose_the_key(account: Account) -> None:
    account.store.texts.clear()
    account.start()


def test_a_lost_key_pauses_lasting_access_and_names_the_old_journal(account: Account) -> None:
    account.grant_lasting()
    old = account.kid
    lose_the_key(account)
    assert not account.access().allowed
    account.append()
    genesis = account.record(0).data
    assert genesis["reason"] == "key_lost"
    assert genesis["prev_log"]["log"].endswith(old)
    assert genesis["prev_log"]["size"] == 3
    assert account.access().state is State.PAUSED
    account.withdraw()
    assert account.access().state is State.NONE


def test_what_a_lost_key_ended_does_not_come_back_with_the_next_line(account: Account) -> None:
    account.grant()
    assert account.access().allowed
    lose_the_key(account)
    assert not account.access().allowed
    account.append()
    assert not account.access().allowed


@pytest.mark.parametrize("text", ["", "0" * 63, "Z" * 64, "0" * 64 + "\n", "é"])
def test_a_text_that_is_no_key_is_a_lost_key(account: Account, text: str) -> None:
    account.grant_lasting()
    account.store.texts[key_entry(account)] = text
    account.start()
    assert not account.access().allowed
    account.append()
    assert account.record(0).data["reason"] == "key_lost"


@pytest.mark.fault("key entry of another program")
def test_an_entry_of_another_program_stays_as_it_is_and_opens_nothing(account: Account) -> None:
    account.grant()
    entry = key_entry(account)
    account.store.texts[entry], account.store.owners[entry] = "its secret", "another-program"
    account.start()
    assert not account.access().allowed
    with pytest.raises(ForeignKeyEntryError):
        account.journal.append(SEEN)
    assert account.store.texts[entry] == "its secret"


def test_a_key_that_cannot_be_kept_begins_no_journal(account: Account) -> None:
    account.store.read_only = True
    with pytest.raises(KeyStoreRefusedError):
        account.journal.append(SEEN)
    assert account.place.journals() == ()
    account.store.read_only = False
    account.append()
    assert account.record(0).data["reason"] == "install"


def test_another_folder_has_another_key(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    first = Account(tmp_path / "first", store=store)
    second = Account(tmp_path / "second", store=store)
    first.append()
    second.append()
    assert first.kid != second.kid


def test_a_head_is_remembered_for_each_journal(tmp_path: Path) -> None:
    keys = AccountKeys(MemoryKeyStore(), "2clicks", tmp_path, quick_signatures)
    heads = {"a" * 16: KnownHead(1, "0" * 64), "b" * 16: KnownHead(10**15, "f" * 64)}
    for kid, head in heads.items():
        keys.save_head(kid, head)
    assert {kid: keys.head(kid) for kid in heads} == heads
    assert keys.head("c" * 16) is None


@pytest.mark.parametrize("text", ["", "0:" + "0" * 64, "1:" + "0" * 63, "-1:" + "0" * 64, "1"])
def test_a_text_that_is_no_head_is_none(tmp_path: Path, text: str) -> None:
    store = MemoryKeyStore()
    keys = AccountKeys(store, "2clicks", tmp_path, quick_signatures)
    keys.save_head("a" * 16, KnownHead(1, "0" * 64))
    [entry] = store.texts
    store.texts[entry] = text
    assert keys.head("a" * 16) is None


class KilledError(Exception):
    """The program ends here, as if it had been killed."""


class MortalStore(MemoryKeyStore):
    """Ends the program before its n-th change of a key; what came before is kept."""

    def __init__(self, changes_left: int) -> None:
        super().__init__()
        self.changes_left = changes_left

    def write(self, entry: Entry, text: str) -> None:
        self._change(entry)
        super().write(entry, text)

    def delete(self, entry: Entry) -> None:
        self._change(entry)
        super().delete(entry)

    def _change(self, entry: Entry) -> None:
        # Heads are saved by a thread of their own, in no certain order.
        if "/head-" in entry.service:
            return
        if self.changes_left == 0:
            raise KilledError
        self.changes_left -= 1


@pytest.mark.parametrize("changes", range(4))
def test_a_first_start_killed_at_any_change_of_the_store_leaves_one_journal(
    tmp_path: Path, changes: int
) -> None:
    store = MortalStore(changes)
    account = Account(tmp_path / "consent", store=store)
    was_killed = killed(account)
    store.changes_left = -1
    account.start()
    account.append()
    assert was_killed == (changes < 3)
    assert len(account.place.journals()) == 1
    assert account.types()[:2] == ["log.genesis", "door.closed"]
    assert account.record(0).data["reason"] == "install"


@pytest.mark.parametrize("changes", range(4))
def test_a_rotation_killed_at_any_change_of_the_store_is_finished(
    tmp_path: Path, changes: int
) -> None:
    store = MortalStore(-1)
    account = Account(tmp_path / "consent", store=store)
    account.grant_lasting()
    old = account.kid
    store.changes_left = changes
    with contextlib.suppress(KilledError):
        account.journal.rotate()
    store.changes_left = -1
    account.start()
    account.append()
    account.append()
    kids = set(account.place.journals())
    assert kids in ({old}, {old, account.kid})
    assert all(account.check(kid).ok for kid in kids)
    if account.kid != old:
        assert account.types(old)[-1] == "key.rotated"
        assert account.record(0).data["reason"] == "rotate"
    assert account.access().state is State.PERMANENT


def killed(account: Account) -> bool:
    try:
        account.journal.append(SEEN)
    except KilledError:
        return True
    return False


def test_a_coming_key_lost_in_the_midst_of_a_rotation_is_a_lost_key(tmp_path: Path) -> None:
    account = Account(tmp_path / "consent")
    account.grant_lasting(CID)
    account.append()
    before, entries = account.lines(), dict(account.store.texts)
    account.journal.rotate()
    retired = account.store.texts
    account.store.texts = {**retired, **{k: v for k, v in entries.items() if k.endswith("/key")}}
    new = next(kid for kid in account.place.journals() if len(account.lines(kid)) == 1)
    account.place.journal(new).unlink()
    account.start()
    account.grant(OTHER_CID)
    assert account.record(0).data["reason"] == "key_lost"
    assert len(before) == 4
    assert account.access().state is State.READY


def test_where_the_key_lies_does_not_depend_on_how_the_folder_is_written(tmp_path: Path) -> None:
    (tmp_path / "consent").mkdir()
    store = MemoryKeyStore()
    written: Tuple[Path, ...] = (tmp_path / "consent", tmp_path / "consent" / ".." / "consent")
    keys = [AccountKeys(store, "2clicks", folder, quick_signatures) for folder in written]
    keys[0].adopt(keys[0].prepare())
    assert keys[0].current() == keys[1].current()
