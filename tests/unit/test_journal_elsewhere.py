"""A journal allows something only on the computer it was begun on."""

from pathlib import Path

import pytest

from agent.consent.journal_picture import JournalState
from agent.consent.origins import Whereabouts
from tests.unit.journal_on_disk import Account

ELSEWHERE = Whereabouts("machine-2", "account-1")


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return Account(tmp_path / "consent")


@pytest.mark.fault("journal of another computer")
def test_a_journal_of_another_computer_opens_nothing_and_its_withdrawals_count(
    account: Account, tmp_path: Path
) -> None:
    elsewhere = Account(tmp_path / "elsewhere", ELSEWHERE)
    elsewhere.grant()
    account.append()
    for path in (elsewhere.path, elsewhere.place.folder / f"origin-{elsewhere.kid}"):
        (account.place.folder / path.name).write_bytes(path.read_bytes())
    assert account.picture(elsewhere.kid).state is JournalState.FOREIGN
    assert not account.access().allowed
    account.grant()
    elsewhere.withdraw()
    (account.place.folder / elsewhere.path.name).write_bytes(elsewhere.path.read_bytes())
    assert not account.access().allowed


def test_a_journal_without_a_note_of_its_origin_opens_nothing(
    account: Account, tmp_path: Path
) -> None:
    other = Account(tmp_path / "elsewhere")
    other.grant()
    account.append()
    (account.place.folder / other.path.name).write_bytes(other.path.read_bytes())
    assert account.picture(other.kid).state is JournalState.FOREIGN
    assert not account.access().allowed


@pytest.mark.fault("journal of another computer")
def test_a_journal_of_another_computer_in_the_place_of_ours_is_set_aside(
    account: Account, tmp_path: Path
) -> None:
    account.append()
    elsewhere = Account(tmp_path / "elsewhere", ELSEWHERE)
    elsewhere.grant()
    old, content = account.path, elsewhere.path.read_bytes()
    old.write_bytes(content)
    account.start()
    assert account.picture().state is JournalState.FOREIGN
    assert not account.access().allowed
    account.append()
    assert [path.read_bytes() for path in account.place.folder.glob("*.corrupt-*")] == [content]
    assert account.types()[0] == "log.genesis"
    assert not account.access().allowed


@pytest.mark.fault("journal of another computer")
def test_a_disk_image_on_another_computer_does_not_go_on_with_the_same_key(
    account: Account,
) -> None:
    account.grant_lasting()
    old = account.kid
    copy = Account(account.place.folder, ELSEWHERE, account.store)
    assert copy.picture(old).state is JournalState.FOREIGN
    assert not copy.access().allowed
    before = copy.lines(old)
    copy.append()
    assert copy.kid != old
    assert copy.record(0).data["reason"] == "key_lost"
    assert copy.lines(old) == before
    assert not copy.access().allowed
