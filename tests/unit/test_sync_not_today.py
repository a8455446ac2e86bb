"""A desk that takes no more for now is asked again, and nothing is lost."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Optional

import pytest

from agent.reporting.synced import Reached
from tests.unit.reporting_account import TriedAccount
from tests.unit.true_desk import Reply, TrueDesk

HOUR = 3600


class FullDesk(TrueDesk):
    """A desk that answers `instead` to reports of `of`, or of every journal."""

    instead: Optional[Reply] = None
    of: str = ""

    def report(self, body: bytes) -> Reply:
        is_meant = self.of in ("", json.loads(body)["log"])
        return self.instead if self.instead and is_meant else super().report(body)


def refusal(status: int, retry_after: str = "") -> Reply:
    headers = {"Retry-After": retry_after} if retry_after else {}
    return Reply(status, json.dumps({"why": "too much"}).encode(), headers)


@pytest.fixture
def desk() -> FullDesk:
    return FullDesk()


@pytest.fixture
def account(tmp_path: Path, desk: FullDesk) -> TriedAccount:
    return TriedAccount(tmp_path / "consent", desk)


@pytest.mark.fault("strangers flood the desk with journals", "disk nearly full under the desk")
@pytest.mark.parametrize("status", [429, 503, 507])
def test_a_desk_that_takes_no_more_today_is_asked_again_within_the_hour(
    account: TriedAccount, desk: FullDesk, status: int
) -> None:
    desk.instead = refusal(status, "80000")
    for _ in range(3):
        account.append()
        account.clock.pass_time(timedelta(hours=1))
        synced = account.report()
        assert (synced.reached, synced.seconds) == (Reached.NOT_NOW, HOUR)
    assert account.sync.look().reached is Reached.UNSENT
    desk.instead = None
    assert account.report().reached is Reached.UP_TO_DATE
    assert account.held() == account.lines()[:-1]


@pytest.mark.fault("a journal that grows without end")
def test_a_journal_that_is_full_at_the_desk_is_kept_here_and_the_next_one_arrives(
    account: TriedAccount, desk: FullDesk
) -> None:
    account.append()
    old = account.kid
    desk.instead, desk.of = refusal(413), account.log
    assert account.report().reached is Reached.REFUSED
    account.clock.pass_time(timedelta(days=60))
    account.append()
    assert account.report().reached is Reached.UP_TO_DATE
    assert account.held() == account.lines()[:-1]
    desk.instead = None
    account.append()
    assert account.report().reached is Reached.UP_TO_DATE
    assert desk.lines[account.place.log_of_kid(old)] == account.lines(old)
