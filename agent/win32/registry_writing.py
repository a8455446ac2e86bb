"""Writing single texts into the computer's registry."""

import sys
import winreg

from agent.win32.registry import machine_views
from agent.windows_facts import Hive, RegistryKey

assert sys.platform == "win32"


def computer_key(path: str) -> RegistryKey:
    """This key of the computer, in the view that Windows' own programs see."""
    return RegistryKey(Hive.LOCAL_MACHINE, machine_views()[0], path)


def write_computer_text(path: str, name: str, text: str) -> None:
    """Write the value; the key is made when it is not there.

    Raises:
        OSError: without an administrator's rights, or when Windows refuses.
    """
    view = winreg.KEY_WOW64_64KEY if sys.maxsize > 2**32 else 0
    rights = winreg.KEY_SET_VALUE | view
    with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, path, 0, rights) as key:
        winreg.SetValueEx(key, name, 0, winreg.REG_SZ, text)
