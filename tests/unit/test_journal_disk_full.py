"""On a disk that takes nothing more nothing opens, nothing is lost, and withdrawing still works."""

from pathlib import Path
from typing import Iterator

import pytest

from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.lifecycle import State
from agent.consent.storage_errors import DiskFullError, JournalRefusedError
from tests.unit.consent_journals import CID, OTHER_CID, shown, withdrawn, yes
from tests.unit.journal_on_disk import SEEN, Account
from tests.unit.small_disk import read_only, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path, 64):
        yield tmp_path


def fill(disk: Path) -> Path:
    """Leave no room at all; returns the file that takes it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 512):
                pass
        except OSError:
            return ballast
    raise AssertionError("the disk never got full")


def append_many(account: Account) -> None:
    """More events than there is room for."""
    for _ in range(1000):
        account.append()


@pytest.mark.fault("disk full under the journal")
def test_a_full_disk_refuses_a_yes_and_remembers_a_withdrawal(disk: Path) -> None:
    account = Account(disk / "consent")
    account.grant()
    ballast = fill(disk)
    with pytest.raises(DiskFullError):
        append_many(account)
    assert account.check().ok
    before = account.lines()
    with pytest.raises(DiskFullError):
        account.journal.append(Draft(EventType.TERMS_SHOWN, shown(), OTHER_CID))
    withdrawal = account.journal.withdraw(CID, withdrawn())
    assert not withdrawal.wait(0)
    assert account.journal.withdrawn_in_memory == {CID}
    with pytest.raises(DiskFullError):
        account.journal.append(Draft(EventType.GIVEN, yes(), OTHER_CID))
    assert account.lines() == before
    ballast.unlink()
    account.journal.try_again()
    assert withdrawal.wait(60)
    assert account.types()[-1] == "consent.withdrawn"
    assert account.access().state is State.NONE


@pytest.mark.fault("disk full under the journal")
def test_a_first_event_on_a_full_disk_leaves_nothing_half_begun(disk: Path) -> None:
    account = Account(disk / "consent")
    account.place.folder.mkdir()
    ballast = fill(disk)
    with pytest.raises(DiskFullError):
        account.journal.append(SEEN)
    assert not account.access().allowed
    ballast.unlink()
    account.append()
    assert account.types() == ["log.genesis", "door.closed"]
    assert account.record(0).data["reason"] == "install"


@pytest.mark.fault("read-only folder")
def test_a_disk_that_takes_no_write_refuses_a_yes_and_remembers_a_withdrawal(disk: Path) -> None:
    account = Account(disk / "consent")
    account.grant()
    with read_only(disk):
        assert account.access().allowed
        with pytest.raises(JournalRefusedError):
            account.journal.append(Draft(EventType.TERMS_SHOWN, shown(), OTHER_CID))
        withdrawal = account.journal.withdraw(CID, withdrawn())
        assert not withdrawal.wait(0)
        assert account.journal.withdrawn_in_memory == {CID}
    account.journal.try_again()
    assert withdrawal.wait(60)
    assert account.types()[-1] == "consent.withdrawn"
