"""What technicians see and do, over real HTTP and without scripts."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.consent.canonical import encode
from agent.consent.event_data import EventType
from desk.store import own_log
from desk.store.forgetting import forget
from tests.desk.journals import Client
from tests.desk.running import Running
from tests.desk.site import Site, hidden, running_site
from tests.unit.consent_journals import CID, session

NASTY = "<script>alert(1)</script>\"'&{{7*7}}=cmd|' /C calc'!A0"


def client_with_visit(**changes: str) -> Client:
    """One takeover of 31 minutes, allowed before."""
    client = Client().send_fields(1, **changes).grant(1)
    blob = client.keep(
        encode({"data": {"peer_id": "999888777", "peer_name": "Ana PC"}, "salt": "0" * 32})
    )
    data = session(
        source="log",
        started="2026-11-23T09:05:00.000Z",
        ended="2026-11-23T09:36:00.000Z",
        seconds=1860,
        peer_sha256=blob,
        line_sha256=None,
    )
    return client.event(40, EventType.SESSION_ENDED, data, CID)


def test_the_list_shows_what_is_needed_for_the_call(site: Site) -> None:
    client = site.take(Client().send_fields(machine="Salon", outcome="unmet"))
    page = site.signed_in().text("/?q=salon")
    assert '<span class="id">1\u202f234\u202f567\u202f890</span>' in page
    assert 'href="https://start.teamviewer.com/1234567890"' in page
    assert 'data-copy="1234567890"' in page
    assert "Pas prêt" in page
    assert "Aucun accès" in page
    assert "À vérifier" in page
    assert f'href="/machines/{client.log}"' in page


def test_the_list_is_in_the_language_of_the_browser_until_one_is_chosen(site: Site) -> None:
    visitor = site.signed_in(**{"Accept-Language": "en-GB,en"})
    assert "Newest" not in visitor.text("/")
    assert '<html lang="en">' in visitor.text("/")
    assert visitor.get("/language/fr?to=/?q=a").headers["location"] == "/?q=a"
    assert '<html lang="fr">' in visitor.text("/")
    assert visitor.get("/language/fr?to=//evil.example").headers["location"] == "/"


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=grenier", True),
        ("q=2+345+678", True),
        ("q=nobody", False),
        ("since=2000-01-01", True),
        ("until=2000-01-01", False),
        ("q=grenier&new=1", True),
        ("q=grenier&since=x&until=%27&after=zz&new=9&other=1", True),
    ],
)
def test_machines_are_found_by_id_name_and_date(site: Site, query: str, is_found: bool) -> None:
    if "grenier" not in site.technicians:
        site.take(Client().send_fields(machine="Grenier", teamviewer_id="234567890"))
        site.technicians.add("grenier")
    assert ("Grenier" in site.signed_in().text(f"/?{query}")) is is_found


def test_the_list_goes_on_page_by_page_and_every_machine_is_on_one(tmp_path: Path) -> None:
    with running_site(tmp_path / "data") as site:
        logs = {site.take(Client().send_fields()).log for _ in range(53)}
        visitor = site.signed_in()
        first = visitor.text("/")
        older = re.search(r'href="(/\?after=[^"]+)"', first)
        assert older is not None
        second = visitor.text(older[1])
        found = re.findall(r'class="machine" href="/machines/([^"]+)"', first + second)
        assert len(found) == 53
        assert set(found) == logs
        assert "data-events" in first
        assert "data-events" not in second


def test_a_machines_page_tells_its_journal_visits_and_consents_in_words(site: Site) -> None:
    client = site.take(client_with_visit(machine="Atelier"))
    page = site.signed_in().text(f"/machines/{client.log}")
    assert "Dites-les en premier au téléphone" in page
    assert "Le client a autorisé un dépannage" in page
    assert "50,00\u202f€" in page
    assert "Ana PC 999\u202f888\u202f777" in page
    assert "Avec accord" in page
    words = re.search(r'class="words" translate="no" lang="fr">([^<]+)<', page)
    assert words is not None
    assert len(words[1].split()) == 2


def test_a_statement_says_how_its_price_came_about(site: Site) -> None:
    client = site.take(client_with_visit(contact="Zoé Martin"))
    visitor = site.signed_in()
    link = re.search(r'href="(/visits/[^"]+)"', visitor.text(f"/machines/{client.log}"))
    assert link is not None
    page = visitor.text(link[1])
    for expected in (
        "2CLICKS",
        "Zoé Martin",
        "31 min",
        "30,00\u202f€",
        "20,00\u202f€",
        "50,00\u202f€",
    ):
        assert expected in page
    assert "La facture fait foi" in page
    assert "Accord pour un dépannage" in page


def test_a_proof_holds_by_its_own_verifier(site: Site, tmp_path: Path) -> None:
    client = site.take(client_with_visit())
    answer = site.signed_in().get(f"/proofs/{client.log}")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path)
    checked = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "verify.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    kid = client.log.rpartition("/")[2]
    assert f"receipt-{kid}-{client.size}.txt ok" in checked.stdout
    assert "unchanged" in checked.stdout


def test_a_match_bears_the_technicians_name_and_is_in_the_desks_own_journal(site: Site) -> None:
    client = site.take(Client().send_fields())
    visitor = site.signed_in("Bob")
    page = visitor.text(f"/machines/{client.log}")
    sent = {"csrf": hidden(page, "csrf"), "id": hidden(page, "id")}
    assert visitor.send(f"/matches/{client.log}", **sent).status_code == 303
    assert "Vérifié par Bob" in visitor.text(f"/machines/{client.log}")
    assert "Vérifiée par Bob" in visitor.text("/")
    with site.desk.store.reading() as connection:
        told = [line for line in own_log.every(connection) if b'"desk.matched"' in line]
    assert b'"by":"Bob"' in told[-1]
    assert client.log.encode() in told[-1]


def test_an_id_that_changed_meanwhile_is_not_matched(site: Site) -> None:
    client = site.take(Client().send_fields())
    visitor = site.signed_in()
    known = client.size
    site.take(client.send_fields(2, teamviewer_id="555666777"), known)
    answer = visitor.send(f"/matches/{client.log}", csrf=visitor.csrf, id="1234567890")
    assert answer.status_code == 409
    assert "L’identifiant a changé" in answer.text


@pytest.mark.fault("HTML in a field")
def test_nothing_a_client_sends_becomes_part_of_a_page(site: Site) -> None:
    fields = dict.fromkeys(("machine", "windows", "contact", "program"), NASTY)
    client = client_with_visit(**fields)
    name = client.keep(encode({"data": {"peer_id": "1", "peer_name": NASTY}, "salt": "0" * 32}))
    client.event(50, EventType.SESSION_UNEXPECTED, session(source="log", peer_sha256=name), None)
    client.event(51, EventType.PAUSED, {"why": "x"}, CID)
    site.take(client)
    visitor = site.signed_in()
    page = visitor.text(f"/machines/{client.log}")
    link = re.search(r'href="(/visits/[^"]+)"', page)
    assert link is not None
    for text in (page, visitor.text("/"), visitor.text(link[1]), visitor.text("/?q=%3Cscript%3E")):
        assert "<script>alert" not in text
        assert "{{7*7}}" in text or "49" not in text
        assert text.count("<script") == 1


@pytest.mark.fault("formula in a field")
def test_the_table_is_for_spreadsheets_and_calculates_nothing(site: Site) -> None:
    client = site.take(Client().send_fields(machine="=1+1", contact=NASTY, windows="@x"))
    answer = site.signed_in().get("/machines.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    (row,) = (row for row in rows if row[-1] == client.log)
    assert row[1] == "'=1+1"
    assert row[3] == "1234567890"
    assert "'@x" in row
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_table_holds_what_was_looked_for(site: Site) -> None:
    site.take(Client().send_fields(machine="Cave"))
    lines = site.signed_in().text("/machines.csv?q=cave").splitlines()
    assert len(lines) == 2


def test_a_forgotten_machine_is_still_shown_and_says_so(site: Site) -> None:
    client = site.take(client_with_visit(contact="Nom Oublié"))
    with site.desk.store.writing() as connection:
        forget(connection, site.desk.key, client.log, site.desk.now())
    page = site.signed_in().text(f"/machines/{client.log}")
    assert "ont été effacées" in page
    assert "Nom Oublié" not in page
    assert "Ana PC" not in page
    assert "Non connu ou effacé" in page


def test_two_technicians_work_at_once_each_under_his_name(site: Site) -> None:
    client, other = site.take(Client().send_fields()), site.take(Client().send_fields())
    ana, bob = site.signed_in("Ana"), site.signed_in("Bob")
    ana.send(f"/matches/{client.log}", csrf=ana.csrf, id="1234567890")
    bob.send(f"/matches/{other.log}", csrf=bob.csrf, id="1234567890")
    assert "Vérifié par Ana" in bob.text(f"/machines/{client.log}")
    assert "Vérifié par Bob" in ana.text(f"/machines/{other.log}")


def test_an_open_page_hears_of_a_report_that_another_desk_process_took(
    start: Callable[..., Running], store_url: str | None, tmp_path: Path
) -> None:
    with running_site(tmp_path / "data", store_url) as site:
        other = start(store_url, tmp_path / "data")
        visitor = site.signed_in()
        with visitor.http.stream("GET", "/events?after=0") as stream:
            lines = stream.iter_lines()
            first = next(line for line in lines if line.startswith("data:"))
            Site(other, site.desk).take(Client().send_fields())
            second = next(line for line in lines if line.startswith("data:"))
        assert int(second.split(":")[1]) > int(first.split(":")[1])


def test_a_desk_with_an_open_page_stops_when_it_is_told_to(tmp_path: Path) -> None:
    with running_site(tmp_path / "data") as site:
        process = site.running.process
        assert process is not None
        with site.signed_in().http.stream("GET", "/events?after=0") as stream:
            next(stream.iter_lines())
            process.terminate()
            assert process.wait(9) is not None


def test_without_a_script_the_list_renews_itself(site: Site) -> None:
    page = site.signed_in().text("/")
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'class="refresh" href="/"' in page


def test_a_page_is_light(site: Site) -> None:
    visitor = site.signed_in()
    page = visitor.text("/")
    links = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(links) == 3
    assert sum(len(visitor.get(link).content) for link in links) < 30_000
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!start\.teamviewer\.com)', page)
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page)


def test_a_late_line_of_the_calendar_breaks_no_page(site: Site) -> None:
    client = Client().send_fields()
    data = session(source="log", started="0001-01-01T00:00:00Z", ended="9999-12-31T23:59:59Z")
    site.take(client.event(2, EventType.SESSION_ENDED, data, CID))
    assert "31/12/9999" in site.signed_in().text(f"/machines/{client.log}")
