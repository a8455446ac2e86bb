"""Nobody fills the desk, on both stores: what is kept is counted in the store itself."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from agent.consent.event_data import EventType
from desk.settings import Quotas, Settings
from desk.store import machines, usage
from desk.store.schema import NEWCOMERS, USAGE
from desk.witness.ingest import Conflict
from desk.witness.refusals import (
    JournalFullError,
    NoRoomError,
    NotTodayError,
    ReportRefusedError,
)
from desk.witness.report import Report
from tests.desk.journals import Client, at
from tests.desk.rooms import Room
from tests.unit.consent_journals import Writer, previous

DAY_MS = 86_400_000
QUOTAS = Quotas(new_per_address=2, new_in_all=3, day_kb=16, journal_kb=48, spare_mb=0)


@pytest.fixture
def tight(room: Room) -> Iterator[Room]:
    """A desk on that store that keeps little."""
    made = Room(dataclasses.replace(room.settings, quotas=QUOTAS), room.now)
    yield made
    made.desk.store.close()


def begin(room: Room, client: Client, address: str) -> None:
    """The first report of a journal, from that address."""
    checked = room.desk.witness.checked(client.report())
    assert not isinstance(checked, Conflict)
    room.desk.witness.keep(checked, address)


def used(room: Room, client: Client) -> usage.Usage:
    query = select(USAGE).where(USAGE.c.log_id == room.row(client).id)
    with room.desk.store.reading() as connection:
        row = connection.execute(query).one()
    return usage.Usage(row.bytes, row.day_bytes)


def fill_the_day(room: Room, client: Client) -> None:
    """Report until no more is taken today."""
    known = 0
    while is_taken(room, client.report(known)):
        known = client.size
        client.send_fields(known)


def is_taken(room: Room, report: Report) -> bool:
    """Whether it is taken today, whatever is answered."""
    try:
        room.take(report)
    except NotTodayError:
        return False
    return True


@pytest.mark.fault("strangers flood the desk with journals")
def test_new_journals_are_counted_by_address_and_in_all_for_a_day(tight: Room) -> None:
    begin(tight, Client(), "203.0.113.1")
    begin(tight, Client(), "203.0.113.1")
    refused = Client()
    with pytest.raises(NotTodayError, match="from this address"):
        begin(tight, refused, "203.0.113.1")
    begin(tight, Client(), "203.0.113.2")
    with pytest.raises(NotTodayError, match="new journals today") as told:
        begin(tight, Client(), "203.0.113.3")
    assert not tight.knows(refused)
    tight.now += told.value.seconds * 1000
    begin(tight, refused, "203.0.113.1")
    assert tight.knows(refused)


@pytest.mark.fault("strangers flood the desk with journals")
def test_who_has_reported_before_goes_on_while_strangers_are_refused(tight: Room) -> None:
    client = Client()
    begin(tight, client, "203.0.113.1")
    strangers = [is_taken(tight, Client().report()) for _ in range(5)]
    assert strangers == [True] * 2 + [False] * 3
    tight.receipt(client.grant(2).report(1))
    assert tight.row(client).access_state == "ready"


def test_what_is_repeated_or_refused_counts_as_no_new_journal(tight: Room) -> None:
    client, forger = Client(), Client()
    begin(tight, client, "203.0.113.1")
    broken = dataclasses.replace(forger.report(), checkpoint=forger.grant(2).checkpoint())
    for _ in range(5):
        begin(tight, client, "203.0.113.1")
        with pytest.raises(ReportRefusedError):
            tight.take(broken)
    begin(tight, Client(), "203.0.113.1")


def new_year(old: Client) -> Client:
    """The journal that goes on where this one ends; the old one says so."""
    new = Client()
    before = previous(old.writer)
    new.writer = Writer(new.seed, sign=new.writer.sign, reason="new_year", prev_log=before)
    return new


def ended_by(old: Client, new: Client) -> Client:
    return old.event(3, EventType.KEY_ROTATED, {"next_log": new.log})


@pytest.mark.fault("strangers flood the desk with journals")
def test_a_known_clients_next_journal_is_no_strangers(tight: Room) -> None:
    old = Client()
    begin(tight, old, "203.0.113.1")
    new, forged = new_year(old), new_year(old)
    tight.now += 31 * DAY_MS
    for number in range(3):
        begin(tight, Client(), f"203.0.113.{number}")
    with pytest.raises(NotTodayError):
        begin(tight, new, "203.0.113.9")
    tight.receipt(ended_by(old, new).report(1))
    with pytest.raises(NotTodayError):
        begin(tight, forged, "203.0.113.9")
    begin(tight, new, "203.0.113.9")
    assert tight.row(new).previous == old.log


@pytest.mark.fault("strangers flood the desk with journals")
def test_a_journal_is_followed_once_and_not_in_its_first_month(tight: Room) -> None:
    old = Client()
    begin(tight, old, "203.0.113.1")
    new, second = new_year(old), new_year(old)
    tight.receipt(ended_by(old, new).report(1))
    tight.now += 29 * DAY_MS
    for number in range(3):
        begin(tight, Client(), f"203.0.113.{number}")
    with pytest.raises(NotTodayError):
        begin(tight, new, "203.0.113.9")
    tight.now += 2 * DAY_MS
    for number in range(3):
        begin(tight, Client(), f"203.0.113.{number}")
    begin(tight, new, "203.0.113.9")
    tight.receipt(ended_by(old, second).report(2))
    with pytest.raises(NotTodayError):
        begin(tight, second, "203.0.113.9")


@pytest.mark.fault("a journal that grows without end")
def test_a_journal_has_so_many_bytes_a_day_and_goes_on_the_next(tight: Room) -> None:
    client, other = Client(), Client()
    fill_the_day(tight, client)
    known = tight.row(client).size
    assert used(tight, client).today <= QUOTAS.day_kb * 1024
    fill_the_day(tight, other)
    tight.now += DAY_MS
    tight.receipt(client.report(known))
    assert tight.receipt(client.report()) == tight.receipt(client.report(known))


@pytest.mark.fault("a journal that grows without end")
def test_a_journal_ends_at_its_whole_size_and_keeps_what_it_has(tight: Room) -> None:
    client = Client()
    receipts = [tight.receipt(client.report())]
    for day in range(1, 5):
        tight.now += DAY_MS
        large = client.keep(bytes([day]) * 9000)
        client.event(day, EventType.REPORT_SENT, {"fields_sha256": large})
        receipts.append(tight.receipt(client.report(day)))
    tight.now += DAY_MS
    client.event(5, EventType.REPORT_SENT, {"fields_sha256": client.keep(bytes(9000))})
    with pytest.raises(JournalFullError):
        tight.take(client.report(5))
    assert used(tight, client).in_all <= QUOTAS.journal_kb * 1024
    assert [tight.receipt(client.report(0, size)) for size in range(1, 6)] == receipts


@pytest.mark.fault("a journal that grows without end")
def test_what_is_repeated_or_rolled_back_grows_nothing_beyond_the_bounds(tight: Room) -> None:
    client = Client().send_fields()
    tight.receipt(client.report())
    before = used(tight, client)
    for _ in range(50):
        tight.receipt(client.report())
    assert used(tight, client) == before
    # Each of these is told in the desk's own journal.
    assert not all(is_taken(tight, client.report(0, 1)) for _ in range(50))
    assert tight.receipt(client.report())


@pytest.mark.fault("a journal that grows without end")
def test_contents_that_come_after_their_lines_count_too(tight: Room) -> None:
    client = Client()
    names = [client.keep(bytes([n]) * 6000) for n in range(4)]
    for name in names:
        client.event(1, EventType.REPORT_SENT, {"fields_sha256": name})
    whole = client.report()
    tight.receipt(dataclasses.replace(whole, blobs={}))
    one = {names[0]: client.blobs[names[0]]}
    tight.receipt(dataclasses.replace(whole, blobs=one))
    with pytest.raises(NotTodayError):
        tight.take(whole)


def test_what_was_counted_before_a_restoration_is_counted_anew(tight: Room) -> None:
    client = Client().send_fields().grant(2)
    tight.receipt(client.report(0, 2))
    tight.receipt(client.report(2))
    before = used(tight, client).in_all
    with tight.desk.store.writing() as connection:
        connection.execute(delete(USAGE))
    again = Room(tight.settings, tight.now)
    assert used(again, client) == usage.Usage(before, 0)
    again.desk.store.close()


def test_no_address_can_be_read_in_the_store_and_none_is_kept_for_long(tight: Room) -> None:
    address = "203.0.113.77"
    sources = set()
    for _ in range(2):
        begin(tight, Client(), address)
        with tight.desk.store.reading() as connection:
            sources |= set(connection.execute(select(NEWCOMERS.c.source)).scalars())
        tight.now += DAY_MS
    # One for all addresses, and another for the same address on each day.
    assert len(sources) == 3
    assert not any(address in source for source in sources)
    with tight.desk.store.writing() as connection:
        usage.drop_old(connection, tight.now // 86_400_000 + 2)
        assert connection.execute(select(NEWCOMERS)).first() is None


@pytest.mark.fault("disk nearly full under the desk")
def test_while_the_disk_is_nearly_full_only_matched_machines_are_taken(
    tmp_path: Path,
) -> None:
    known = Client().send_fields()
    roomy = Settings(tmp_path / "data", quotas=Quotas(spare_mb=0))
    short = dataclasses.replace(roomy, quotas=Quotas(spare_mb=9_999_999))
    before, room = Room(roomy, at(0)), Room(short, at(0))
    before.receipt(known.report())
    for client in (known, Client()):
        with pytest.raises(NoRoomError):
            room.take(client.send_fields(2).report())
    with room.desk.store.writing() as connection:
        machines.match(connection, room.desk.key, known.log, "1234567890", "Ana", at(0))
    room.receipt(known.report())
    for each in (before, room):
        each.desk.store.close()
