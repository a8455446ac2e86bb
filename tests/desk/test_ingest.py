"""What the desk takes, refuses and signs, on both stores."""

import dataclasses
from collections.abc import Callable

import pytest

from agent.consent.checkpoint import sign_checkpoint
from agent.consent.control_words import control_words
from agent.consent.event_data import EventType
from agent.consent.receipt import read_receipt
from desk import ed25519
from desk.store import blobs, forks, lines
from desk.witness.refusals import MalformedReportError, UnsignedReportError
from desk.witness.report import Report
from tests.desk.journals import Client, at, stamp_at
from tests.desk.rooms import Room
from tests.unit.consent_journals import session, withdrawn


def holds(room: Room, client: Client, receipt: bytes, size: int) -> bool:
    """Whether a receipt is the desk's, over exactly the client's first lines."""
    signer = room.desk.key.signer
    said = read_receipt(receipt, client.writer.key, signer, ed25519.verify).checkpoint
    return (said.size, said.root) == (size, client.head_at(size).tree.root())


def test_a_report_is_kept_and_countersigned(room: Room) -> None:
    client = Client().send_fields().grant(2)
    assert holds(room, client, room.receipt(client.report()), 4)
    with room.desk.store.reading() as connection:
        assert list(lines.every(connection, room.row(client).id)) == client.lines


@pytest.mark.fault("report sent again")
def test_the_same_report_again_gives_the_same_receipt_whenever_it_comes(room: Room) -> None:
    client = Client().send_fields()
    first = client.report()
    receipt = room.receipt(first)
    room.now = at(60)
    assert room.receipt(first) == receipt
    client.grant(2)
    later = room.receipt(client.report(2))
    assert room.receipt(first) == receipt
    assert room.receipt(client.report(2)) == later
    assert room.receipt(client.report(4)) == later


def test_lines_that_are_held_already_may_come_along(room: Room) -> None:
    client = Client().send_fields()
    room.receipt(client.report())
    client.grant(2)
    assert holds(room, client, room.receipt(client.report(1)), 4)


def test_a_journal_that_is_not_known_is_asked_for_from_the_start(room: Room) -> None:
    client = Client().send_fields().grant(2)
    assert room.conflict(client.report(2)) == (0, "behind")
    assert not room.knows(client)


def test_missing_lines_are_asked_for(room: Room) -> None:
    client = Client()
    room.receipt(client.report())
    client.send_fields().grant(2)
    assert room.conflict(client.report(3)) == (1, "behind")
    assert room.row(client).size == 1


@pytest.mark.fault("journal with fewer lines than the desk")
def test_a_journal_with_fewer_lines_than_the_desk_is_told_so_and_flagged(room: Room) -> None:
    client = Client().send_fields().grant(2)
    room.receipt(client.report())
    assert room.conflict(client.report(0, 3)) == (4, "ahead")
    assert "rollback" in room.flags(client)


@pytest.mark.fault("two histories of one journal")
@pytest.mark.parametrize("first", [0, 1, 2])
def test_of_two_histories_both_are_kept_and_neither_is_signed_twice(room: Room, first: int) -> None:
    client = Client().send_fields()
    other = client.copy()
    client.grant(2)
    room.receipt(client.report())
    other.event(3, EventType.WITHDRAWN, withdrawn(), client.writer.records[2].cid)
    assert room.conflict(other.report(first)) == (4, "fork")
    assert room.conflict(other.report(first)) == (4, "fork")
    row = room.row(client)
    with room.desk.store.reading() as connection:
        assert list(lines.every(connection, row.id)) == client.lines
        (kept,) = forks.of(connection, row.id)
    assert kept.lines == tuple(other.lines[first:])
    assert room.flags(client)["fork"].times == 1


@pytest.mark.fault("two histories of one journal")
def test_another_history_that_goes_on_where_the_desk_stopped_is_a_fork(room: Room) -> None:
    client = Client().send_fields()
    other = client.copy()
    client.event(2, EventType.CLOCK_JUMP, {"ms": 9000})
    room.receipt(client.report())
    other.event(3, EventType.CLOCK_JUMP, {"ms": 8000}).grant(4)
    assert room.conflict(other.report(3)) == (3, "fork")


def test_two_roots_for_one_size_are_never_signed(room: Room) -> None:
    client = Client().send_fields()
    other = client.copy()
    client.event(2, EventType.CLOCK_JUMP, {"ms": 9000})
    room.receipt(client.report())
    other.event(3, EventType.CLOCK_JUMP, {"ms": 8000})
    empty = dataclasses.replace(other.report(3), lines=())
    assert room.conflict(empty) == (3, "fork")


def altered(client: Client) -> Report:
    report = client.report()
    changed = report.lines[1].replace(b'"off":60', b'"off":61')
    return dataclasses.replace(report, lines=(report.lines[0], changed, *report.lines[2:]))


def signed_by_another(client: Client) -> Report:
    return dataclasses.replace(client.report(), checkpoint=resigned(client, Client()))


def resigned(client: Client, by: Client) -> str:
    return sign_checkpoint(client.head, by.writer.sign)


def reordered(client: Client) -> Report:
    report = client.report()
    return dataclasses.replace(report, lines=(report.lines[0], *reversed(report.lines[1:])))


def one_left_out(client: Client) -> Report:
    report = client.report()
    return dataclasses.replace(report, lines=(report.lines[0], *report.lines[2:]))


def cut(client: Client) -> Report:
    report = client.report()
    return dataclasses.replace(report, lines=report.lines[:-1])


def twice(client: Client) -> Report:
    report = client.report()
    return dataclasses.replace(report, lines=(*report.lines, report.lines[-1]))


def shifted(client: Client) -> Report:
    return dataclasses.replace(client.report(1), first=2)


def of_another_journal(client: Client) -> Report:
    return dataclasses.replace(client.report(), log=Client().log)


def other_lines(client: Client) -> Report:
    return dataclasses.replace(Client().send_fields().grant(2).report(), log=client.log)


def unnamed_blob(client: Client) -> Report:
    name = client.keep(b"more")
    return dataclasses.replace(client.report(), blobs={name: b"more"})


def no_genesis(client: Client) -> Report:
    return dataclasses.replace(client.report(1), first=0)


@pytest.mark.fault("forged report", "altered report", "lines in another order", "report cut short")
@pytest.mark.parametrize(
    ("forged", "refusal"),
    [
        (altered, MalformedReportError),
        (signed_by_another, UnsignedReportError),
        (reordered, MalformedReportError),
        (one_left_out, MalformedReportError),
        (cut, MalformedReportError),
        (twice, MalformedReportError),
        (shifted, MalformedReportError),
        (of_another_journal, MalformedReportError),
        (other_lines, MalformedReportError),
        (unnamed_blob, MalformedReportError),
        (no_genesis, MalformedReportError),
    ],
)
def test_what_is_forged_is_refused_and_leaves_nothing(
    room: Room, forged: Callable[[Client], Report], refusal: type[Exception]
) -> None:
    client = Client().send_fields().grant(2)
    room.receipt(client.report(0, 1))
    with pytest.raises(refusal):
        room.take(forged(client))
    assert room.row(client).size == 1


def test_a_root_over_other_lines_is_refused(room: Room) -> None:
    client = Client().send_fields()
    other = client.copy().event(2, EventType.CLOCK_JUMP, {"ms": 9000})
    client.event(2, EventType.CLOCK_JUMP, {"ms": 8000})
    report = dataclasses.replace(client.report(), checkpoint=other.checkpoint())
    with pytest.raises(MalformedReportError):
        room.take(report)
    assert not room.knows(client)


def test_a_line_signed_by_another_key_is_refused(room: Room) -> None:
    client, stranger = Client(), Client()
    client.writer.sign = stranger.writer.sign
    client.send_fields()
    client.writer.sign = lambda message: ed25519.sign(client.seed, message)
    with pytest.raises(UnsignedReportError):
        room.take(client.report())
    assert not room.knows(client)


def test_the_list_shows_what_the_newest_report_says(room: Room) -> None:
    client = Client().send_fields(1, outcome="unmet").send_fields(2)
    room.now = at(3)
    room.receipt(client.report())
    row = room.row(client)
    assert (row.teamviewer_id, row.machine, row.outcome) == ("1234567890", "PC de Zoé", "met")
    assert (row.first_seen, row.last_seen, row.reported_at) == (at(3), at(3), at(3))
    assert row.is_new
    assert row.words.split() == list(control_words(client.log, 3, client.head.tree.root()))


@pytest.mark.parametrize("wrong", ["", "12 345", "12a4567", "١٢٣٤٥٦٧", "1" * 13, 5, None])
def test_an_id_that_is_no_number_is_not_shown(room: Room, wrong: str | int | None) -> None:
    client = Client().send_fields(teamviewer_id=wrong)
    room.receipt(client.report())
    assert room.row(client).teamviewer_id is None
    assert room.row(client).machine == "PC de Zoé"


def test_a_report_whose_blob_does_not_come_changes_no_column(room: Room) -> None:
    client = Client().send_fields()
    room.receipt(dataclasses.replace(client.report(), blobs={}))
    assert (room.row(client).teamviewer_id, room.row(client).outcome) == (None, "unknown")


def test_what_is_allowed_ends_by_itself_on_the_list(room: Room) -> None:
    client = Client().grant(1)
    room.now = at(3)
    room.receipt(client.report())
    row = room.row(client)
    assert (row.access_at(at(3)), row.access_until) == ("ready", at(240))
    assert row.access_at(at(240)) == "none"


def test_what_the_client_stops_is_stopped_on_the_list(room: Room) -> None:
    client = Client().grant(1)
    client.event(3, EventType.WITHDRAWN, withdrawn(), client.writer.records[1].cid)
    room.now = at(4)
    room.receipt(client.report())
    assert room.row(client).access_at(at(4)) == "none"


@pytest.mark.fault("clock ahead or behind, of client or desk")
@pytest.mark.parametrize(("desk_at", "flag"), [(-60, "ahead"), (600, ""), (5, "")])
def test_a_clock_that_is_far_ahead_is_flagged_and_refused_nothing(
    room: Room, desk_at: int, flag: str
) -> None:
    client = Client().grant(1)
    room.now = at(desk_at)
    room.receipt(client.report())
    raised = room.flags(client).get("clock")
    assert (raised.detail if raised else "") == flag


@pytest.mark.fault("clock ahead or behind, of client or desk")
def test_by_a_clock_that_is_ahead_a_yes_still_counts_and_ends_in_time(room: Room) -> None:
    client = Client().grant(1)
    room.now = at(-60)
    room.receipt(client.report())
    row = room.row(client)
    assert row.access_at(at(-60)) == "ready"
    assert row.access_at(at(240 - 62)) == "none"


def test_a_clock_before_there_were_journals_is_flagged(room: Room) -> None:
    client = Client()
    client.writer.write_at(stamp_at(at(-60 * 24 * 700)), EventType.CLOCK_JUMP, {"ms": 1}, None)
    room.receipt(client.report())
    assert room.flags(client)["clock"].detail == "behind"


def test_an_unexpected_session_is_flagged(room: Room) -> None:
    client = Client().event(2, EventType.SESSION_UNEXPECTED, session())
    room.receipt(client.report())
    assert "unexpected_session" in room.flags(client)


def test_blobs_are_kept_under_their_journal(room: Room) -> None:
    client = Client().send_fields()
    room.receipt(client.report())
    ((name, content),) = client.blobs.items()
    with room.desk.store.reading() as connection:
        assert blobs.read(connection, room.row(client).id, name) == content
