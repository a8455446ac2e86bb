"""A new year begins a new journal: what is allowed goes on there, and is told of nowhere else."""

import base64
import itertools

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from tests.desk.journals import Client
from tests.desk.rooms import Room
from tests.desk.site import Site
from tests.unit.consent_journals import CID, lasting, session, shown, withdrawn


def allowing() -> Client:
    """A machine with lasting access."""
    client = Client().send_fields(machine="Salon")
    client.writer.grant_lasting(3)
    return client


def named(old: Client, new: Client) -> Client:
    """The old journal, whose last line names the new one."""
    return old.event(10, EventType.KEY_ROTATED, {"next_log": new.log}, None)


def naming(old: Client, new: Client) -> Client:
    """The new journal, whose first line names the old one."""
    root = base64.b64encode(old.head.tree.root()).decode()
    previous: Json = {"log": old.log, "size": old.size, "root": root}
    writer = type(new.writer)
    new.writer = writer(new.seed, None, new.writer.sign, prev_log=previous, reason="new_year")
    return new.send_fields(12, machine="Salon")


def state(room: Room, client: Client) -> str:
    return room.row(client).access_at(room.now)


def test_lasting_access_goes_on_in_the_next_journal_alone(room: Room) -> None:
    old, new = allowing(), Client()
    room.receipt(old.report())
    until = room.row(old).access_until
    assert state(room, old) == "permanent"
    room.receipt(named(old, new).report(old.size - 1))
    assert state(room, old) == "moved"
    room.receipt(naming(old, new).report())
    assert (state(room, new), room.row(new).access_until) == ("permanent", until)


def test_what_was_withdrawn_in_the_next_journal_is_allowed_nowhere(room: Room) -> None:
    old, new = allowing(), Client()
    room.receipt(named(old, new).report())
    room.receipt(naming(old, new).report())
    new.event(13, EventType.WITHDRAWN, withdrawn(), CID)
    room.receipt(new.report(new.size - 1))
    assert (state(room, old), state(room, new)) == ("moved", "none")


def test_a_journal_that_only_says_to_go_on_from_another_allows_nothing_by_that(room: Room) -> None:
    old, stranger = allowing(), Client()
    room.receipt(old.report())
    room.receipt(naming(old, stranger).report())
    assert (state(room, old), state(room, stranger)) == ("permanent", "none")
    chosen = Client()
    room.receipt(named(old, chosen).report(old.size - 1))
    stranger.event(14, EventType.TERMS_SHOWN, shown(), CID)
    room.receipt(stranger.report(stranger.size - 1))
    assert state(room, stranger) == "none"


def test_each_page_leads_to_the_other_and_tells_what_became_of_a_consent(site: Site) -> None:
    old, new = allowing(), Client()
    site.take(named(old, new))
    site.take(naming(old, new).event(13, EventType.WITHDRAWN, withdrawn(), CID))
    visitor = site.signed_in()
    before, after = (visitor.text(f"/machines/{one.log}") for one in (old, new))
    assert f'href="/machines/{new.log}"' in before
    assert f'href="/machines/{old.log}"' in after
    assert "Suite dans un autre journal" in before
    for page in (before, after):
        assert "Retiré par le client" in page
    assert "Suite dans un autre journal" in visitor.text("/machines.csv")


def test_journals_that_name_each_other_in_a_ring_have_pages(site: Site) -> None:
    one, other = Client(), Client()
    named(naming(other, one), other)
    named(naming(one, other), one)
    site.take(one)
    site.take(other)
    for client in (one, other):
        assert client.log in site.signed_in().text(f"/machines/{client.log}")


def test_more_journals_than_are_looked_at_allow_nothing(room: Room) -> None:
    journals = [allowing(), *(Client() for _ in range(5))]
    for old, new in itertools.pairwise(journals):
        room.receipt(named(old, new).report())
        naming(old, new)
    room.receipt(journals[-1].report())
    assert state(room, journals[-1]) == "none"


def test_a_connection_rests_on_no_consent_that_nobody_gave(site: Site) -> None:
    client = Client().send_fields()
    client.event(2, EventType.TERMS_SHOWN, shown(), CID)
    data = session(ended="2026-11-23T09:36:00.000Z", seconds=1860)
    site.take(client.event(40, EventType.SESSION_ENDED, data, CID))
    page = site.signed_in().text(f"/machines/{client.log}")
    assert "Avec accord" not in page
    assert "Sans accord" in page


def test_a_connection_rests_on_a_consent_of_the_journal_before(site: Site) -> None:
    old, new = allowing(), Client()
    assert old.writer.records[-1].data == lasting()
    site.take(named(old, new))
    data = session(ended="2026-11-23T09:36:00.000Z", seconds=1860)
    site.take(naming(old, new).event(40, EventType.SESSION_ENDED, data, CID))
    assert "Avec accord" in site.signed_in().text(f"/machines/{new.log}")
