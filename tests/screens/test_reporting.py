"""A client tells the shop his ID: real windows, real clicks, and a desk that checks and signs."""

import json
from pathlib import Path
from typing import Dict, Iterator, List

import pytest

from agent.consent.control_words import control_words
from tests.network.desk_server import DeskServer
from tests.network.servers import Server, serving
from tests.screens.desktop import THE_ID, Desktop, own_desktop, wait
from tests.screens.test_access import STOP, allow, types
from tests.screens.test_layout import LARGE, SMALL, Looking
from tests.screens.walking import Walk
from tests.screens.windows import Window
from tests.unit.true_desk import TrueDesk, real_desk

SEND, PAGE = "&Envoyer mon identifiant", "Envoyer à 2CLICKS"


@pytest.fixture
def desk() -> TrueDesk:
    return real_desk()


@pytest.fixture
def server(desk: TrueDesk) -> Iterator[Server]:
    with serving(DeskServer(desk)) as server:
        yield server


def main_window(desktop: Desktop, desk: TrueDesk, server: Server) -> Window:
    desktop.start(COUPDEMAIN_DESK=server.url, COUPDEMAIN_DESK_KEY=desk.signer.vkey)
    desktop.wait_for_focus()
    return Window(desktop, "2CLICKS Assistance")


def held(desk: TrueDesk) -> List[str]:
    """What happened, as the desk knows it."""
    return [json.loads(line)["type"] for lines in desk.lines.values() for line in lines]


def said_of_the_computer(desk: TrueDesk) -> Dict[str, str]:
    """The fields of the last report."""
    told: Dict[str, str] = json.loads(list(desk.blobs.values())[-1])["data"]
    return told


def words_of(desk: TrueDesk) -> str:
    return " ".join(control_words(*desk.newest()))


def test_the_id_leaves_after_the_page_was_read_and_both_see_the_same_words(
    desktop: Desktop, desk: TrueDesk, server: Server
) -> None:
    main = main_window(desktop, desk, server)
    main.click(SEND)
    page = Window(desktop, PAGE)
    for told in ("identifiant TeamViewer", "nom de cet ordinateur", "Aucun mot de passe"):
        assert page.says(told)
    desktop.picture("report-first")
    page.press("Ne pas envoyer")
    page.wait_to_close()
    main.click(SEND)
    Window(desktop, PAGE).key("Escape")
    assert not desk.reports
    main.click(SEND)
    Window(desktop, PAGE).press("Envoyer")
    main.wait_for("Reçu par 2CLICKS")
    desktop.picture("report-received")
    assert said_of_the_computer(desk)["teamviewer_id"] == str(THE_ID)
    assert main.says(f"Le dépanneur vous dit d’abord : « {words_of(desk)} ».")
    main.click(SEND)
    wait(lambda: held(desk).count("report.sent") == 2, "a second report without another page")


def test_the_page_before_the_first_report_is_used_by_keyboard_alone(
    desktop: Desktop, desk: TrueDesk, server: Server
) -> None:
    main = main_window(desktop, desk, server)
    desktop.wait_for_end_of_check()
    main.click(SEND)
    assert Walk(Window(desktop, PAGE)).complaints == []


def test_what_is_allowed_and_stopped_reaches_the_desk_by_itself(
    desktop: Desktop, desk: TrueDesk, server: Server
) -> None:
    main = main_window(desktop, desk, server)
    main.click(SEND)
    Window(desktop, PAGE).press("Envoyer")
    main.wait_for("Reçu par 2CLICKS")
    allow(main).press("Fermer")
    wait(lambda: "consent.given" in held(desk), "the yes at the desk")
    main.click(STOP)
    wait(lambda: "consent.withdrawn" in held(desk), "the withdrawal at the desk")
    wait(lambda: main.says(words_of(desk)), "the words for all of it")


@pytest.mark.fault("another desk answers")
def test_another_desk_s_key_is_refused_and_said(desktop: Desktop, server: Server) -> None:
    main = main_window(desktop, TrueDesk(), server)
    main.click(SEND)
    Window(desktop, PAGE).press("Envoyer")
    main.wait_for("La réponse ne vient pas du dépanneur.")
    desktop.picture("report-refused")
    assert types(desktop)[-1] == "report.sent"
    assert not list(Path(desktop.prefix / "data" / "consent").glob("receipt-*"))


def test_without_a_desk_there_is_a_text_to_read_out(desktop: Desktop) -> None:
    desktop.start()
    desktop.wait_for_focus()
    main = Window(desktop, "2CLICKS Assistance")
    main.click(SEND)
    page = Window(desktop, "Donner mon identifiant à 2CLICKS")
    assert page.says("Mon identifiant TeamViewer : 1 234 567 890")
    assert page.says("Préparer un e-mail")
    desktop.picture("report-by-hand")
    page.press("Fermer")
    page.wait_to_close()


@pytest.mark.parametrize(
    ("language", "dpi", "size", "send", "first", "action", "received"),
    [
        ("fr", 192, LARGE, SEND, PAGE, "Envoyer", "Reçu par"),
        ("en", 96, SMALL, "S&end my ID", "Send to 2CLICKS", "Send", "Received by"),
    ],
)
def test_nothing_is_cut_or_overlaps(
    language: str, dpi: int, size: str, send: str, first: str, action: str, received: str
) -> None:
    desk = real_desk()
    look = own_desktop(language=language, dpi=dpi, size=size)
    with serving(DeskServer(desk)) as server, look as desktop:
        desktop.install_teamviewer()
        desktop.ask("set_id", THE_ID)
        main = main_window(desktop, desk, server)
        looking = Looking(desktop, language, dpi, size)
        main.click(send)
        page = Window(desktop, first)
        looking.look(page, "report-first", 5)
        page.press(action)
        main.wait_for(received)
        looking.look(main, "report-main", 20)
