"""Which key each TeamViewer service belongs to, when several TeamViewers are side by side.

Pure. A service names its program's folder and, in old versions, its version; a key may name the
same folder, or the version alone.
"""

import ntpath
from dataclasses import dataclass
from typing import Callable, List, Optional, Sequence, Tuple

from agent.teamviewer.facts import InstallationFacts, KeyFacts
from agent.teamviewer.places import (
    Place,
    ProgramFolders,
    default_folder,
    is_inside,
    is_service_name,
    same_folder,
    same_version,
    version_of_service,
)
from agent.windows_facts import Hive, Unreadable, View


@dataclass(frozen=True)
class TeamViewerService:
    """A service of TeamViewer; `folder` is None when Windows would not tell its program."""

    name: str
    folder: Optional[str]
    version: Optional[str]
    running: bool


@dataclass(frozen=True)
class ServiceOwners:
    """Pairs of a service and the place it belongs to; one in doubt belongs to several."""

    pairs: Tuple[Tuple[TeamViewerService, Place], ...]
    places_without_key: Tuple[Place, ...]

    @classmethod
    def among(cls, facts: InstallationFacts) -> "ServiceOwners":
        """The owners of all services found."""
        pairs: List[Tuple[TeamViewerService, Place]] = []
        without_key: List[Place] = []
        for service in _services(facts):
            places = [key.place for key in _owning_keys(service, facts)]
            if not places:
                places = [_place_without_key(service, facts.folders)]
                without_key += places
            pairs += [(service, place) for place in places]
        return cls(tuple(pairs), tuple(dict.fromkeys(without_key)))

    def services_of(self, place: Place) -> Tuple[TeamViewerService, ...]:
        """The services that belong to the key at `place`."""
        return tuple(service for service, owner in self.pairs if owner == place)


def _services(facts: InstallationFacts) -> List[TeamViewerService]:
    if isinstance(facts.services, Unreadable):
        return []
    readable = [
        TeamViewerService(
            service.name,
            ntpath.dirname(service.image_path),
            version_of_service(service.name, service.image_path),
            service.running,
        )
        for service in facts.services.services
    ]
    withheld = [name for name in facts.services.unreadable if is_service_name(name)]
    return readable + [
        TeamViewerService(name, None, version_of_service(name, None), running=False)
        for name in withheld
    ]


def _owning_keys(service: TeamViewerService, facts: InstallationFacts) -> Sequence[KeyFacts]:
    """The keys of the first, surest rule that names any."""
    machine = [key for key in facts.keys if not key.place.is_user]
    of_version = [key for key in machine if same_version(service.version, key.place.version)]
    rules: Tuple[Tuple[Sequence[KeyFacts], Callable[[KeyFacts], bool]], ...] = (
        (machine, lambda key: same_folder(_own_folder(key), service.folder)),
        (
            of_version,
            lambda key: (
                _own_folder(key) is None
                and same_folder(default_folder(key.place, facts.folders), service.folder)
            ),
        ),
        (of_version, lambda key: _own_folder(key) is None and not key.is_container),
        (of_version, lambda key: not key.is_container),
    )
    for keys, matches in rules:
        owners = [key for key in keys if matches(key)]
        if owners:
            return owners
    return []


def _own_folder(key: KeyFacts) -> Optional[str]:
    return key.folder if isinstance(key.folder, str) else None


def _place_without_key(service: TeamViewerService, folders: ProgramFolders) -> Place:
    in_32 = folders.bits_64 is None or is_inside(service.folder, folders.bits_32)
    view = View.BITS_32 if in_32 else View.BITS_64
    return Place(Hive.LOCAL_MACHINE, view, service.version)
