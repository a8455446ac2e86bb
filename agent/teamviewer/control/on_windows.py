"""Cutting and restoring on this computer: the same for window, command line and service."""

import sys
import time
from pathlib import Path
from typing import ContextManager

from agent.brand_values import Names
from agent.teamviewer.control.cut import cut
from agent.teamviewer.control.looking import (
    Answers,
    Seen,
    is_known_stopped,
    look_at,
    what_is_left,
)
from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.control.ports import Ports
from agent.teamviewer.control.record_file import RecordFile
from agent.teamviewer.control.restore import restore
from agent.teamviewer.control.this_computer import ThisComputer
from agent.win32.elevation import is_administrator
from agent.win32.named_lock import named_lock
from agent.win32.protected_folder import computer_data_folder

assert sys.platform == "win32"

FOLDER = "cutoff"
# Longer than a cut of one service takes; whoever waited longer goes on without.
WAIT_SECONDS = 20.0
# TeamViewer's service starts its window again within moments.
PAUSE_SECONDS = 2.0


def cut_teamviewer(names: Names, pause_seconds: float = PAUSE_SECONDS) -> Outcome:
    """Shut every TeamViewer. Only after a pause is it known that nothing comes back."""
    return cut(_ports(names, pause_seconds))


def look_at_teamviewer() -> Seen:
    """What of TeamViewer is open now; nothing is changed."""
    look = look_at(ThisComputer())
    return Seen(what_is_left(look, Answers(), ()), is_known_stopped(look.services))


def restore_teamviewer(names: Names) -> Outcome:
    """Put back what cuts changed.

    Raises:
        RestoreRefusedError, RecordError: nothing was put back.
    """
    return restore(_ports(names, PAUSE_SECONDS), is_administrator)


def record_folder(names: Names) -> Path:
    """Where start types are kept: one place for every account, which no environment moves.

    Raises:
        OSError: when Windows does not say where that is.
    """
    return computer_data_folder() / names.folder / FOLDER


def _ports(names: Names, pause_seconds: float) -> Ports:
    def alone() -> ContextManager[bool]:
        return named_lock(f"{names.identifier}-cut", WAIT_SECONDS)

    return Ports(
        computer=ThisComputer(),
        memory=RecordFile(lambda: record_folder(names)),
        alone=alone,
        now=time.monotonic,
        pause=lambda: time.sleep(pause_seconds),
    )
