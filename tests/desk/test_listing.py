"""The list finds, orders and pages, and reads no more the more machines there are."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, event, insert, text

from agent.consent.event_data import EventType
from desk.search_words import folded, search_words
from desk.store import flags, listing, machines, own_log
from desk.store.flags import FlagKind, Look
from desk.store.listing import Place, Wanted
from desk.store.schema import LOGS, SEARCH_WORDS
from tests.desk.journals import Client, at
from tests.desk.rooms import Room

MANY = 2000


def names(room: Room, wanted: Wanted) -> list[str | None]:
    with room.desk.store.reading() as connection:
        return [row.machine for row in listing.page(connection, wanted)]


@pytest.fixture
def shop(room: Room) -> Room:
    """Three machines that reported at 1, 2 and 3 minutes."""
    for minutes, (machine, contact, identifier) in enumerate(
        [
            ("Salon", "Zoé Martin", "1234567890"),
            ("Bureau", "Éric Noël", "987654321"),
            ("Atelier", "Martin-Noël SARL", "123450000"),
        ],
        1,
    ):
        room.now = at(minutes)
        client = Client().send_fields(machine=machine, contact=contact, teamviewer_id=identifier)
        room.receipt(client.report())
    return room


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", ["Atelier", "Bureau", "Salon"]),
        ("zoe", ["Salon"]),
        ("ZOÉ mart", ["Salon"]),
        ("noel", ["Atelier", "Bureau"]),
        ("12345", ["Atelier", "Salon"]),
        ("1234567890", ["Salon"]),
        ("1 234 567 890", ["Salon"]),
        ("martin sarl", ["Atelier"]),
        ("salon noel", []),
        ("oe", []),
        ("%", []),
        ("'; DROP TABLE logs; --", []),
        ("\0", []),
    ],
)
def test_machines_are_found_by_the_beginnings_of_words(
    shop: Room, sought: str, found: list[str]
) -> None:
    assert names(shop, Wanted(sought)) == found


def test_machines_are_found_by_when_they_reported(shop: Room) -> None:
    assert names(shop, Wanted(since=at(2))) == ["Atelier", "Bureau"]
    assert names(shop, Wanted(since=at(2), until=at(3))) == ["Bureau"]


def test_a_machine_is_new_until_its_id_is_matched_and_again_when_it_changes(room: Room) -> None:
    client = Client().send_fields()
    room.receipt(client.report())
    assert room.row(client).is_new
    with room.desk.store.writing() as connection:
        assert machines.match(connection, room.desk.key, client.log, "1234567890", "Ana", at(2))
        assert not machines.match(connection, room.desk.key, Client().log, "1", "Ana", at(2))
    assert not room.row(client).is_new
    assert names(room, Wanted(only_new=True)) == []
    room.receipt(client.send_fields(3, teamviewer_id="555666777").report(2))
    assert room.row(client).is_new
    assert room.row(client).flags == ("other_id",)
    assert names(room, Wanted(only_new=True)) == ["PC de Zoé"]


def test_the_search_for_new_machines_finds_exactly_those_that_are_shown_as_new(room: Room) -> None:
    client = Client().send_fields()
    room.receipt(client.report())
    with room.desk.store.writing() as connection:
        machines.match(connection, room.desk.key, client.log, "1234567890", "Ana", at(2))
    # TeamViewer is not there any more.
    room.receipt(client.send_fields(3, teamviewer_id="").report(2))
    assert names(room, Wanted(only_new=True)) == []
    assert not room.row(client).is_new


def test_a_flag_that_was_looked_at_comes_back_when_it_is_raised_again(room: Room) -> None:
    client = Client().send_fields()
    room.receipt(client.report())
    other = client.copy().event(2, EventType.CLOCK_JUMP, {"ms": 9000}).report(2)
    client.event(2, EventType.CLOCK_JUMP, {"ms": 8000})
    room.receipt(client.report(2))
    assert room.conflict(other)[1] == "fork"
    assert room.row(client).flags == ("fork",)
    look = Look("Ana", at(3))
    with room.desk.store.writing() as connection:
        assert machines.see_flag(connection, room.desk.key, client.log, FlagKind.FORK, look)
    assert room.row(client).flags == ()
    assert room.flags(client)["fork"].seen_by == "Ana"
    with room.desk.store.writing() as connection:
        flags.raise_flag(connection, room.row(client).id, FlagKind.FORK, at(4))
    assert room.row(client).flags == ("fork",)


def test_a_machine_that_changed_can_be_told_from_one_that_did_not(room: Room) -> None:
    client, other = Client().send_fields(), Client().send_fields()
    room.receipt(client.report())
    room.receipt(other.report())
    before = room.row(client).revision, room.row(other).revision
    room.receipt(client.send_fields(3).report(2))
    with room.desk.store.reading() as connection:
        size = own_log.size(connection)
    assert before[0] < before[1] == room.row(other).revision < room.row(client).revision == size


def test_pages_follow_one_another_and_miss_nothing(room: Room) -> None:
    with room.desk.store.writing() as connection:
        put_many(connection, 130)
    seen: list[int] = []
    after: Place | None = None
    with room.desk.store.reading() as connection:
        while rows := listing.page(connection, after=after):
            seen += [row.id for row in rows]
            after = Place(rows[-1].last_seen, rows[-1].id)
    assert len(seen) == len(set(seen)) == 130


def put_many(connection: Connection, number: int) -> None:
    """Rows as if so many machines had reported, several in each millisecond."""
    rows = [
        {
            "id": i,
            "name": f"a.example/consent/{i:016x}",
            "public_key": b"k" * 32,
            "size": 1,
            "first_seen": 0,
            "last_seen": 1000 + i // 3,
            "teamviewer_id": str(10**8 + i),
            "revision": i,
        }
        for i in range(1, number + 1)
    ]
    connection.execute(insert(LOGS), rows)
    words = [{"word": str(10**8 + i), "log_id": i} for i in range(1, number + 1)]
    connection.execute(insert(SEARCH_WORDS), words)


@pytest.fixture
def statements(room: Room) -> Iterator[list[tuple[str, object]]]:
    """What is asked of the store."""
    asked: list[tuple[str, object]] = []

    def note(*words: object) -> None:
        asked.append((str(words[2]), words[3]))

    event.listen(room.desk.store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(room.desk.store.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted("100001999"), Wanted(since=1500, until=1510)], ids=repr
)
def test_the_list_walks_an_index_and_never_all_machines(
    room: Room, statements: list[tuple[str, object]], wanted: Wanted
) -> None:
    store = room.desk.store
    with store.writing() as connection:
        put_many(connection, MANY)
    if not store.is_sqlite:
        with store.engine.connect() as plain:
            plain.execute(text("ANALYZE"))
            plain.commit()
    statements.clear()
    with store.reading() as connection:
        assert listing.page(connection, wanted, after=Place(10**6, 1))
        asked, values = next(s for s in statements if s[0].startswith("SELECT"))
        explain = "EXPLAIN QUERY PLAN " if store.is_sqlite else "EXPLAIN "
        plan = connection.exec_driver_sql(explain + asked, values).all()  # type: ignore[arg-type]
    told = "\n".join(str(step) for step in plan)
    assert "logs_by_last_seen" in told or wanted.text
    assert "Seq Scan on logs" not in told
    assert not re.search(r"SCAN logs(?! USING INDEX)", told)


def test_accents_and_case_make_no_difference() -> None:
    assert folded("ÉCOLE Ñandú ﬁn") == "ecole nandu fin"
    assert search_words("Zoé  D'Été", None, "x-1") == {"zoe", "d", "ete", "x", "1"}
