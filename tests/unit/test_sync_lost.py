"""Lines that are lost come back, two stories are told, and no desk is believed in anything."""

import shutil
from pathlib import Path

import pytest

from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.reporting.synced import Reached
from tests.unit.reporting_account import FIELDS, TriedAccount
from tests.unit.true_desk import Reply, TrueDesk


@pytest.fixture
def desk() -> TrueDesk:
    return TrueDesk()


@pytest.fixture
def account(tmp_path: Path, desk: TrueDesk) -> TriedAccount:
    return TriedAccount(tmp_path / "consent", desk)


class Copied:
    """The consent folder as it was once, to be put in its place again."""

    def __init__(self, account: TriedAccount, folder: Path) -> None:
        self._account, self._folder = account, folder
        shutil.copytree(account.place.folder, folder)

    def put_back(self, *, heads: bool = False) -> None:
        account = self._account
        assert account.journal.heads.settle(60)
        shutil.rmtree(account.place.folder)
        shutil.copytree(self._folder, account.place.folder)
        if heads:
            texts = account.store.texts
            for name in [name for name in texts if "/head-" in name]:
                del texts[name]
        account.start()


@pytest.mark.fault("journal replaced by an older copy", "journal with fewer lines than the desk")
@pytest.mark.parametrize("heads", [False, True], ids=["remembered", "forgotten"])
@pytest.mark.parametrize("prepares", [False, True])
def test_lines_that_an_older_copy_lacks_come_back_from_the_desk(
    heads: bool,
    prepares: bool,
    account: TriedAccount,
    tmp_path: Path,
) -> None:
    account.send_id()
    older = Copied(account, tmp_path / "older")
    for _ in range(50):
        account.append()
    account.report()
    held = list(account.held())
    older.put_back(heads=heads)
    if prepares:
        account.sync.prepare(FIELDS)
    assert account.report().reached is Reached.UP_TO_DATE
    assert account.lines()[: len(held)] == held
    assert "log.rollback_detected" in account.types()
    assert account.held() == account.lines()[: len(account.held())]


@pytest.mark.fault("two histories of one journal")
def test_two_stories_are_told_once_and_the_journal_stays_as_it_is(
    account: TriedAccount, tmp_path: Path
) -> None:
    account.send_id()
    older = Copied(account, tmp_path / "older")
    account.append()
    account.report()
    held = list(account.held())
    older.put_back(heads=True)
    account.append(Draft(EventType.DOOR_CLOSED, {"door": "windows_logon"}))
    assert account.report().reached is Reached.FORKED
    assert account.report().reached is Reached.FORKED
    assert account.types().count("log.rollback_detected") == 1
    assert account.held() == held


@pytest.mark.fault("server that lies to the program")
@pytest.mark.parametrize("why", ["ahead", "fork", "behind"])
def test_a_desk_that_only_says_so_changes_nothing(
    why: str, account: TriedAccount, desk: TrueDesk
) -> None:
    account.send_id()
    account.append()
    before = account.path.read_bytes()
    body = b'{"known_size": 9999, "why": "%s"}' % why.encode()
    desk.report = lambda _body: Reply(409, body)  # type: ignore[method-assign,assignment]
    assert account.report().reached is Reached.REFUSED
    assert account.path.read_bytes() == before


@pytest.mark.fault("server that lies to the program")
@pytest.mark.parametrize("line", [b"{}", b"", b"x" * 9000, "é".encode()])
def test_lines_that_this_account_never_signed_are_never_put_back(
    line: bytes, account: TriedAccount, desk: TrueDesk
) -> None:
    account.send_id()
    account.append()
    before = account.path.read_bytes()
    desk.lines[account.log] = [*account.lines(), line]
    assert account.report().reached in (Reached.UNTRUSTED, Reached.NOT_NOW)
    assert account.path.read_bytes() == before
