"""Reading what a TeamViewer that is not installed leaves to see: its process, settings and log.

Nothing is concluded here. Only programs of the person's own session are looked at: another
person's QuickSupport has another ID.
"""

import ntpath
import os
import sys
from dataclasses import replace
from typing import Iterator, List, Sequence

from agent.teamviewer.facts import FileReading, InstallationFacts, RunningProgram
from agent.teamviewer.liveness import JudgedKey, Liveness
from agent.teamviewer.log_folders import LOG_PATTERN, person_log_folders, unpacking_folders
from agent.teamviewer.log_header import HEAD_BYTES, TAIL_BYTES
from agent.teamviewer.places import PROGRAM, is_inside, same_folder
from agent.teamviewer.portable import Origin, origin_of
from agent.teamviewer.settings_ini import MAX_INI_BYTES
from agent.win32.file_version import version_of
from agent.win32.files import is_on_this_computer, long_path, newest_file, read_ends
from agent.win32.processes import own_session, processes_where
from agent.win32.signature import signature_of
from agent.windows_facts import (
    ABSENT,
    FileVersion,
    ProcessFacts,
    Signature,
    Trust,
    Unreadable,
)

assert sys.platform == "win32"

# Programs beside TeamViewer's engine, and installers: running, they are no one's QuickSupport.
_OTHER_PROGRAMS = ("teamviewer_", "tv_w32", "tv_x64", "tv_w64")


def with_portable_traces(
    facts: InstallationFacts, judged: Sequence[JudgedKey]
) -> InstallationFacts:
    """`facts` with what a portable TeamViewer shows; no file is read when none can matter."""
    installed = [one for one in judged if one.liveness is Liveness.LIVE]
    has_machine = any(not one.key.place.is_user for one in installed)
    processes = list(_outside(facts, [one.folder for one in installed if one.folder]))
    if has_machine:
        processes = [process for process in processes if process.path is not None]
    elif not processes:
        processes = _renamed()
    running = tuple(map(_look_at, processes))
    if has_machine and not running:
        return facts
    return replace(facts, running=running, newest_log=_newest_log(running))


def _outside(facts: InstallationFacts, folders: Sequence[str]) -> Iterator[ProcessFacts]:
    """Processes called TeamViewer.exe in this session and in no folder of an installation."""
    session = own_session()
    for process in () if isinstance(facts.processes, Unreadable) else facts.processes:
        folder = ntpath.dirname(process.path or "")
        installed = any(same_folder(folder, known) for known in folders)
        is_program = process.name.lower() == PROGRAM.lower()
        if is_program and not installed and process.session in (session, None):
            yield process


def _renamed() -> List[ProcessFacts]:
    """QuickSupport under a name of the helper's choice: found by what its file says it is."""
    session = own_session()
    reading = processes_where(lambda name: not name.lower().startswith(_OTHER_PROGRAMS))
    system = os.environ.get("SYSTEMROOT")
    return [
        replace(process, path=long_path(process.path))
        for process in (() if isinstance(reading, Unreadable) else reading)
        if process.path is not None
        and process.session == session
        and not is_inside(process.path, system)
        and is_on_this_computer(process.path)
        and (version_of(process.path).product_name or "").startswith("TeamViewer")
    ]


def _look_at(process: ProcessFacts) -> RunningProgram:
    path = process.path
    if path is None or not is_on_this_computer(path):
        unknown = Signature(Trust.UNKNOWN)
        return RunningProgram(process, FileVersion(None, None), unknown, in_temp=False, ini=ABSENT)
    return RunningProgram(
        process=process,
        version=version_of(path),
        signature=signature_of(path),
        in_temp=_is_unpacked_quicksupport(path),
        ini=read_ends(f"{ntpath.dirname(path)}\\TeamViewer.ini", MAX_INI_BYTES, 0),
    )


def _is_unpacked_quicksupport(path: str) -> bool:
    named = ntpath.basename(path).lower() == PROGRAM.lower()
    return named and any(is_inside(path, folder) for folder in unpacking_folders())


def _newest_log(running: Sequence[RunningProgram]) -> FileReading:
    genuine = [one.process.path for one in running if origin_of(one) is Origin.GENUINE]
    beside = (ntpath.dirname(path) for path in genuine if path is not None)
    newest = newest_file((*person_log_folders(), *beside), LOG_PATTERN)
    return read_ends(newest, HEAD_BYTES, TAIL_BYTES) if isinstance(newest, str) else newest
