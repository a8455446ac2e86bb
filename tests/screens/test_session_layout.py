"""Banner, unexpected page, end question and history: nothing cut, nothing stolen, nothing lost."""

from dataclasses import dataclass

import pytest

from tests.screens.desktop import wait
from tests.screens.session_stage import Stage, stage
from tests.screens.test_layout import LARGE, SMALL, Looking
from tests.screens.windows import Window


@dataclass(frozen=True)
class Words:
    """What titles and buttons are called."""

    banner: str
    small: str
    large: str
    stop: str
    unexpected: str
    over: str
    question: str
    yes: str
    by_time: str
    history: str
    statement: str


FRENCH = Words(
    "Quelqu’un est connecté", "Réduire", "Agrandir", "Arrêter l'accès", "Une connexion à vérifier",
    "Cette connexion est terminée.", "Le dépannage est terminé", "Oui, fermer TeamViewer",
    "Le temps autorisé est écoulé", "Historique", "Relevé d’intervention",
)  # fmt: skip
ENGLISH = Words(
    "Somebody is connected", "Make smaller", "Make larger", "Stop access", "A connection to check",
    "This connection is over.", "The repair is over", "Yes, shut TeamViewer",
    "The allowed time is over", "History", "Visit statement",
)  # fmt: skip
WORDS = {"fr": FRENCH, "en": ENGLISH}
LETTER = "Lettre"


def look_at_banner(on: Stage, looking: Looking, words: Words) -> None:
    scenes = {"banner": 5, "banner-warning": 6, "banner-two-warning": 7, "banner-attempt": 5}
    for scene, least in scenes.items():
        on.anew(scene)
        looking.look(Window(on.desktop, words.banner), scene, least)
    on.show("banner-doubt")
    looking.look(Window(on.desktop, words.banner), "banner-doubt", 5)
    on.anew("banner")
    banner = Window(on.desktop, words.banner)
    banner.press(words.small)
    banner.wait_for(words.large)
    looking.look(banner, "banner-small", 3)


def look_at_pages(on: Stage, looking: Looking, words: Words) -> None:
    for scene in ("unexpected", "unexpected-attempt", "unexpected-two", "unexpected-unread"):
        on.anew(scene)
        looking.look(Window(on.desktop, words.unexpected), scene, 7)
    on.show("nobody")
    page = Window(on.desktop, words.unexpected)
    page.wait_for(words.over)
    looking.look(page, "unexpected-over", 7)
    on.anew("end-question")
    looking.look(Window(on.desktop, words.question), "end-question", 5)
    on.anew("by-time")
    looking.look(Window(on.desktop, words.by_time), "by-time", 4)


def look_at_history(on: Stage, looking: Looking, words: Words) -> None:
    for scene in ("history-loading", "history-unreadable", "history-empty", "history-full"):
        on.anew(scene)
        looking.look(Window(on.desktop, words.history), scene, 7)


@pytest.mark.parametrize(
    ("language", "dpi", "size"),
    [("fr", 96, SMALL), ("en", 96, SMALL), ("fr", 192, SMALL), ("en", 192, LARGE)],
)
def test_nothing_is_cut_or_overlaps(language: str, dpi: int, size: str) -> None:
    with stage(language, dpi, size) as on:
        looking = Looking(on.desktop, language, dpi, size)
        look_at_banner(on, looking, WORDS[language])
        look_at_pages(on, looking, WORDS[language])
        look_at_history(on, looking, WORDS[language])


def test_the_banner_takes_the_keyboard_from_nobody() -> None:
    """Asked of Windows itself: the window manager here gives every new window the keyboard."""
    with stage() as on:
        on.show("letter")
        Window(on.desktop, LETTER).activate()
        on.show("banner-beside-letter")
        assert Window(on.desktop, FRENCH.banner).is_open()
        assert f"active {LETTER}" in on.heard


def test_no_key_makes_the_banner_go_while_somebody_is_connected() -> None:
    with stage() as on:
        on.show("banner")
        banner = Window(on.desktop, FRENCH.banner)
        banner.key("Escape", "alt+F4", "Return")
        banner.press(FRENCH.small)
        banner.wait_for(FRENCH.large)
        assert banner.says("Sophie")
        on.show("banner-warning")
        banner.wait_for("L’accès se ferme dans")
        banner.wait_for(FRENCH.small)
        banner.press(FRENCH.stop)
        assert on.told() == "stop banner"
        on.show("nobody")
        banner.wait_to_close()


def test_a_small_banner_grows_when_somebody_else_comes() -> None:
    with stage() as on:
        on.show("banner")
        banner = Window(on.desktop, FRENCH.banner)
        banner.press(FRENCH.small)
        banner.wait_for(FRENCH.large)
        on.show("banner-two")
        banner.wait_for("Une autre personne est aussi connectée.")
        banner.wait_for(FRENCH.small)
        banner.press(FRENCH.small)
        banner.wait_for(FRENCH.large)


def test_a_page_that_was_closed_comes_back_when_somebody_else_comes() -> None:
    with stage() as on:
        on.show("unexpected")
        page = Window(on.desktop, FRENCH.unexpected)
        page.press("C’est bien mon dépanneur")
        page.wait_to_close()
        on.show("unexpected")
        assert not page.is_open()
        on.show("unexpected-two")
        page = Window(on.desktop, FRENCH.unexpected)
        page.wait_for("Une autre personne est aussi connectée.")
        page.press("C’est bien mon dépanneur")
        page.wait_to_close()
        on.show("unexpected-two")
        assert not page.is_open()


def test_the_price_goes_on_by_itself() -> None:
    with stage() as on:
        on.show("banner")
        banner = Window(on.desktop, FRENCH.banner)
        banner.wait_for("30 € jusqu’à 10 h 30")
        on.show("banner-later")
        banner.wait_for("50 € jusqu’à 11 h")


def test_a_banner_pushed_off_the_screen_comes_back() -> None:
    with stage() as on:
        on.show("banner")
        banner = Window(on.desktop, FRENCH.banner)
        left, top, right, bottom = banner.everything()[0]["rectangle"]
        on.desktop.drag((left + 60, (top + bottom) // 2), (20, 700), (2, 767))

        def is_back_elsewhere() -> bool:
            now = banner.everything()[0]["rectangle"]
            inside = now[0] >= 0 and now[1] >= 0 and now[2] <= 1366 and now[3] <= 768
            return bool(inside and now != [left, top, right, bottom])

        wait(is_back_elsewhere, "the banner to come back inside")


def test_a_page_that_was_closed_stays_closed_for_this_connection_only() -> None:
    with stage() as on:
        on.show("unexpected-attempt")
        page = Window(on.desktop, FRENCH.unexpected)
        page.press("C’est bien mon dépanneur")
        page.wait_to_close()
        on.show("unexpected")
        assert not page.is_open()
        on.show("nobody", "unexpected")
        again = Window(on.desktop, FRENCH.unexpected)
        again.press(FRENCH.stop)
        assert on.told() == "stop window"
        again.wait_to_close()


def test_keys_meant_for_another_program_press_nothing_on_a_page_that_opens() -> None:
    with stage() as on:
        on.show("unexpected")
        page = Window(on.desktop, FRENCH.unexpected)
        page.key("Return", "space", "Return", "space")
        focused = on.desktop.ask("focused", on.desktop.process())
        assert focused["text"].startswith("TeamViewer indique")
        page.key("Tab", "Return")
        assert on.told() == "stop window"
        page.wait_to_close()


def test_the_question_is_answered_once_or_closed() -> None:
    with stage() as on:
        on.show("end-question")
        question = Window(on.desktop, FRENCH.question)
        question.press(FRENCH.yes)
        assert on.told() == "decided True"
        question.wait_to_close()
        on.show("end-question")
        Window(on.desktop, FRENCH.question).key("Escape")
        question.wait_to_close()
        on.show("nobody")
        assert on.heard.count("decided True") == 1
        assert "decided False" not in on.heard


def test_the_history_is_read_with_the_keyboard_alone() -> None:
    with stage() as on:
        on.show("history-full")
        history = Window(on.desktop, FRENCH.history)
        history.wait_for("Échange de fichiers")
        assert not history.control(FRENCH.statement)["enabled"]
        history.key("Down")
        history.wait_for("Lundi 23 novembre 2026, 10 h – 10 h 37")
        history.press(FRENCH.statement)
        assert on.told() == "statement 9999"
