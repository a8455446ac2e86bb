"""Puts stand-ins of TeamViewer's services and windows there, running, and takes them away."""

import contextlib
import sys
import time
from pathlib import Path
from typing import Callable, Iterator, List, Tuple

import psutil

from agent.win32.processes import processes_where
from agent.win32.service_control import change_start, start_service
from agent.windows_facts import ProcessFacts, StartType, Unreadable
from tests.windows.computer_state import ComputerState, Program, Service, applied
from tests.windows.program_file import make_python
from tests.windows.state_parts import FOLDER_64

assert sys.platform == "win32"

SCRIPT = Path(__file__).with_name("stand_in_service.py")
WINDOW = f"{FOLDER_64}\\TeamViewer.exe"
HOST = f"{FOLDER_64}\\TeamViewer_Service.exe"
_WAIT_SECONDS = 30

Standing = Tuple[str, int, str]
"""A service's name, start type and manners."""


@contextlib.contextmanager
def teamviewer_runs(*services: Standing) -> Iterator[None]:
    """TeamViewer as installed, its services running with a window each, while the block runs."""
    state = ComputerState(
        programs=(Program(WINDOW),),
        services=tuple(
            Service(name, f'"{HOST}" "{SCRIPT}" {name} "{WINDOW}" {manners}', start)
            for name, start, manners in services
        ),
    )
    with applied(state):
        make_python(Path(HOST))
        try:
            for name, _, _ in services:
                assert start_service(name, _WAIT_SECONDS) is None
            wait_until(lambda: len(running_below(FOLDER_64)) >= 2 * len(services))
            yield
        finally:
            _end_everything([name for name, _, _ in services])


def running_below(folder: str) -> List[ProcessFacts]:
    """The programs of a folder that run now."""
    found = processes_where(lambda _name: True)
    assert not isinstance(found, Unreadable)
    return [one for one in found if (one.path or "").lower().startswith(folder.lower() + "\\")]


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until it is so, or fail."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _end_everything(names: List[str]) -> None:
    """Disabled first: nothing here may start itself again."""
    for name in names:
        change_start(name, StartType.DISABLED)
    for _ in range(3):
        for process in running_below(FOLDER_64):
            with contextlib.suppress(psutil.Error):
                psutil.Process(process.pid).kill()
        time.sleep(0.1)
