"""What the desk lacks reaches it once and in order, and nothing counts that it has not signed."""

import itertools
from datetime import timedelta
from pathlib import Path
from typing import Callable, Dict

import pytest

from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.reporting.synced import Reached
from tests.unit.journal_on_disk import SEEN
from tests.unit.reporting_account import FIELDS, KilledError, TriedAccount
from tests.unit.true_desk import OTHER_DESK, OTHER_SEED, TrueDesk


@pytest.fixture
def desk() -> TrueDesk:
    return TrueDesk()


@pytest.fixture
def account(tmp_path: Path, desk: TrueDesk) -> TriedAccount:
    return TriedAccount(tmp_path / "consent", desk)


def acked(account: TriedAccount) -> int:
    return account.types().count("report.acked")


def test_the_desk_gets_every_line_and_its_receipt_is_on_disk(
    account: TriedAccount, desk: TrueDesk
) -> None:
    account.grant()
    synced = account.send_id()
    assert synced.reached is Reached.UP_TO_DATE
    assert account.held() == account.lines()[:-1]
    assert account.types()[-2:] == ["report.sent", "report.acked"]
    assert synced.receipt is not None
    size = synced.receipt.checkpoint.size
    assert account.place.receipt(account.kid, size).read_bytes() == desk.receipts[account.log, size]
    assert account.record(-1).data["size"] == size


def test_an_acknowledgement_alone_is_no_reason_for_a_report(
    account: TriedAccount, desk: TrueDesk
) -> None:
    account.send_id()
    before = account.path.read_bytes()
    assert [account.report().reached for _ in range(3)] == [Reached.UP_TO_DATE] * 3
    assert len(desk.reports) == 1
    assert account.path.read_bytes() == before


def test_without_a_journal_nothing_is_asked_and_nothing_is_made(
    account: TriedAccount, desk: TrueDesk
) -> None:
    assert account.sync.run().reached is Reached.NOTHING
    assert account.sync.look().reached is Reached.NOTHING
    assert not desk.reports
    assert not account.place.folder.exists()


def test_what_leaves_are_the_fields_and_the_terms_and_nothing_else(
    account: TriedAccount, desk: TrueDesk
) -> None:
    keep = account.sync._blobs
    person = keep.keep_personal({"account": "Jeanne"})
    terms = keep.keep(b"terms")
    account.append(
        Draft(
            EventType.TERMS_SHOWN,
            {
                "terms_id": "1",
                "terms_sha256": terms,
                "lang": "fr",
                "scope": "oneoff",
                "price_cents": 1,
                "price_text": "1",
                "visible_ms": 1,
                "scrolled_end": True,
            },
            "2b9c1f0e-6f0a-4b57-9a53-0d5a5e1c7c11",
        )
    )
    account.send_id()
    assert terms in desk.blobs
    assert person not in desk.blobs
    fields = account.record(-2).data["fields_sha256"]
    assert desk.blobs.keys() == {terms, fields}
    assert FIELDS["teamviewer_id"].encode() in desk.blobs[str(fields)]


@pytest.mark.fault("weeks without a network")
def test_weeks_without_a_network_lose_nothing(account: TriedAccount) -> None:
    account.way.is_cut = True
    for _ in range(30):
        account.append()
        account.clock.pass_time(timedelta(days=1))
        assert account.report().reached is Reached.NOT_NOW
    assert account.sync.look().reached is Reached.UNSENT
    account.way.is_cut = False
    assert account.report().reached is Reached.UP_TO_DATE
    assert account.held() == account.lines()[:-1]


def test_more_than_a_report_holds_goes_in_several(account: TriedAccount, desk: TrueDesk) -> None:
    drafts = [SEEN] * 900
    for chunk in range(0, 900, 100):
        account.journal._write(drafts[chunk : chunk + 100])
    assert account.report().reached is Reached.UP_TO_DATE
    assert len(desk.reports) > 1
    assert max(map(len, desk.reports)) <= 256 * 1024
    assert account.held() == account.lines()[:-1]
    assert acked(account) == 1


STEPS = (
    "before sending", "after sending", "before keeping", "after keeping",
    "before acked", "after acked",
)  # fmt: skip


@pytest.mark.fault("kill at any step of a report")
@pytest.mark.parametrize(("step", "turn"), list(itertools.product(STEPS, (1, 2))))
def test_whichever_step_it_is_killed_at_nothing_is_lost_and_nothing_doubled(
    step: str, turn: int, account: TriedAccount
) -> None:
    seen: Dict[str, int] = {}

    def kill(now: str) -> None:
        seen[now] = seen.get(now, 0) + 1
        if (now, seen[now]) == (step, turn):
            raise KilledError

    interrupt_acks(account, kill)
    account.way.on_step = kill
    try:
        account.send_id()
        account.append()
        account.report()
    except KilledError:
        assert account.journal.heads.settle(60)
        account.way.on_step = lambda _step: None
        account.start()
        account.append()
        account.report()
    else:
        pytest.fail(f"{step} never came")
    assert account.held() == account.lines()[: len(account.held())]
    assert set(account.types()[len(account.held()) :]) == {"report.acked"}
    sizes = [r.data["size"] for r in map(account.record, range(len(account.lines())))
             if r.type == "report.acked"]  # fmt: skip
    assert len(sizes) == len(set(sizes))
    assert account.report().reached is Reached.UP_TO_DATE


def interrupt_acks(account: TriedAccount, kill: Callable[[str], None]) -> None:
    append = account.journal.append

    def interrupted(draft: Draft) -> object:
        is_ack = draft.kind is EventType.REPORT_ACKED
        if is_ack:
            kill("before acked")
        record = append(draft)
        if is_ack:
            kill("after acked")
        return record

    account.journal.append = interrupted  # type: ignore[method-assign,assignment]


def test_a_new_year_s_journal_and_the_one_before_both_arrive(
    account: TriedAccount, desk: TrueDesk
) -> None:
    account.append()
    old = account.kid
    account.clock.pass_time(timedelta(days=60))
    account.append()
    assert account.kid != old
    assert account.report().reached is Reached.UP_TO_DATE
    assert desk.lines[account.place.log_of_kid(old)] == account.lines(old)
    assert account.held() == account.lines()[:-1]
    assert account.keys.old(old) is None


def test_a_desk_that_lost_its_lines_gets_them_again(account: TriedAccount, desk: TrueDesk) -> None:
    account.send_id()
    desk.lines.clear()
    desk.receipts.clear()
    account.append()
    assert account.report().reached is Reached.UP_TO_DATE
    assert account.held() == account.lines()[:-1]


@pytest.mark.fault("another desk answers")
def test_another_desk_s_key_is_refused_and_nothing_is_kept(
    account: TriedAccount, desk: TrueDesk
) -> None:
    desk.signer, desk.seed = OTHER_DESK, OTHER_SEED
    assert account.send_id().reached is Reached.UNTRUSTED
    assert acked(account) == 0
    assert not account.place.receipts(account.kid)


@pytest.mark.fault("report sent again")
def test_an_older_receipt_played_again_is_refused(account: TriedAccount, desk: TrueDesk) -> None:
    account.send_id()
    old = next(iter(desk.receipts.values()))
    account.append()
    kept = account.place.receipts(account.kid)
    desk.receipt = lambda _note: old  # type: ignore[method-assign,assignment]
    assert account.report().reached is Reached.UNTRUSTED
    assert account.place.receipts(account.kid) == kept
