"""The windows about a connection, by keyboard alone and as a screen reader has them."""

from tests.screens.session_stage import stage
from tests.screens.test_session_layout import FRENCH
from tests.screens.walking import Walk
from tests.screens.windows import Window

SCENES = {
    "banner-warning": FRENCH.banner,
    "unexpected": FRENCH.unexpected,
    "end-question": FRENCH.question,
    "by-time": FRENCH.by_time,
    "history-full": FRENCH.history,
}
STAYS = "banner-warning"


def test_every_window_about_a_connection_is_used_by_keyboard_alone() -> None:
    complaints = []
    with stage() as on:
        for scene, title in SCENES.items():
            on.anew(scene)
            window = Window(on.desktop, title)
            complaints += [f"{scene}: {words}" for words in Walk(window).complaints]
            window.key("Escape")
            if scene != STAYS:
                window.wait_to_close()
    assert not complaints, "\n".join(complaints)
