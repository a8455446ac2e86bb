"""Deleting single values of a registry key, without looking at what they hold."""

import sys
import winreg
from typing import Iterable, Mapping, Union

from agent.win32.registry import open_key
from agent.windows_facts import ABSENT, Absent, RegistryKey, Unreadable

assert sys.platform == "win32"


def delete_values(
    key: RegistryKey, names: Iterable[str]
) -> Mapping[str, Union[Absent, Unreadable]]:
    """Delete each named value: absent afterwards, also when it never was there, or why not.

    One value that Windows refuses does not keep the others.
    """
    wanted = tuple(names)
    try:
        with open_key(key, winreg.KEY_SET_VALUE) as opened:
            return {name: _delete(opened, name) for name in wanted}
    except FileNotFoundError:
        return dict.fromkeys(wanted, ABSENT)
    except OSError as error:
        return dict.fromkeys(wanted, Unreadable(f"Windows error {error.winerror}"))


def _delete(opened: winreg.HKEYType, name: str) -> Union[Absent, Unreadable]:
    try:
        winreg.DeleteValue(opened, name)
    except FileNotFoundError:
        return ABSENT
    except OSError as error:
        return Unreadable(f"Windows error {error.winerror}")
    return ABSENT
