"""Which of TeamViewer's programs run, in the sessions of all persons."""

import ntpath
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import FrozenSet, Iterable, Optional, Tuple

from agent.teamviewer.control.targets import is_program_name
from agent.teamviewer.live.judging import Running
from agent.teamviewer.places import SESSION_PROGRAM
from agent.win32.files import is_on_this_computer, long_path
from agent.win32.processes import process_started, processes_where
from agent.windows_facts import Unreadable

assert sys.platform == "win32"

# A log's line and a process's start are dated by different clocks.
_TOLERANCE_SECONDS = 5.0


@dataclass(frozen=True)
class Programs:
    """What runs, and the folders of this computer that it runs from."""

    running: Running
    folders: FrozenSet[str] = frozenset()


def look_at_programs() -> Programs:
    """TeamViewer's programs as Windows lists them now."""
    found = processes_where(is_program_name)
    if isinstance(found, Unreadable):
        return Programs(Running())
    session = any(one.name.lower() == SESSION_PROGRAM.lower() for one in found)
    return Programs(Running(session, bool(found)), frozenset(_folders(one.path for one in found)))


def is_writer_running(writers: Iterable[Tuple[int, datetime]]) -> bool:
    """Whether a program that wrote to a log at that time still runs, under whatever name.

    A process that began after its line was written only has the same number. One whose start
    Windows does not tell counts.
    """
    return any(_wrote(pid, at) for pid, at in writers)


def _wrote(pid: int, at: datetime) -> bool:
    started = process_started(pid)
    if isinstance(started, Unreadable):
        return True
    return started is not None and started <= at.timestamp() + _TOLERANCE_SECONDS


def _folders(paths: Iterable[Optional[str]]) -> Tuple[str, ...]:
    known = {ntpath.dirname(path) for path in paths if path is not None}
    return tuple(long_path(folder) for folder in known if is_on_this_computer(folder))
