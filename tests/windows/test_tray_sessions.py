"""Who is connected, as the program beside the clock knows it."""

import sys

import pytest

from agent.access_controller import AccessController
from agent.access_parts import AccessParts
from agent.app import build_core, load_language, utc_now
from agent.connections import NOBODY, ConnectionLists, Live, LiveReading
from agent.controller import Controller
from agent.shutting.shut import Shut
from agent.tray_sessions import TraySessions

assert sys.platform == "win32"


def never(*_any: object) -> Shut:
    """Nothing is loaded or shut here."""
    raise AssertionError


def load() -> AccessParts:
    """As above."""
    raise AssertionError


@pytest.mark.fault("error nobody foresaw")
def test_after_a_look_that_breaks_nobody_is_said_to_be_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core = build_core(*load_language(), logs=False)
    controller = Controller(core.sources)
    access = AccessController(
        load, lambda: False, utc_now, controller.show_access, never, lambda _ended, _left: None
    )
    sessions = TraySessions(core, controller, access)
    sessions.ledger.take(LiveReading(NOBODY), ConnectionLists())
    assert controller.snapshot.session.live == NOBODY

    def break_down() -> LiveReading:
        raise ValueError("nobody foresaw this")

    monkeypatch.setattr(sessions._live, "read", break_down)
    with pytest.raises(ValueError, match="foresaw"):
        sessions._look()
    assert controller.snapshot.session.live == Live()
    controller.stop()
    access.close()
