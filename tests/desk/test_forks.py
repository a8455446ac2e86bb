"""The other copies of a journal: kept as they came, and flagged also when no more are kept."""

import dataclasses

from agent.consent.event_data import EventType
from desk.store import flags, forks
from desk.store.flags import FlagKind, Look
from tests.desk.journals import Client, at
from tests.desk.rooms import Room


def told_otherwise(client: Client, number: int) -> Client:
    return client.copy().event(2, EventType.CLOCK_JUMP, {"ms": number}, None)


def test_a_copy_beyond_those_that_are_kept_is_flagged_again(room: Room) -> None:
    base = Client().send_fields()
    client = told_otherwise(base, 0)
    room.receipt(client.report())
    for number in range(forks.MOST_KEPT):
        assert room.conflict(told_otherwise(base, number + 1).report(2))[1] == "fork"
    with room.desk.store.writing() as connection:
        flags.mark_seen(connection, room.row(client).id, FlagKind.FORK, Look("Ana", at(9)))
    assert not room.row(client).flags
    assert room.conflict(told_otherwise(base, 1).report(2))[1] == "fork"
    assert not room.row(client).flags
    assert room.conflict(told_otherwise(base, 99).report(2))[1] == "fork"
    assert room.row(client).flags == ("fork",)
    with room.desk.store.reading() as connection:
        assert len(forks.of(connection, room.row(client).id)) == forks.MOST_KEPT


def test_a_copy_without_lines_is_kept_as_one(room: Room) -> None:
    base = Client().send_fields()
    client = told_otherwise(base, 0)
    room.receipt(client.report())
    other = dataclasses.replace(told_otherwise(base, 1).report(3), lines=())
    assert room.conflict(other) == (3, "fork")
    with room.desk.store.reading() as connection:
        (kept,) = forks.of(connection, room.row(client).id)
    assert (kept.lines, kept.checkpoint) == ((), other.checkpoint.encode())
