"""What a client dates at the calendar's edges is an answer and a page, never a failure."""

from datetime import datetime, timezone

import pytest

from agent.consent.event_data import EventType
from agent.consent.record import Stamp
from desk.remote_sessions import sessions_in
from tests.desk.journals import Client, at
from tests.desk.rooms import Room
from tests.desk.site import Site
from tests.unit.consent_journals import CID, RUN, session, shown, yes

CALENDARS_END = Stamp(datetime.max.replace(tzinfo=timezone.utc), 0, 0, RUN)


def test_a_yes_in_the_calendars_last_moment_is_taken(room: Room) -> None:
    client = Client()
    client.writer.write_at(CALENDARS_END, EventType.TERMS_SHOWN, shown())
    client.writer.write_at(CALENDARS_END, EventType.GIVEN, yes())
    room.receipt(client.report())
    assert room.row(client).access_at(room.now) == "none"


def test_the_page_of_a_machine_at_the_calendars_end_opens_later_as_well(site: Site) -> None:
    client = Client()
    client.writer.write_at(CALENDARS_END, EventType.CLOCK_JUMP, {"ms": at(1)}, None)
    site.take(client)
    visitor = site.signed_in()
    # Each look is a little later than the report.
    assert client.log in visitor.text(f"/machines/{client.log}")


@pytest.mark.parametrize("started", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_two_signs_of_a_connection_are_compared_wherever_they_are_dated(started: str) -> None:
    client = Client()
    for source in ("list", "log"):
        data = session(source=source, started=started)
        client.event(2, EventType.SESSION_STARTED, data, CID)
    assert len(sessions_in(client.writer.records, client.blobs.get)) == 1
