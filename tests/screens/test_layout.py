"""Nothing is cut, overlaps or is faint in any window, in both languages, at 100 % and 200 %."""

from dataclasses import dataclass

import pytest

from tests.screens import contrast
from tests.screens.arrangement import KINDS, Control, is_in_sight, is_inside, parts_of, touching
from tests.screens.desktop import THE_ID, Desktop, own_desktop
from tests.screens.windows import Window

SMALL, LARGE = "1366x768x24", "2560x1600x24"
SMALLEST_TARGET = 44


@dataclass(frozen=True)
class Words:
    """What the buttons and titles on the way are called."""

    allow: str
    lasting: str
    list: str
    oneoff_title: str
    lasting_title: str
    boxes: str
    yes: str
    allowed: str
    close: str
    stop: str
    stopped: str
    doors: str
    not_by_itself: str
    doubt: str
    step: str


FRENCH = Words(
    "Autoriser un dépannage", "Accès permanent…", "Mes autorisations",
    "Autoriser un dépannage à distance", "Autoriser un accès permanent", "J’a|Je d",
    "Oui, autoriser", "Le dépannage est autorisé", "Fermer", "Arrêter l'accès",
    "L’accès est arrêté",
    "Qui peut entrer ?", "TeamViewer ne s’ouvre pas tout seul", "J’ai un doute", "Appelez 2CLICKS",
)  # fmt: skip
ENGLISH = Words(
    "Allow a repair", "Permanent access…", "My authorisations",
    "Allow a remote repair", "Allow permanent access", "I allow|I ask",
    "Yes, allow", "The repair is allowed", "Close", "Stop access", "Access is stopped",
    "Who can come in?", "TeamViewer does not start by itself", "I have a doubt", "Call 2CLICKS",
)  # fmt: skip
WORDS = {"fr": FRENCH, "en": ENGLISH}


class Looking:
    """Looks at one window after the other, and keeps a picture of each."""

    def __init__(self, desktop: Desktop, language: str, dpi: int, size: str) -> None:
        self.desktop, self._dpi = desktop, dpi
        self._suffix = f"{language}-{dpi * 100 // 96}-{size}"

    def look(self, window: Window, name: str, least: int) -> None:
        """Nothing cut, over anything else or faint, and every target large enough."""
        everything = window.everything()
        frame, controls = everything[0], [c for c in everything if c["class"].lower() in KINDS]
        assert len(controls) >= least
        left, _top, right, _bottom = frame["rectangle"]
        assert not [c for c in controls if c["rectangle"][0] < left or c["rectangle"][2] > right]
        parts = parts_of(everything)
        assert touching(parts) == []
        for part in parts:
            assert touching([c for c in controls if is_inside(c, part, everything)]) == []
        heights = [height(c) for c in controls if c["class"] == "Button"]
        assert min(heights) >= SMALLEST_TARGET * self._dpi // 96
        in_sight = [c for c in controls if is_in_sight(c, everything)]
        assert contrast.too_faint(self.desktop.screen, in_sight) == []
        self.desktop.picture(f"{name}-{self._suffix}")


def height(control: Control) -> int:
    return int(control["rectangle"][3] - control["rectangle"][1])


@pytest.mark.parametrize(
    ("language", "dpi", "size"),
    [
        ("fr", 96, SMALL),
        ("en", 96, SMALL),
        ("fr", 192, SMALL),
        ("en", 192, LARGE),
        ("fr", 144, SMALL),
    ],
)
def test_nothing_is_cut_or_overlaps(language: str, dpi: int, size: str) -> None:
    words = WORDS[language]
    with own_desktop(language=language, dpi=dpi, size=size) as desktop:
        desktop.install_teamviewer()
        desktop.ask("set_id", THE_ID)
        desktop.start()
        desktop.wait_for_focus()
        desktop.wait_for_end_of_check()
        looking = Looking(desktop, language, dpi, size)
        main = Window(desktop, "2CLICKS Assistance")
        looking.look(main, "main", 20)
        main.press(words.allow)
        question = Window(desktop, words.oneoff_title)
        looking.look(question, "oneoff-top", 7)
        question.key("ctrl+End")
        for text in question.texts():
            if text.startswith(tuple(words.boxes.split("|"))):
                question.press(text)
        looking.look(question, "oneoff-end", 7)
        question.press(words.yes)
        question.wait_to_close()
        given = Window(desktop, words.allowed)
        looking.look(given, "allowed", 6)
        given.press(words.close)
        main.press(words.list)
        listed = Window(desktop, words.list)
        looking.look(listed, "list", 8)
        main.press(words.lasting)
        lasting = Window(desktop, words.lasting_title)
        looking.look(lasting, "lasting-top", 7)
        lasting.key("ctrl+End")
        looking.look(lasting, "lasting-end", 7)
        lasting.key("Escape")
        listed.press(words.stop)
        stopped = Window(desktop, words.stopped)
        looking.look(stopped, "stopped", 6)
        stopped.press(words.close)
        main.press(words.doors)
        doors = Window(desktop, words.doors)
        doors.wait_for(words.not_by_itself)
        looking.look(doors, "doors", 15)
        doors.key("Escape")
        main.press(words.doubt)
        doubt = Window(desktop, words.doubt)
        doubt.wait_for(words.step)
        looking.look(doubt, "doubt", 19)
