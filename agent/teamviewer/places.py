"""Where TeamViewer keeps its ID: the registry keys to look into, and their default folders.

Pure. Versions before 10 keep their values in a subkey and a folder of their own; a 32-bit
TeamViewer on 64-bit Windows uses the 32-bit view of the registry.
"""

import ntpath
import re
from dataclasses import dataclass
from typing import Iterable, List, Optional, Tuple

from agent.windows_facts import Hive, RegistryKey, View

MACHINE_PATH = "SOFTWARE\\TeamViewer"
USER_PATH = "Software\\TeamViewer"
SERVICES_PATH = "SYSTEM\\CurrentControlSet\\Services"
# Versions before 10 have their number in the name of their service.
SERVICE_NAMES = ("TeamViewer", *(f"TeamViewer{number}" for number in range(5, 10)))
PROGRAM = "TeamViewer.exe"
SERVICE_PROGRAM = "TeamViewer_Service.exe"
# It runs only while somebody connects or is connected; TeamViewer starts it before the password.
SESSION_PROGRAM = "TeamViewer_Desktop.exe"
KNOWN_VERSIONS = ("5", "5.1", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15")

# From version 10 on, the program is in the folder without a version.
_LAST_VERSION_WITH_FOLDER = 9
_VERSION_SUBKEY = re.compile(r"Version([0-9]{1,2}(?:\.[0-9])?)", re.IGNORECASE)
_SERVICE_NAME = re.compile(r"TeamViewer([0-9]{0,2})", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """One key that can hold an ID; `version` is the N of `VersionN`, None for the main key."""

    hive: Hive
    view: View
    version: Optional[str] = None

    @property
    def is_user(self) -> bool:
        """Whether the key belongs to the person and not to the computer."""
        return self.hive is Hive.CURRENT_USER

    @property
    def source(self) -> str:
        """The name of the place in `Identity.source`."""
        if self.is_user:
            return "user"
        name = "registry32" if self.view is View.BITS_32 else "registry64"
        return name if self.version is None else f"{name}:Version{self.version}"

    @property
    def key(self) -> RegistryKey:
        """The registry key of this place."""
        base = USER_PATH if self.is_user else MACHINE_PATH
        path = base if self.version is None else f"{base}\\Version{self.version}"
        return RegistryKey(self.hive, self.view, path)


@dataclass(frozen=True)
class ProgramFolders:
    """The folders that Windows installs programs into. `bits_64` is None on 32-bit Windows."""

    bits_64: Optional[str]
    bits_32: Optional[str]

    def of(self, view: View) -> Optional[str]:
        """The folder that programs of this registry view are installed into."""
        return {View.BITS_64: self.bits_64, View.BITS_32: self.bits_32}.get(view)


def roots(views: Iterable[View]) -> Tuple[Place, ...]:
    """The keys without a version: the computer's in each view, then the person's."""
    machine = [Place(Hive.LOCAL_MACHINE, view) for view in views]
    return (*machine, Place(Hive.CURRENT_USER, View.SHARED))


def versions_among(subkey_names: Iterable[str]) -> List[str]:
    """The known versions and those that subkeys are named after, the newest first."""
    matches = (_VERSION_SUBKEY.fullmatch(name) for name in subkey_names)
    found = {match.group(1) for match in matches if match}
    return sorted(found.union(KNOWN_VERSIONS), key=float, reverse=True)


def default_folder(place: Place, folders: ProgramFolders) -> Optional[str]:
    """Where the TeamViewer of this place is installed unless someone chose otherwise."""
    base = folders.of(place.view)
    if base is None:
        return None
    folder = ntpath.join(base, "TeamViewer")
    if place.version is None or float(place.version) > _LAST_VERSION_WITH_FOLDER:
        return folder
    return ntpath.join(folder, f"Version{place.version}")


def is_service_name(name: str) -> bool:
    """Whether TeamViewer's own service, of any version, is named so."""
    return _SERVICE_NAME.fullmatch(name) is not None


def version_of_service(name: str, image_path: Optional[str]) -> Optional[str]:
    """The version whose service this is, None for the service of version 10 and later."""
    named = _SERVICE_NAME.fullmatch(name)
    if named:
        return named.group(1) or None
    folder = ntpath.basename(ntpath.dirname(image_path or ""))
    in_folder = _VERSION_SUBKEY.fullmatch(folder)
    return in_folder.group(1) if in_folder else None


def same_version(service_version: Optional[str], version: Optional[str]) -> bool:
    """Whether a service of one version can belong to a key of the other: `5` serves `5.1` too."""
    if service_version is None or version is None:
        return service_version is version
    return version in (service_version, f"{service_version}.1")


def same_folder(first: Optional[str], second: Optional[str]) -> bool:
    """Whether two folders are known and the same, as Windows compares names."""
    if first is None or second is None:
        return False
    return _comparable(first) == _comparable(second)


def is_inside(path: Optional[str], folder: Optional[str]) -> bool:
    """Whether `path` is a file or folder somewhere below `folder`."""
    if path is None or folder is None:
        return False
    return _comparable(path).startswith(_comparable(folder) + "\\")


def _comparable(path: str) -> str:
    return ntpath.normcase(ntpath.normpath(path)).rstrip("\\")
