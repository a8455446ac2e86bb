"""A client allows, keeps the proof and takes it back, with real windows and real clicks."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest

from agent.consent.chain import check
from tests.screens.desktop import Desktop, wait
from tests.screens.windows import Window
from tests.unit.ed25519 import verify

ALLOW, LASTING, LIST = "Autoriser un dépannage", "Accès permanent…", "Mes autorisations"
YES, NO, STOP, SAVE = "Oui, autoriser", "Non merci", "Arrêter l'accès", "Enregistrer ma preuve"
NOBODY = "Personne n’est autorisé à entrer."
STOP_IN_MENU, QUIT_IN_MENU = 3, 5


def main_window(desktop: Desktop) -> Window:
    desktop.start()
    desktop.wait_for_focus()
    return Window(desktop, "2CLICKS Assistance")


def ask(main: Window, label: str, title: str) -> Window:
    main.click(label)
    return Window(main.desktop, title)


def ask_for_a_visit(main: Window) -> Window:
    return ask(main, ALLOW, "Autoriser un dépannage à distance")


def read_and_tick(question: Window) -> None:
    """Read to the end, then tick every box by hand."""
    question.key("ctrl+End")
    for text in question.texts():
        if text.startswith(("J’a", "Je demande")):
            question.click(text)


def allow(main: Window) -> Window:
    """Allow one visit; the window that says so."""
    question = ask_for_a_visit(main)
    read_and_tick(question)
    question.click(YES)
    return Window(main.desktop, "Le dépannage est autorisé jusqu’à")


def journals(desktop: Desktop) -> List[Path]:
    return list(desktop.consent_folder.glob("journal-*.jsonl"))


def journal_lines(desktop: Desktop) -> List[bytes]:
    """The lines of the one journal on disk, checked from the first to the last."""
    found = journals(desktop)
    assert len(found) < 2
    return checked_lines(found[0]) if found else []


def checked_lines(journal: Path) -> List[bytes]:
    data = journal.read_bytes()
    assert data.endswith(b"\n")
    lines = data[:-1].split(b"\n")
    assert check(lines, verify).ok
    return lines


def entries(desktop: Desktop) -> List[Dict[str, Any]]:
    return [json.loads(line) for line in journal_lines(desktop)]


def types(desktop: Desktop) -> List[str]:
    return [entry["type"] for entry in entries(desktop)]


def standing(desktop: Desktop) -> Dict[str, Any]:
    """What another start of the program says of it."""
    answer: Dict[str, Any] = json.loads(desktop.run_program("consent", "show", "--json"))
    return answer


def save_proof(window: Window, name: str) -> Path:
    """Save through Windows' own dialog; where the zip is."""
    window.click(SAVE)
    dialog = Window(window.desktop, SAVE)
    dialog.activate()
    window.desktop.hands("key", "ctrl+a")
    window.desktop.hands("type", f"C:\\{name}")
    window.desktop.key("Return")
    target = window.desktop.prefix / "drive_c" / name
    wait(target.exists, "the zip")
    Window(window.desktop, "Votre preuve est enregistrée").press("Fermer")
    return target


def verified(proof: Path, folder: Path) -> Tuple[int, str]:
    """What the shipped verifier says on a plain Python, without any package."""
    with zipfile.ZipFile(proof) as archive:
        archive.extractall(folder)
    done = subprocess.run(
        [shutil.which("python3") or "python3", "-I", "-S", "verify.py"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode().splitlines()[-1]


def test_a_client_allows_withdraws_from_the_icon_and_holds_a_proof(
    desktop: Desktop, tmp_path: Path
) -> None:
    main = main_window(desktop)
    assert main.says(NOBODY)
    notice = allow(main)
    given = entries(desktop)[-1]
    assert types(desktop) == ["log.genesis", "terms.shown", "consent.given"]
    assert given["d"]["boxes"] == {"takeover": True, "start_now": True}
    assert given["d"]["session_open"] is False
    assert standing(desktop)["state"] == "ready"
    assert verified(save_proof(notice, "before.zip"), tmp_path / "before") == (0, "OK")

    desktop.choose_in_menu(STOP_IN_MENU)
    stopped = Window(desktop, "L’accès est arrêté")
    main.wait_for(NOBODY)
    wait(lambda: types(desktop)[-1] == "access.cut", "the cut on disk")
    assert types(desktop)[-2:] == ["consent.withdrawn", "access.cut"]
    withdrawn, cut = entries(desktop)[-2:]
    assert (withdrawn["d"]["cut_ok"], cut["d"]["ok"]) == (True, True)
    assert (withdrawn["cid"], withdrawn["d"]["channel"]) == (given["cid"], "tray")
    assert standing(desktop)["state"] == "none"
    proof = save_proof(stopped, "after.zip")
    assert verified(proof, tmp_path / "after") == (0, "OK")
    kept = next((tmp_path / "after").glob("journal-*.jsonl")).read_bytes()
    assert kept.splitlines() == journal_lines(desktop)


@pytest.mark.parametrize("how", ["button", "close"])
def test_a_no_allows_nothing_and_is_noted(desktop: Desktop, how: str) -> None:
    main = main_window(desktop)
    question = ask_for_a_visit(main)
    read_and_tick(question)
    if how == "button":
        question.click(NO)
    else:
        question.key("Escape")
    question.wait_to_close()
    wait(lambda: len(types(desktop)) == 3, "the no on disk")
    refused = entries(desktop)[-1]
    assert (refused["type"], refused["d"]) == ("consent.refused", {"how": how})
    assert main.says(NOBODY)


def test_nothing_is_asked_while_somebody_may_be_connected(desktop: Desktop) -> None:
    windows = desktop.prefix / "drive_c" / "windows" / "system32"
    shutil.copy(windows / "notepad.exe", desktop.prefix / "drive_c" / "TeamViewer_Desktop.exe")
    main = main_window(desktop)
    question = ask_for_a_visit(main)
    read_and_tick(question)
    desktop.start_windows_program(r"C:\TeamViewer_Desktop.exe")
    wait(lambda: desktop.hands("search", "--name", "Notepad"), "the program")
    question.click(YES)
    told = Window(desktop, "Quelqu’un est peut-être connecté. Votre oui n’a pas été retenu")
    assert types(desktop) == ["log.genesis", "terms.shown", "consent.blocked"]
    told.press("Fermer")
    main.click(LASTING)
    assert Window(desktop, "Quelqu’un est peut-être connecté à votre ordinateur").is_open()
    assert main.says(NOBODY)


def test_lasting_access_is_asked_apart_and_stopped_in_the_list(desktop: Desktop) -> None:
    main = main_window(desktop)
    question = ask(main, LASTING, "Autoriser un accès permanent")
    read_and_tick(question)
    question.click(YES)
    main.wait_for("L’accès permanent est autorisé jusqu’au")
    Window(desktop, "L’accès permanent est autorisé").press("Fermer")
    main.click(LIST)
    listed = Window(desktop, LIST)
    listed.wait_for("L’accès permanent, autorisé le")
    listed.click("Arrêter")
    listed.wait_for("Arrêté. Rien n’est plus permis.")
    main.wait_for(NOBODY)
    wait(lambda: types(desktop)[-1] == "access.cut", "the cut on disk")
    assert types(desktop)[-2:] == ["consent.withdrawn", "access.cut"]


def test_what_was_allowed_is_known_after_a_restart_and_stopped_in_one_click(
    desktop: Desktop,
) -> None:
    main = main_window(desktop)
    allow(main).press("Fermer")
    main.wait_for("Un dépannage est autorisé jusqu’à")
    desktop.choose_in_menu(QUIT_IN_MENU)
    wait(lambda: not desktop.ask("programs"), "the program to end")
    again = main_window(desktop)
    again.wait_for("Un dépannage est autorisé jusqu’à")
    again.click(STOP)
    assert Window(desktop, "L’accès est arrêté").is_open()
    again.wait_for(NOBODY)
    wait(lambda: types(desktop)[-1] == "access.cut", "the cut on disk")
    assert entries(desktop)[-2]["d"]["channel"] == "window"
