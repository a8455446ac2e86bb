"""A person who chose white on black has white on black, in every window, also at 125 %."""

from functools import partial
from typing import List

from PIL import Image

from tests.screens import contrast
from tests.screens.arrangement import Control, is_in_sight
from tests.screens.desktop import THE_ID, Desktop, own_desktop, wait
from tests.screens.session_stage import stage
from tests.screens.test_access import LASTING, main_window, read_and_tick
from tests.screens.test_doors import DOORS, KEY, PLANTED, registry
from tests.screens.test_layout import FRENCH, SMALL, Looking
from tests.screens.test_session_accessibility import SCENES
from tests.screens.windows import Window

DPI = 120
# Windows' own scheme "High contrast black".
COLOURS = {
    "Window": "0 0 0",
    "WindowText": "255 255 255",
    "ButtonFace": "0 0 0",
    "ButtonText": "255 255 255",
    "ButtonHilight": "192 192 192",
    "ButtonShadow": "128 128 128",
    "ButtonLight": "255 255 255",
    "ButtonDkShadow": "255 255 255",
    "GrayText": "0 255 0",
    "Hilight": "128 0 128",
    "HilightText": "255 255 255",
    "Menu": "0 0 0",
    "MenuText": "255 255 255",
    "Scrollbar": "0 0 0",
}
SCHEME = {tuple(map(int, words.split())) for words in COLOURS.values()}


def choose_white_on_black(desktop: Desktop) -> None:
    """As Windows keeps the choice; it draws without a theme then."""
    lines = ["Windows Registry Editor Version 5.00", r"[HKEY_CURRENT_USER\Control Panel\Colors]"]
    lines += [f'"{name}"="{colour}"' for name, colour in COLOURS.items()]
    lines += [r"[HKEY_CURRENT_USER\Control Panel\Accessibility\HighContrast]", '"Flags"="127"']
    manager = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\ThemeManager"
    lines += [f"[{manager}]", '"ThemeActive"="0"', ""]
    (desktop.prefix / "drive_c" / "colours.reg").write_text("\r\n".join(lines), "utf-8")
    desktop.windows("regedit", "/S", r"C:\colours.reg")


def foreign(picture: Image.Image, controls: List[Control]) -> List[str]:
    """Texts that stand in, or on, a colour that the person did not choose."""
    texts = [c for c in controls if c["text"] and c["class"] in contrast.CLASSES]
    found = [(c, contrast.ground_and_ink(picture, contrast.inside(c))) for c in texts]
    return [f"{c['text']!r}: {pair}" for c, pair in found if not set(pair) <= SCHEME]


def look(looking: Looking, window: Window, name: str) -> None:
    """Nothing cut, nothing faint, and no colour but the chosen ones."""
    looking.look(window, f"black-{name}", 2)
    everything = window.everything()
    in_sight = [c for c in everything[1:] if is_in_sight(c, everything)]
    assert foreign(contrast.seen(looking.desktop.screen), in_sight) == []


def test_windows_about_a_connection_keep_to_white_on_black() -> None:
    with stage(dpi=DPI, prepare=choose_white_on_black) as on:
        looking = Looking(on.desktop, "fr", DPI, SMALL)
        for scene, title in SCENES.items():
            on.anew(scene)
            look(looking, Window(on.desktop, title), scene)


def wears_the_scheme(window: Window) -> bool:
    texts = [c for c in window.controls() if c["class"] in ("Static", "Edit")]
    return not foreign(contrast.seen(window.desktop.screen), texts)


def test_colours_chosen_while_windows_are_open_are_taken_at_once() -> None:
    with stage() as on:
        on.show("banner-warning", "end-question", "history-full")
        on.show("white-on-black")
        for name in ("history-full", "end-question", "banner-warning"):
            window = Window(on.desktop, SCENES[name])
            window.activate()
            wait(partial(wears_the_scheme, window), name)


def test_the_other_windows_keep_to_white_on_black() -> None:
    with own_desktop(dpi=DPI) as desktop:
        choose_white_on_black(desktop)
        desktop.install_teamviewer()
        desktop.ask("set_id", THE_ID)
        registry(desktop, "add", KEY, *PLANTED.split())
        main = main_window(desktop)
        desktop.wait_for_end_of_check()
        main.wait_for("Un mot de passe permanent est enregistré, mais")
        looking = Looking(desktop, "fr", DPI, SMALL)
        look(looking, main, "main")
        main.press(LASTING)
        question = Window(desktop, FRENCH.lasting_title)
        read_and_tick(question)
        look(looking, question, "question")
        question.key("Escape")
        main.press(DOORS)
        doors = Window(desktop, DOORS)
        doors.wait_for(FRENCH.not_by_itself)
        look(looking, doors, "doors")
