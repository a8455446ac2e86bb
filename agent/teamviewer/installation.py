"""Reading what Windows knows of installed TeamViewers: keys, services, programs, processes.

Nothing is concluded here. The keys also hold secrets, so a few values are read by name and the
rest is never looked at.
"""

import os
import sys
from dataclasses import replace
from typing import Iterator, Mapping, Optional, Tuple, Union

from agent.teamviewer.facts import FolderReading, InstallationFacts, KeyFacts, ProgramFacts
from agent.teamviewer.liveness import candidate_folders
from agent.teamviewer.places import (
    PROGRAM,
    SERVICE_PROGRAM,
    Place,
    ProgramFolders,
    roots,
    versions_among,
)
from agent.win32.file_version import version_of
from agent.win32.files import is_file, is_on_this_computer, long_path
from agent.win32.image_path import expand, local_folder
from agent.win32.processes import processes_where
from agent.win32.registry import machine_views, read_values, subkey_names
from agent.win32.services import services_running
from agent.windows_facts import (
    ABSENT,
    Absent,
    FileVersion,
    Hive,
    ProcessFacts,
    RegistryKey,
    RegistryKind,
    RegistryValue,
    ServicesReading,
    Unreadable,
    ValueReading,
    View,
)

assert sys.platform == "win32"

_WINDOWS = RegistryKey(
    Hive.LOCAL_MACHINE, View.SHARED, "SOFTWARE\\Microsoft\\Windows\\CurrentVersion"
)
_CLIENT_ID = "ClientID"
_USER_CLIENT_ID = "ClientIDOfTSUser"
_VERSION = "Version"
_FOLDER = "InstallationDirectory"
_OF_AN_INSTALLATION = (_CLIENT_ID, _VERSION, _FOLDER)


def read_installation() -> InstallationFacts:
    """Everything about installed TeamViewers; whatever refuses is in the facts as unreadable."""
    facts = InstallationFacts(
        keys=tuple(_keys()),
        services=_services(),
        processes=_processes(),
        programs=(),
        folders=_program_folders(),
    )
    return replace(facts, programs=tuple(map(_program_in, candidate_folders(facts))))


def _keys() -> Iterator[KeyFacts]:
    for root in roots(machine_views()):
        main = read_values(root.key, _names(root))
        if isinstance(main, Absent):
            continue
        versions = list(_version_keys(root))
        if isinstance(main, Unreadable):
            yield _key_facts(root, main)
        else:
            holds_none = all(isinstance(main[name], Absent) for name in _OF_AN_INSTALLATION)
            yield replace(_key_facts(root, main), is_container=holds_none and bool(versions))
        yield from versions


def _version_keys(root: Place) -> Iterator[KeyFacts]:
    listed = subkey_names(root.key)
    for version in versions_among(listed if isinstance(listed, tuple) else ()):
        place = replace(root, version=version)
        values = read_values(place.key, _names(place))
        if not isinstance(values, Absent):
            yield _key_facts(place, values)


def _names(place: Place) -> Tuple[str, ...]:
    return (*_OF_AN_INSTALLATION, _USER_CLIENT_ID) if place.is_user else _OF_AN_INSTALLATION


def _key_facts(place: Place, values: Union[Unreadable, Mapping[str, ValueReading]]) -> KeyFacts:
    if isinstance(values, Unreadable):
        return KeyFacts(place, values, values, values if place.is_user else ABSENT)
    return KeyFacts(
        place=place,
        client_id=values[_CLIENT_ID],
        folder=_folder(values[_FOLDER]),
        user_client_id=values.get(_USER_CLIENT_ID, ABSENT),
        version=_text(values[_VERSION]),
    )


def _text(value: ValueReading) -> Optional[str]:
    if isinstance(value, RegistryValue) and value.kind is RegistryKind.TEXT:
        return str(value.data)
    return None


def _folder(value: ValueReading) -> FolderReading:
    if isinstance(value, (Absent, Unreadable)):
        return value
    if value.kind not in (RegistryKind.TEXT, RegistryKind.EXPANDABLE_TEXT):
        return Unreadable(f"folder of type {value.kind.value}")
    text = str(value.data).strip()
    if not text:
        return ABSENT
    is_expandable = value.kind is RegistryKind.EXPANDABLE_TEXT
    folder = local_folder(expand(text, os.environ) if is_expandable else text)
    if folder is None or not is_on_this_computer(folder):
        return Unreadable("not a folder of this computer")
    return long_path(folder)


def _services() -> Union[ServicesReading, Unreadable]:
    reading = services_running(SERVICE_PROGRAM)
    if isinstance(reading, Unreadable):
        return reading
    services = (replace(one, image_path=long_path(one.image_path)) for one in reading.services)
    return replace(reading, services=tuple(services))


def _processes() -> Union[Tuple[ProcessFacts, ...], Unreadable]:
    wanted = (PROGRAM.lower(), SERVICE_PROGRAM.lower())
    reading = processes_where(lambda name: name.lower() in wanted)
    if isinstance(reading, Unreadable):
        return reading
    return tuple(replace(one, path=one.path and long_path(one.path)) for one in reading)


def _program_folders() -> ProgramFolders:
    main, x86 = "ProgramFilesDir", "ProgramFilesDir (x86)"
    if View.BITS_64 not in machine_views():
        return ProgramFolders(None, _windows_folder(View.BITS_32, main))
    return ProgramFolders(_windows_folder(View.BITS_64, main), _windows_folder(View.BITS_64, x86))


def _windows_folder(view: View, name: str) -> Optional[str]:
    values = read_values(replace(_WINDOWS, view=view), [name])
    folder = _folder(values[name]) if isinstance(values, Mapping) else values
    return folder if isinstance(folder, str) else None


def _program_in(folder: str) -> ProgramFacts:
    path = f"{folder}\\{PROGRAM}"
    present = is_file(path) if is_on_this_computer(folder) else None
    return ProgramFacts(folder, present, version_of(path) if present else FileVersion(None, None))
