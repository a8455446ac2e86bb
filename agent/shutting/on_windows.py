"""Shutting TeamViewer on this computer: what icon, window, banner and command line call."""

import sys
import time
from dataclasses import replace
from datetime import datetime, timezone

from agent.brand_values import Names
from agent.cutoff.program import cutoff_program
from agent.cutoff.result_file import ResultFile
from agent.cutoff.words import SERVICE_NAME, Word
from agent.shutting.ports import Ports
from agent.shutting.shut import Shut
from agent.shutting.steps import shut_with
from agent.teamviewer.control.on_windows import cut_teamviewer, look_at_teamviewer, record_folder
from agent.teamviewer.standing_access import remove_standing_access
from agent.win32.elevated_run import run_elevated
from agent.win32.elevation import is_administrator
from agent.win32.service_run import run_service
from agent.windows_facts import Ran

assert sys.platform == "win32"

SERVICE_SECONDS = 30.0
# Windows asks a person, who reads and may have to look for a password.
ELEVATED_SECONDS = 180.0


def shut(names: Names, word: Word) -> Shut:
    """Shut TeamViewer in the best way there is, and say what was read back. Never raises.

    It may take as long as a person needs for Windows' question: not for the thread of a window.
    """
    return shut_with(ports_for(names), word)


def shut_quietly(names: Names, word: Word) -> Shut:
    """The same with what rights there are: Windows never asks the person. Never raises."""
    return shut_with(replace(ports_for(names), run_elevated=lambda _word: Ran.MISSING), word)


def ports_for(names: Names) -> Ports:
    """This computer's answers."""
    return Ports(
        run_service=lambda word: run_service(SERVICE_NAME, word.value, SERVICE_SECONDS),
        run_elevated=_run_elevated,
        read_result=ResultFile(lambda: record_folder(names)).load,
        is_administrator=is_administrator,
        cut=lambda: cut_teamviewer(names),
        cut_at_once=lambda: cut_teamviewer(names, pause_seconds=0.0),
        look=look_at_teamviewer,
        remove=lambda: remove_standing_access(service_is_stopped=True),
        now=lambda: datetime.now(timezone.utc),
        clock=time.monotonic,
    )


def _run_elevated(word: Word) -> Ran:
    program, parameters = cutoff_program()
    return run_elevated(program, f"{parameters} {word.value}".lstrip(), ELEVATED_SECONDS)
