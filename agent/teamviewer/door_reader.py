"""Reading the settings by which TeamViewer lets somebody in. No password is ever fetched.

Nothing is concluded here.
"""

import sys
from dataclasses import replace
from typing import Iterable, Iterator, Mapping, Optional, Tuple, Union

from agent.doors import any_true
from agent.teamviewer.door_facts import DoorFacts, KeySettings
from agent.teamviewer.installation import read_installation
from agent.teamviewer.key_places import key_places
from agent.teamviewer.liveness import judge_keys
from agent.teamviewer.places import Place
from agent.teamviewer.portable_traces import with_portable_traces
from agent.teamviewer.standing_values import OPENS
from agent.win32.registry import read_flags, value_sizes
from agent.windows_facts import (
    Absent,
    FlagReading,
    RegistryKey,
    SizeReading,
    Unreadable,
    ValueSize,
)

assert sys.platform == "win32"

_OWNERS = ("OwningManagerAccountName", "OwningManagerCompanyName")
_LOGON, _ALWAYS, _WINDOW = "Security_WinLogin", "Always_Online", "Autostart_GUI"
_NUMBER, _UNMANAGED = "ManagementId", "Unmanaged"
_MANAGEMENT_SUBKEY, _DEFAULTS_SUBKEY = "DeviceManagementV2", "DefaultSettings"


def read_door_facts() -> DoorFacts:
    """Everything that decides on TeamViewer's doors; whatever refuses is in the facts as None."""
    installed = read_installation()
    where = key_places()
    return DoorFacts(
        with_portable_traces(installed, judge_keys(installed)),
        tuple(_settings(where.places)),
        all_listed=not where.unlisted,
    )


def _settings(places: Iterable[Place]) -> Iterator[KeySettings]:
    for place in places:
        settings = _settings_of(place)
        if settings != KeySettings(place):
            yield settings


def _settings_of(place: Place) -> KeySettings:
    management = _below(place.key, _MANAGEMENT_SUBKEY)
    defaults = _below(place.key, _DEFAULTS_SUBKEY)
    return KeySettings(
        place=place,
        has_password=_any_content(place.key, OPENS),
        assigned=_any_content(place.key, _OWNERS),
        managed=_any_content(management, (_NUMBER,)),
        unmanaged=_flag(management, _UNMANAGED),
        windows_logon=_flag(place.key, _LOGON),
        always_online=_flag(place.key, _ALWAYS),
        window_starts=any_true((_flag(place.key, _WINDOW), _flag(defaults, _WINDOW))),
    )


def _below(key: RegistryKey, name: str) -> RegistryKey:
    return replace(key, path=f"{key.path}\\{name}")


def _any_content(key: RegistryKey, names: Tuple[str, ...]) -> Optional[bool]:
    sizes = value_sizes(key, names)
    readings = sizes.values() if isinstance(sizes, Mapping) else (sizes,)
    return any_true(_has_content(reading) for reading in readings)


def _has_content(reading: Union[Absent, Unreadable, SizeReading]) -> Optional[bool]:
    if isinstance(reading, ValueSize):
        return reading.content > 0
    return None if isinstance(reading, Unreadable) else False


def _flag(key: RegistryKey, name: str) -> Optional[bool]:
    flags = read_flags(key, (name,))
    reading: FlagReading = flags[name] if isinstance(flags, Mapping) else flags
    if isinstance(reading, bool):
        return reading
    return None if isinstance(reading, Unreadable) else False
