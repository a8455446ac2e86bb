"""What a journal allows is worked out before anybody waits, and is right whatever comes between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from agent.consent.event_data import EventType
from agent.consent.time_limits import TimeLimits
from desk.store.database import Store
from desk.witness import ingest
from desk.witness.foreseen import Foreseen, foresee
from desk.witness.ingest import Receipted
from desk.witness.report import CheckedReport
from tests.desk.journals import Client, at
from tests.desk.rooms import Room
from tests.unit.consent_journals import withdrawn

HANGS_SECONDS = 60


def after_foreseeing(patch: pytest.MonkeyPatch, work: Callable[[], object]) -> None:
    """`work` is done once, between the next report's being worked out and its being kept."""

    def once(store: Store, checked: CheckedReport, now: int, limits: TimeLimits) -> Foreseen | None:
        patch.undo()
        foreseen = foresee(store, checked, now, limits)
        work()
        return foreseen

    patch.setattr(ingest, "foresee", once)


def withdrawing() -> Client:
    """A takeover allowed and taken back: five lines."""
    client = Client().grant(1).send_fields(3)
    cid = client.writer.records[1].cid
    return client.event(4, EventType.WITHDRAWN, withdrawn(), cid)


def test_a_report_is_worked_out_while_nobody_else_has_to_wait(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, other = withdrawing(), Client().grant(1)
    kept = []

    def somebody_else() -> None:
        with ThreadPoolExecutor(1) as at_once:
            kept.append(at_once.submit(room.take, other.report()).result(HANGS_SECONDS))

    after_foreseeing(monkeypatch, somebody_else)
    room.now = at(3)
    room.receipt(client.report(0, 3))
    assert [type(taken) for taken in kept] == [Receipted]
    assert room.row(client).access_state == "ready"


@pytest.mark.fault("two desks on one store")
@pytest.mark.parametrize("held", [1, 3])
@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("between", [3, 4, 5])
def test_whatever_is_added_between_the_same_is_allowed(
    room: Room, monkeypatch: pytest.MonkeyPatch, held: int, first: int, between: int
) -> None:
    client, states = withdrawing(), []
    room.now = at(5)
    room.receipt(client.report(0, held))

    def between_them() -> None:
        room.take(client.report(0, between))
        states.append(room.row(client).access_state)

    after_foreseeing(monkeypatch, between_them)
    room.receipt(client.report(first))
    assert (states, room.row(client).access_state) == (
        ["ready" if between < client.size else "none"],
        "none",
    )


def test_what_nobody_could_foresee_is_worked_out_when_it_is_kept(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = withdrawing()
    room.now = at(5)
    room.receipt(client.report(0, 1))
    # The lines between are not there yet when the last ones are looked at.
    after_foreseeing(monkeypatch, lambda: room.receipt(client.report(1, 3)))
    room.receipt(client.report(3))
    assert room.row(client).access_state == "none"
