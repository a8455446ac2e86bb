"""From a client's double click to the technician's page: real windows, desk and browser."""

import re
from pathlib import Path

import httpx

from tests.desk.browser import Window as Technician
from tests.desk.browser import running_browser, window
from tests.desk.site import Site, running_site
from tests.screens.desktop import THE_ID, Desktop, own_desktop, wait
from tests.screens.test_access import STOP, allow
from tests.screens.windows import Window

SEND, PAGE = "&Envoyer mon identifiant", "Envoyer à 2CLICKS"
WORDS = re.compile("Le dépanneur vous dit d’abord : « ([^»]+) »")


def client_s_words(main: Window) -> str:
    """The two words that the client's window shows now."""
    found = [WORDS.search(text) for text in main.texts()]
    return next((match[1].strip() for match in found if match), "")


def double_click(desktop: Desktop, site: Site) -> Window:
    """The program beside the clock, opened by a double click on its icon."""
    key = httpx.get(f"{site.address}/v1/key", timeout=60).text.strip()
    desktop.install_teamviewer()
    desktop.ask("set_id", THE_ID)
    about = {"COUPDEMAIN_DESK": site.address, "COUPDEMAIN_DESK_KEY": key}
    desktop.start("tray", "--background", **about)
    desktop.process()
    desktop.click_icon(times=2)
    desktop.wait_for_focus()
    return Window(desktop, "2CLICKS Assistance")


def row_says(technician: Technician, words: str) -> bool:
    text: str = technician.page.locator("#machines").inner_text()
    return words in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_yes_shows_on_the_technician_s_page_without_reload(tmp_path: Path) -> None:
    # The client's Windows has no other clock than UTC here.
    here = running_site(tmp_path / "data", DESK_SHOP="2CLICKS", DESK_TIME_ZONE="UTC")
    with (
        here as site,
        running_browser() as browser,
        window(browser, site) as technician,
        own_desktop() as desktop,
    ):
        technician.wait_until_live()
        technician.page.evaluate("window.isTheSamePage = true")
        main = double_click(desktop, site)
        main.click(SEND)
        Window(desktop, PAGE).press("Envoyer")
        main.wait_for("Reçu par 2CLICKS")
        wait(lambda: row_says(technician, "1 234 567 890"), "the ID on the page")

        given = allow(main)
        until = re.search("jusqu’à ([0-9]+) h(?: ([0-9]+))?", " ".join(given.texts()))
        assert until is not None
        given.press("Fermer")
        end = f"{int(until[1]):02d}:{until[2] or '00'}"
        wait(lambda: row_says(technician, end), "the end of what is allowed")
        wait(lambda: row_says(technician, client_s_words(main) or "not yet"), "the same two words")
        desktop.picture("report-client-s-side")
        technician.picture("double-click-list")

        main.click(STOP)
        wait(lambda: row_says(technician, "Aucun accès"), "the withdrawal on the page")
        wait(lambda: row_says(technician, client_s_words(main) or "not yet"), "the same two words")
        assert technician.page.evaluate("window.isTheSamePage")
        technician.page.click("a.machine")
        technician.page.wait_for_selector("text=Au téléphone")
        technician.picture("double-click-machine")
