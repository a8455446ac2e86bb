"""What another program takes back is shown by the one that runs."""

import queue
import sys
from pathlib import Path
from typing import List

import pytest

from agent.access_building import build_access
from agent.access_controller import AccessController
from agent.app import Core, build_core, has_journals, load_language, utc_now
from agent.consent.answers import Withdrawing
from agent.shutting.shut import Shut
from agent.state import AccessPicture
from agent.tray_consents import TrayConsents
from tests.windows.test_consent_command import data, permit

assert sys.platform == "win32"

PATIENCE_SECONDS = 60.0
__all__ = ("data",)


def never(*_any: object) -> Shut:
    """Nothing is shut here."""
    raise AssertionError


@pytest.fixture
def core(data: Path) -> Core:
    assert not data.exists()
    return build_core(*load_language(), logs=False)


def wait_until(pictures: "queue.Queue[AccessPicture]", *, allowed: bool) -> None:
    """Wait for a picture in which something is allowed, or nothing."""
    while pictures.get(timeout=PATIENCE_SECONDS).allowed is not allowed:
        pass


@pytest.mark.fault("two accounts in one folder")
def test_what_another_program_takes_back_is_allowed_no_more(core: Core) -> None:
    permit()
    pictures: queue.Queue[AccessPicture] = queue.Queue()
    access = AccessController(
        lambda: build_access(core), lambda: has_journals(core), utc_now, pictures.put, never,
        lambda _ended, _left: None,
    )  # fmt: skip
    consents = TrayConsents(core, access.look)
    consents.start()
    wait_until(pictures, allowed=True)
    other = build_access(core).authorisations
    assert other.look().allowed
    assert other.withdraw_all(Withdrawing("cli"))
    assert other.close(PATIENCE_SECONDS)
    wait_until(pictures, allowed=False)
    consents.stop()
    access.close()


def test_only_a_journal_that_has_changed_is_news(core: Core, data: Path) -> None:
    looks: List[int] = []
    consents = TrayConsents(core, lambda: looks.append(1))
    consents.look_at_news()
    consents.look_at_news()
    assert len(looks) == 1
    permit()
    consents.look_at_news()
    (data / "consent" / "receipt-0-1.txt").write_bytes(b"no journal")
    consents.look_at_news()
    assert len(looks) == 2
