"""The pages in a real browser: they renew themselves, copy, fit a phone, and need no mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from agent.consent.control_words import control_words
from agent.consent.event_data import EventType
from tests.desk.browser import PHONE, WIDE, Window, running_browser, window
from tests.desk.journals import Client
from tests.desk.site import Site
from tests.desk.test_pages import NASTY, client_with_visit
from tests.unit.consent_journals import session


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as begun:
        yield begun


def test_a_report_appears_without_reload_and_says_what_is_needed(
    browser: Browser, site: Site
) -> None:
    with window(browser, site) as shown:
        shown.wait_until_live()
        shown.page.evaluate("window.isTheSamePage = true")
        site.take(Client().send_fields(machine="Tout neuf", teamviewer_id="777888999"))
        row = shown.page.wait_for_selector("tr:has-text('Tout neuf')")
        assert row is not None
        text = row.inner_text()
        for expected in ("777\u202f888\u202f999", "Prêt", "Aucun accès", "À vérifier"):
            assert expected in text
        assert shown.page.evaluate("window.isTheSamePage")


def test_what_one_technician_does_the_other_sees(browser: Browser, site: Site) -> None:
    client = site.take(Client().send_fields(machine="Partagé"))
    with window(browser, site, "Ana") as ana, window(browser, site, "Bob") as bob:
        bob.wait_until_live()
        ana.go(f"/machines/{client.log}")
        ana.page.click("button:has-text('C’est bien lui')")
        ana.page.wait_for_selector("text=Vérifié par Ana")
        bob.page.wait_for_selector("tr:has-text('Partagé') >> text=Vérifiée par Ana")


def test_a_machines_page_shows_the_words_of_the_latest_report(browser: Browser, site: Site) -> None:
    client = site.take(Client().send_fields(machine="Au bout du fil"))
    with window(browser, site) as shown:
        shown.go(f"/machines/{client.log}")
        shown.wait_until_live()
        shown.page.get_by_role("button", name="C’est bien lui").focus()
        known, before = client.size, shown.page.inner_text(".words")
        site.take(client.send_fields(2, contact="Une autre"), known)
        shown.page.wait_for_selector("dd:has-text('Une autre')")
        assert shown.page.inner_text(".words") == " ".join(
            control_words(client.log, client.size, client.head.tree.root())
        )
        assert shown.page.inner_text(".words") != before
        assert shown.focused == "C’est bien lui"
        known = client.size
        site.take(client.send_fields(3, teamviewer_id="444555666"), known)
        shown.page.wait_for_selector("text=444\u202f555\u202f666")
        assert shown.focused != "C’est bien lui"


def test_the_id_is_copied_and_leads_to_teamviewer(browser: Browser, site: Site) -> None:
    site.take(Client().send_fields(machine="Poste douze", teamviewer_id="123123123"))
    with window(browser, site) as shown:
        shown.context.grant_permissions(["clipboard-read", "clipboard-write"])
        row = shown.page.locator("tr", has_text="Poste douze")
        row.get_by_role("button").click()
        row.get_by_text("Copié", exact=True).wait_for()
        assert shown.page.evaluate("navigator.clipboard.readText()") == "123123123"
        link = row.get_by_role("link", name="Ouvrir")
        assert link.get_attribute("href") == "https://start.teamviewer.com/123123123"


def test_the_keyboard_alone_finds_a_machine_and_matches_it(browser: Browser, site: Site) -> None:
    site.take(Client().send_fields(machine="Clavier"))
    with window(browser, site) as shown:
        keys = shown.page.keyboard
        keys.press("Tab")
        assert shown.focused == "Aller au contenu"
        _tab_to(shown, "q")
        keys.type("clavier")
        keys.press("Enter")
        shown.page.wait_for_url("**q=clavier**")
        _tab_to(shown, "Clavier")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert shown.page.evaluate(outline) == "solid"
        keys.press("Enter")
        shown.page.wait_for_selector("text=Au téléphone")
        _tab_to(shown, "C’est bien lui")
        keys.press("Enter")
        shown.page.wait_for_selector("text=Vérifié par Ana")


def _tab_to(shown: Window, name: str) -> None:
    for _ in range(40):
        shown.page.keyboard.press("Tab")
        if shown.focused == name:
            return
    pytest.fail(f"the keyboard never came to {name}")


def test_the_focus_stays_where_it_was_when_the_list_renews_itself(
    browser: Browser, site: Site
) -> None:
    site.take(Client().send_fields(machine="Foyer"))
    with window(browser, site) as shown:
        shown.wait_until_live()
        shown.page.get_by_role("link", name="Foyer").focus()
        site.take(Client().send_fields(machine="Suivant"))
        shown.page.wait_for_selector("tr:has-text('Suivant')")
        assert shown.focused == "Foyer"


@pytest.mark.fault("HTML in a field")
def test_nothing_a_client_sends_runs_in_the_browser(browser: Browser, site: Site) -> None:
    image = "<img src=x onerror=document.title='x'>"
    client = Client().send_fields(machine=image, contact=NASTY, windows=f"'\"{image}")
    site.take(client)
    with window(browser, site) as shown:
        shown.wait_until_live()
        site.take(Client().send_fields(machine=f"{image} encore", contact=image))
        shown.page.wait_for_selector("tr:has-text('encore')")
        shown.go(f"/machines/{client.log}")
        assert shown.page.title().startswith(image)
        assert shown.page.locator("main img").count() == 0


def test_without_scripts_the_list_shows_the_id_and_no_dead_button(
    browser: Browser, site: Site
) -> None:
    site.take(Client().send_fields(machine="Sans script"))
    with window(browser, site, scripts=False) as shown:
        row = shown.page.locator("tr", has_text="Sans script")
        assert "1\u202f234\u202f567\u202f890" in row.inner_text()
        assert row.get_by_role("button").count() == 0


def test_a_session_that_was_ended_leads_back_to_signing_in(browser: Browser, site: Site) -> None:
    with window(browser, site, "Bob") as shown:
        shown.wait_until_live()
        other = shown.context.new_page()
        other.goto(f"{site.address}/")
        other.get_by_role("button", name="Se déconnecter").click()
        site.take(Client().send_fields())
        shown.page.wait_for_url("**/sign-in**")
        shown.complaints[:] = [one for one in shown.complaints if "401" not in one]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("phone", PHONE)])
def test_list_machine_and_statement_fit_without_scrolling_sideways(
    browser: Browser, site: Site, name: str, size: tuple[int, int], language: str
) -> None:
    client = client_with_visit(
        machine="PC-DE-ZOE-AU-SALON-AVEC-UN-TRES-LONG-NOM", contact="Zoé Martin"
    )
    client.event(45, EventType.SESSION_UNEXPECTED, session(source="log", peer_sha256=None), None)
    site.take(client)
    site.take(Client().send_fields(machine="Bureau", outcome="unmet", contact="Éric Noël"))
    with window(browser, site, size=size, language=language) as shown:
        shown.go("/")
        shown.wait_until_live()
        assert shown.sideways == 0
        shown.picture(f"list-{name}-{language}")
        shown.go(f"/machines/{client.log}")
        assert shown.sideways == 0
        shown.picture(f"machine-{name}-{language}")
        shown.page.locator("a[href^='/visits/']").first.click()
        shown.page.wait_for_selector(".sheet")
        assert shown.sideways == 0
        shown.picture(f"statement-{name}-{language}")


def test_in_the_dark_the_text_is_light(browser: Browser, site: Site) -> None:
    with window(browser, site, dark=True) as shown:
        text = shown.page.evaluate("getComputedStyle(document.body).color")
        assert text == "rgb(232, 234, 237)"
        shown.picture("list-dark-fr")
