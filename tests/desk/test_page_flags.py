"""What a technician sees of a flag, and what his look at it counts for."""

from agent.consent.event_data import EventType
from desk.store import own_log
from tests.desk.journals import Client
from tests.desk.site import Site, hidden
from tests.unit.consent_journals import session


def test_a_flag_says_what_to_do_and_who_looked_at_it(site: Site) -> None:
    client = Client().send_fields()
    client.event(2, EventType.SESSION_UNEXPECTED, session(source="log"), None)
    site.take(client)
    visitor = site.signed_in()
    assert "Connexion sans accord" in visitor.text("/")
    page = visitor.text(f"/machines/{client.log}")
    assert "Appelez le client" in page
    sent = {"csrf": visitor.csrf, "kind": "unexpected_session", "times": "1"}
    assert visitor.send(f"/flags/{client.log}", **sent).status_code == 303
    assert "Connexion sans accord : Ana" in visitor.text(f"/machines/{client.log}")
    assert visitor.send(f"/flags/{client.log}", csrf=visitor.csrf, kind="x").status_code == 400


def test_a_flag_that_was_raised_again_meanwhile_was_not_looked_at(site: Site) -> None:
    client = Client().send_fields()
    site.take(client.event(2, EventType.SESSION_UNEXPECTED, session(source="log"), None))
    visitor = site.signed_in()
    page = visitor.text(f"/machines/{client.log}")
    sent = {name: hidden(page, name) for name in ("csrf", "kind", "times")}
    site.take(client.event(3, EventType.SESSION_UNEXPECTED, session(source="log"), None), 3)
    assert visitor.send(f"/flags/{client.log}", **sent).status_code == 409
    assert "Appelez le client" in visitor.text(f"/machines/{client.log}")


def test_what_was_never_flagged_is_noted_as_seen_nowhere(site: Site) -> None:
    client = site.take(Client().send_fields())
    visitor = site.signed_in()
    with site.desk.store.reading() as connection:
        size = own_log.size(connection)
    sent = {"csrf": visitor.csrf, "kind": "fork", "times": "0"}
    assert visitor.send(f"/flags/{client.log}", **sent).status_code == 409
    with site.desk.store.reading() as connection:
        assert own_log.size(connection) == size
