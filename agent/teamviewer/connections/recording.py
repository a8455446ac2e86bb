"""Whether TeamViewer writes its list, from the switches of every installation that is there.

Pure. Both switches are numbers and on unless they are 0; they have been seen in TeamViewer's keys
of versions 7 to 15.
"""

from typing import Iterable, Mapping, Union

from agent.connections import Recording
from agent.windows_facts import Absent, RegistryKind, RegistryValue, Unreadable, ValueReading

SWITCHES = ("LogIncomingConnections", "Logging")

KeyReading = Union[Absent, Unreadable, Mapping[str, ValueReading]]


def recording_of(keys: Iterable[KeyReading], *, all_known: bool) -> Recording:
    """What the keys of the installations that are there say together.

    One that is switched off means OFF. `all_known` is False when some key may or may not belong to
    an installation; then, as with anything unreadable, ON is not certain.
    """
    found = [_of_key(key) for key in keys]
    if Recording.OFF in found:
        return Recording.OFF
    if not found or not all_known or Recording.UNKNOWN in found:
        return Recording.UNKNOWN
    return Recording.ON


def _of_key(key: KeyReading) -> Recording:
    if isinstance(key, Unreadable):
        return Recording.UNKNOWN
    if isinstance(key, Absent):
        return Recording.ON
    found = [_of_switch(key[name]) for name in SWITCHES]
    if Recording.OFF in found:
        return Recording.OFF
    return Recording.UNKNOWN if Recording.UNKNOWN in found else Recording.ON


def _of_switch(value: ValueReading) -> Recording:
    if isinstance(value, Absent):
        return Recording.ON
    if isinstance(value, RegistryValue) and value.kind in (RegistryKind.DWORD, RegistryKind.QWORD):
        return Recording.ON if value.data else Recording.OFF
    return Recording.UNKNOWN
