"""Who can come in, and what a client in doubt does, with real windows and real clicks."""

import json
from typing import List

from tests.screens.desktop import Desktop, wait
from tests.screens.test_access import allow, checked_lines, journals, main_window, types
from tests.screens.windows import Window

DOORS, DOUBT = "Qui peut entrer ?", "J’ai un doute"
KEY = r"HKLM\SOFTWARE\TeamViewer"
# Sixteen bytes that open nothing anywhere.
PLANTED = "/v PermanentPassword /t REG_BINARY /d 000102030405060708090a0b0c0d0e0f /f"
SET, NOT_SET = "porte ouverte", "porte fermée"
TITLE = "Le mot de passe permanent : "
DOUBT_IN_MENU = 4


def registry(desktop: Desktop, *words: str) -> None:
    desktop.windows("reg", *words, "/reg:64")


def doors_on_the_command_line(desktop: Desktop) -> List[str]:
    answer = json.loads(desktop.run_program("doors", "--json"))
    return [door["door"] for door in answer["doors"] if door["open"]]


def test_a_permanent_password_is_shown_until_it_is_gone(desktop: Desktop) -> None:
    registry(desktop, "add", KEY, *PLANTED.split())
    main = main_window(desktop)
    main.wait_for("Un mot de passe permanent est enregistré, mais")
    desktop.picture("main-differs")
    main.click(DOORS)
    doors = Window(desktop, DOORS)
    doors.wait_for(TITLE + SET)
    desktop.picture("doors-open")
    assert doors_on_the_command_line(desktop) == ["permanent_password"]
    registry(desktop, "delete", KEY, "/v", "PermanentPassword", "/f")
    doors.wait_for(TITLE + NOT_SET)
    wait(lambda: not main.says("Un mot de passe permanent"), "the sentence to go")
    assert not main.says("Couper et effacer")


def test_what_does_not_agree_is_mended_with_one_button(desktop: Desktop) -> None:
    main = main_window(desktop)
    allow(main).press("Fermer")
    registry(desktop, "add", KEY, *PLANTED.split())
    main.wait_for("Couper et effacer")
    main.click("Couper et effacer")
    stopped = Window(desktop, "L’accès est arrêté")
    assert stopped.says("Le mot de passe permanent de TeamViewer est effacé.")
    wait(lambda: types(desktop)[-1] == "door.closed", "the door on disk")
    assert types(desktop)[-3:] == ["consent.withdrawn", "access.cut", "door.closed"]
    wait(lambda: not main.says("Couper et effacer"), "the sentence to go")


def test_a_doubt_stops_access_before_anything_else(desktop: Desktop) -> None:
    main = main_window(desktop)
    allow(main).press("Fermer")
    main.wait_for("Un dépannage est autorisé jusqu’à")
    # A doubt also renews the key: then a second journal goes on from this one.
    [before] = journals(desktop)
    desktop.choose_in_menu(DOUBT_IN_MENU)
    doubt = Window(desktop, DOUBT)
    wait(lambda: b'"consent.withdrawn"' in before.read_bytes(), "the withdrawal on disk")
    wait(lambda: len(journals(desktop)) == 2, "the journal of the new key")
    kinds = [json.loads(line)["type"] for line in checked_lines(before)]
    assert "consent.withdrawn" in kinds[kinds.index("consent.given") :]
    doubt.wait_for("Personne n’est autorisé à entrer.")
    doubt.wait_for("TeamViewer est fermé.")
    for words in ("Raccrochez.", "Appelez votre banque.", "17cyber.gouv.fr", "portez plainte"):
        assert doubt.says(words)
    doubt.press("Appeler le 04 67 70 38 44")
    sentence = (
        "Cet ordinateur ne sait pas téléphoner. "
        "Composez le 04\u00a067\u00a070\u00a038\u00a044 sur votre téléphone."
    )
    wait(lambda: desktop.says_in_a_box(sentence), "what to do without a telephone")
