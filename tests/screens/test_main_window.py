"""The main window: what it says, by keyboard and while everything else hangs."""

import socket
from typing import Iterator

import pytest

from tests.screens.contrast import colours, seen
from tests.screens.desktop import THE_ID, Desktop, own_desktop, wait

CHECK, STOP = "&Vérifier maintenant", "Arrêter la &vérification"
COPY, COPIED = "&Copier l’identifiant", "Identifiant copié"


@pytest.fixture
def silent_proxy() -> Iterator[str]:
    """A proxy that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def open_window(desktop: Desktop, **more: str) -> None:
    desktop.start(**more)
    desktop.wait_for_focus()


def press(desktop: Desktop, label: str) -> None:
    """Reach a button with Tab alone and press it with Space."""
    process = desktop.process()
    for _ in range(60):
        if desktop.ask("focused", process).get("text") == label:
            desktop.key("space")
            return
        desktop.key("Tab")
    raise AssertionError(f"{label!r} was not reached with Tab")


def test_a_changed_id_is_shown_by_itself(desktop: Desktop) -> None:
    open_window(desktop)
    desktop.wait_for_text("1 234 567 890")
    desktop.ask("set_id", 987654321)
    desktop.wait_for_text("987 654 321")


def test_an_id_that_appears_later_is_shown_by_itself() -> None:
    with own_desktop() as desktop:
        desktop.install_teamviewer()
        open_window(desktop)
        assert "1 234 567 890" not in desktop.texts()
        desktop.ask("set_id", THE_ID)
        desktop.wait_for_text("1 234 567 890")


def test_a_page_that_goes_on_below_shows_its_scroll_bar(desktop: Desktop) -> None:
    open_window(desktop)
    desktop.wait_for_end_of_check()
    window = desktop.wait_for_main_window()
    children = desktop.ask("children", window["handle"])
    [tip] = [child for child in children if child["text"] == "&J’ai compris"]
    _left, top, right, bottom = window["rectangle"]
    assert tip["rectangle"][3] > bottom
    strip = (right - 16, top + 100, right - 8, bottom - 100)
    wait(lambda: len(colours(seen(desktop.screen), strip)) > 1, "the scroll bar")


def test_the_id_is_copied_by_keyboard_and_says_so(desktop: Desktop) -> None:
    open_window(desktop)
    press(desktop, COPY)
    desktop.wait_for_text(COPIED)
    assert desktop.ask("clipboard") == "1 234 567 890"
    desktop.wait_for_text(COPY)


def test_the_id_can_be_selected_and_copied_as_any_text(desktop: Desktop) -> None:
    open_window(desktop)
    assert desktop.ask("focused", desktop.process())["class"] == "Edit"
    desktop.key("ctrl+a", "ctrl+c")
    wait(lambda: desktop.ask("clipboard") == "1 234 567 890", "the ID on the clipboard")


def test_a_button_is_as_wide_as_before_when_it_says_the_same_again(desktop: Desktop) -> None:
    open_window(desktop)
    before = width_of(desktop, COPY)
    for _ in range(2):
        press(desktop, COPY)
        desktop.wait_for_text(COPIED)
        desktop.wait_for_text(COPY)
    assert width_of(desktop, COPY) == before


def width_of(desktop: Desktop, label: str) -> int:
    desktop.wait_for_text(label)
    [button] = [c for c in desktop.controls("Button") if c["text"] == label]
    left, _top, right, _bottom = button["rectangle"]
    return int(right - left)


def test_the_hint_is_closed_by_keyboard_and_stays_closed(desktop: Desktop) -> None:
    program = desktop.start()
    desktop.wait_for_focus()
    press(desktop, "&J’ai compris")
    wait(lambda: "&J’ai compris" not in desktop.texts(), "the hint to go")
    desktop.choose_in_menu(line=5)
    assert program.wait(timeout=40) == 0
    open_window(desktop)
    assert "&J’ai compris" not in desktop.texts()


def test_a_check_is_started_and_stopped_by_keyboard(desktop: Desktop, silent_proxy: str) -> None:
    open_window(desktop, HTTPS_PROXY=silent_proxy, HTTP_PROXY=silent_proxy)
    desktop.wait_for_text(STOP)
    press(desktop, STOP)
    desktop.wait_for_text(CHECK)
    press(desktop, CHECK)
    desktop.wait_for_text(STOP)


@pytest.mark.fault("every server hangs")
def test_the_window_answers_while_every_server_hangs(desktop: Desktop, silent_proxy: str) -> None:
    open_window(desktop, HTTPS_PROXY=silent_proxy, HTTP_PROXY=silent_proxy)
    window = desktop.wait_for_main_window()
    desktop.wait_for_text(STOP)
    for _ in range(20):
        assert desktop.ask("answers_in_time", window["handle"])
    desktop.wait_for_text(CHECK)


@pytest.mark.fault("window closed during a check")
def test_a_window_closed_during_a_check_takes_nothing_with_it(
    desktop: Desktop, silent_proxy: str
) -> None:
    program = desktop.start(HTTPS_PROXY=silent_proxy, HTTP_PROXY=silent_proxy)
    desktop.wait_for_focus()
    desktop.wait_for_text(STOP)
    desktop.key("Escape")
    wait(lambda: desktop.main_window() is None, "the window to be hidden")
    desktop.click_icon()
    desktop.wait_for_main_window()
    desktop.wait_for_text(CHECK)
    assert program.poll() is None


def test_teamviewer_is_opened_by_keyboard(desktop: Desktop) -> None:
    notepad = desktop.prefix / "drive_c" / "windows" / "system32" / "notepad.exe"
    desktop.install_teamviewer(notepad)
    open_window(desktop)
    press(desktop, "&Ouvrir TeamViewer")
    wait(lambda: desktop.hands("search", "--name", "Notepad"), "the program to open")


def test_a_program_that_does_not_open_is_told_in_a_sentence(desktop: Desktop) -> None:
    open_window(desktop)
    press(desktop, "&Ouvrir TeamViewer")
    sentence = "TeamViewer ne s’est pas ouvert. Ouvrez-le depuis le menu Démarrer."
    wait(lambda: desktop.says_in_a_box(sentence), "the sentence")
    desktop.key("Return")
    wait(lambda: not desktop.says_in_a_box(sentence), "the box to close")


def answer_links(desktop: Desktop, scheme: str) -> None:
    """Let a program that can be seen open links of this scheme."""
    key = rf"HKCR\{scheme}"
    desktop.windows("reg", "add", key, "/v", "URL Protocol", "/d", "", "/f")
    opener = r"C:\windows\system32\notepad.exe %1"
    desktop.windows("reg", "add", rf"{key}\shell\open\command", "/ve", "/d", opener, "/f")


@pytest.mark.parametrize("number", ["04 67 70 38 44", "06 61 46 98 05"])
def test_a_number_is_dialled_by_keyboard(desktop: Desktop, number: str) -> None:
    answer_links(desktop, "tel")
    open_window(desktop)
    press(desktop, number)
    wait(lambda: desktop.hands("search", "--name", "Notepad"), "the program that dials")


def test_without_teamviewer_its_page_is_opened_by_keyboard() -> None:
    with own_desktop() as desktop:
        answer_links(desktop, "https")
        open_window(desktop)
        press(desktop, "&Obtenir TeamViewer")
        wait(lambda: desktop.hands("search", "--name", "Notepad"), "the page's program")
