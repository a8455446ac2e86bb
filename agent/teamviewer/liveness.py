"""Which TeamViewer keys belong to a TeamViewer that is really there.

Pure. Uninstalling leaves keys and IDs behind. A key is live when its `TeamViewer.exe` exists or its
service does, else it is stale; what could not be looked at makes it neither.
"""

import enum
import ntpath
from dataclasses import dataclass
from typing import List, Optional, Sequence, Tuple

from agent.teamviewer.facts import InstallationFacts, KeyFacts, ProgramFacts
from agent.teamviewer.places import default_folder, same_folder
from agent.teamviewer.service_owners import ServiceOwners, TeamViewerService
from agent.windows_facts import Unreadable


class Liveness(enum.Enum):
    """Whether the TeamViewer of a key is there."""

    LIVE = "live"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class JudgedKey:
    """A key, whether its TeamViewer is there, and what is known of that TeamViewer."""

    key: KeyFacts
    liveness: Liveness
    folder: Optional[str]
    program: Optional[ProgramFacts]
    running: bool


def judge_keys(facts: InstallationFacts) -> Tuple[JudgedKey, ...]:
    """Every key judged, the computer's and the person's.

    A service that no key speaks for is judged as a key without values: that TeamViewer is there.
    """
    owners = ServiceOwners.among(facts)
    keys = [*facts.keys, *(KeyFacts(place) for place in owners.places_without_key)]
    judged = [_judge(key, owners.services_of(key.place), facts) for key in keys]
    return tuple(one for one in judged if not _is_mere_container(one))


def candidate_folders(facts: InstallationFacts) -> Tuple[str, ...]:
    """Every folder whose `TeamViewer.exe` matters to `judge_keys`."""
    owners = ServiceOwners.among(facts)
    folders: List[str] = []
    for place in owners.places_without_key:
        folders += _folders_to_try(KeyFacts(place), owners.services_of(place), facts)
    for key in facts.keys:
        folders += _folders_to_try(key, owners.services_of(key.place), facts)
    return tuple(dict.fromkeys(folders))


def _judge(
    key: KeyFacts, services: Sequence[TeamViewerService], facts: InstallationFacts
) -> JudgedKey:
    folders = _folders_to_try(key, services, facts)
    programs = [found for folder in folders for found in _programs_in(folder, facts)]
    present = [program for program in programs if program.present]
    folder = present[0].folder if present else (folders[0] if folders else None)
    return JudgedKey(
        key=key,
        liveness=_liveness(key, services, facts, programs),
        folder=folder,
        program=present[0] if present else None,
        running=any(service.running for service in services) or _runs_in(folder, facts),
    )


def _liveness(
    key: KeyFacts,
    services: Sequence[TeamViewerService],
    facts: InstallationFacts,
    programs: Sequence[ProgramFacts],
) -> Liveness:
    if services or any(program.present for program in programs):
        return Liveness.LIVE
    in_doubt = (
        isinstance(key.folder, Unreadable)
        or any(program.present is None for program in programs)
        or (not key.place.is_user and isinstance(facts.services, Unreadable))
        or (not key.place.is_user and facts.folders.of(key.place.view) is None)
    )
    return Liveness.UNKNOWN if in_doubt else Liveness.STALE


def _folders_to_try(
    key: KeyFacts, services: Sequence[TeamViewerService], facts: InstallationFacts
) -> List[str]:
    service_folders = [service.folder for service in services if service.folder is not None]
    if isinstance(key.folder, str):
        return [key.folder, *service_folders]
    if key.place.is_user:
        return []
    default = default_folder(key.place, facts.folders)
    if service_folders or default is None or _belongs_to_main_key(key, facts):
        return service_folders
    return [default]


def _belongs_to_main_key(key: KeyFacts, facts: InstallationFacts) -> bool:
    """Whether the default folder, shared from version 10 on, is already the main key's."""
    if key.place.version is None:
        return False
    default = default_folder(key.place, facts.folders)
    return any(
        other.place.version is None
        and other.place.view is key.place.view
        and not other.is_container
        and same_folder(default_folder(other.place, facts.folders), default)
        for other in facts.keys
    )


def _programs_in(folder: str, facts: InstallationFacts) -> List[ProgramFacts]:
    return [program for program in facts.programs if same_folder(program.folder, folder)]


def _runs_in(folder: Optional[str], facts: InstallationFacts) -> bool:
    """Whether a program of TeamViewer runs there; one whose path is withheld may well."""
    if isinstance(facts.processes, Unreadable):
        return False
    paths = [process.path for process in facts.processes]
    return any(path is None or same_folder(ntpath.dirname(path), folder) for path in paths)


def _is_mere_container(judged: JudgedKey) -> bool:
    return judged.key.is_container and judged.liveness is not Liveness.LIVE
