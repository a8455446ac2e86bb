"""Who is and was connected, as the program beside the clock knows it."""

import queue
import sys
from pathlib import Path
from typing import Union

import pytest

from agent.access_controller import AccessController
from agent.access_parts import AccessParts
from agent.app import build_core, load_language, utc_now
from agent.connections import NOBODY, ConnectionLists, Live, LiveReading
from agent.consent.storage_errors import KeyStoreRefusedError
from agent.controller import Controller
from agent.errors import AgentError
from agent.shutting.shut import Shut
from agent.tray_history import TrayHistory
from agent.tray_sessions import TraySessions
from agent.visits import History
from tests.windows.test_consent_command import data

assert sys.platform == "win32"

PATIENCE_SECONDS = 60.0
__all__ = ("data",)


def never(*_any: object) -> Shut:
    """Nothing is loaded or shut here."""
    raise AssertionError


def load() -> AccessParts:
    """As above."""
    raise AssertionError


def refuse_to_load() -> AccessParts:
    """Windows' credential store is not there."""
    raise KeyStoreRefusedError("no store")


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


def test_a_history_is_never_shown_without_what_was_allowed_where_that_cannot_be_read(
    data: Path,
) -> None:
    core = build_core(*load_language(), logs=False)
    (data / "consent").mkdir(parents=True)
    (data / "consent" / "journal-0123456789abcdef.jsonl").write_bytes(b"a line")
    controller = Controller(core.sources)
    access = AccessController(
        refuse_to_load, lambda: True, utc_now, controller.show_access, never,
        lambda _ended, _left: None,
    )  # fmt: skip
    ledger = TraySessions(core, controller, access).ledger
    loaded: queue.Queue[Union[History, AgentError]] = queue.Queue()
    TrayHistory(core, access, ledger, lambda: controller.snapshot).load(loaded.put)
    assert isinstance(loaded.get(timeout=PATIENCE_SECONDS), KeyStoreRefusedError)
    controller.stop()
    access.close()
