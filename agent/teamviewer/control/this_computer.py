"""The services and programs of this computer, as a cut sees and changes them.

Only what lies where administrators write decides which folders are TeamViewer's: a person's own
part of the registry could name any folder.
"""

import logging
import ntpath
import os
import sys
from dataclasses import replace
from typing import Dict, Optional, Tuple

from agent.teamviewer.control.ports import Services, Targets
from agent.teamviewer.control.targets import targets_among
from agent.teamviewer.installation import read_installation
from agent.teamviewer.liveness import Liveness, judge_keys
from agent.teamviewer.places import SERVICE_PROGRAM, is_inside
from agent.win32.elevation import allow_opening_every_process
from agent.win32.file_version import version_of
from agent.win32.files import is_on_this_computer, long_path
from agent.win32.process_ending import end_process
from agent.win32.processes import processes_where
from agent.win32.service_control import change_start, start_service, stop_service
from agent.win32.services import services_running
from agent.win32.signature import signature_of
from agent.windows_facts import (
    ProcessFacts,
    Refusal,
    Refused,
    ServiceFacts,
    Signature,
    StartType,
    Trust,
    Unreadable,
)

assert sys.platform == "win32"

_log = logging.getLogger(__name__)

STOP_SECONDS = 8.0
START_SECONDS = 15.0
END_SECONDS = 3.0


class FileEvidence:
    """What the files of running programs say; each is asked once."""

    def __init__(self) -> None:
        self._products: Dict[str, Optional[str]] = {}
        self._signatures: Dict[str, Signature] = {}
        self._windows = os.environ.get("SYSTEMROOT")

    def product_of(self, path: str) -> Optional[str]:
        """The product a file claims to be; Windows' own and other computers' are not read."""
        if path not in self._products:
            is_read = not self._is_windows(path) and is_on_this_computer(path)
            self._products[path] = version_of(path).product_name if is_read else None
        return self._products[path]

    def signature_of(self, path: str) -> Signature:
        """The signature in a file; unknown for one on another computer."""
        if path not in self._signatures:
            here = is_on_this_computer(path)
            self._signatures[path] = signature_of(path) if here else Signature(Trust.UNKNOWN)
        return self._signatures[path]

    def _is_windows(self, path: str) -> bool:
        temporary = ntpath.join(self._windows or "", "Temp")
        return is_inside(path, self._windows) and not is_inside(path, temporary)


class ThisComputer:
    """`Computer` for real. Every wait is bounded."""

    def __init__(self) -> None:
        self._evidence = FileEvidence()
        allow_opening_every_process()
        self._installed = _installed_folders()

    def services(self) -> Services:
        """The services whose program is TeamViewer's."""
        return services_running(SERVICE_PROGRAM)

    def targets(self, services: Services) -> Targets:
        """The programs of every session that are, or look like, TeamViewer's."""
        processes = processes_where(lambda _name: True)
        if isinstance(processes, Unreadable):
            return processes
        folders = () if isinstance(services, Unreadable) else _folders_of(services.services)
        named = (replace(one, path=one.path and _long(one.path)) for one in processes)
        places = tuple(dict.fromkeys((*self._installed, *folders, *_unpacked_here())))
        return targets_among(named, places, self._evidence)

    def change_start(self, name: str, start: StartType) -> Optional[Refused]:
        """Set when Windows starts the service."""
        return change_start(name, start)

    def stop(self, name: str) -> Optional[Refused]:
        """Stop the service."""
        return stop_service(name, STOP_SECONDS)

    def start(self, name: str) -> Optional[Refused]:
        """Start the service."""
        return start_service(name, START_SECONDS)

    def end(self, process: ProcessFacts) -> Optional[Refused]:
        """End the process if it still is that program."""
        if process.path is None:
            return Refused(Refusal.FAILED, "its program is not known")
        return end_process(process.pid, process.path, END_SECONDS)


def _installed_folders() -> Tuple[str, ...]:
    """The folders of the computer's TeamViewers, with and without a service."""
    try:
        judged = judge_keys(read_installation())
    except Exception:  # noqa: BLE001 - services name their folders too, and the cut goes on
        _log.exception("installations cannot be read")
        return ()
    live = [one for one in judged if one.liveness is Liveness.LIVE and not one.key.place.is_user]
    return tuple(one.folder for one in live if one.folder is not None)


def _folders_of(services: Tuple[ServiceFacts, ...]) -> Tuple[str, ...]:
    folders = (ntpath.dirname(_long(one.image_path)) for one in services)
    return tuple(folder for folder in folders if folder)


def _unpacked_here() -> Tuple[str, ...]:
    """Where QuickSupport unpacks itself for this account, which may have moved its folder."""
    temporary = os.environ.get("TEMP")
    return (ntpath.join(_long(temporary), "TeamViewer"),) if temporary else ()


def _long(path: str) -> str:
    """Without shortened names; another computer is not asked about its own."""
    return long_path(path) if is_on_this_computer(path) else path
