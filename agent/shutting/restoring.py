"""Putting TeamViewer back on this computer, with the rights that a person gives for it."""

import sys
from typing import Optional

from agent.cutoff.program import program_beside
from agent.shutting.restored import Restored, is_blocked, restored
from agent.teamviewer.places import SERVICE_PROGRAM
from agent.win32.elevated_run import run_elevated
from agent.win32.services import services_running

assert sys.platform == "win32"

FROZEN_NAME = "assistance-cli.exe"
# Windows asks a person, who reads and may have to look for a password.
ELEVATED_SECONDS = 180.0


def restore_software() -> Restored:
    """Have `agent restore` done with more rights, and look what came of it. Never raises.

    It may take as long as a person needs for Windows' question: not for the thread of a window.
    """
    program, parameters = program_beside(FROZEN_NAME, "agent")
    ran = run_elevated(program, f"{parameters} restore".lstrip(), ELEVATED_SECONDS)
    return restored(ran, is_blocked=is_software_blocked())


def is_software_blocked() -> Optional[bool]:
    """Whether a TeamViewer service is disabled, so that nobody can be let in; None: unknown."""
    return is_blocked(services_running(SERVICE_PROGRAM))
