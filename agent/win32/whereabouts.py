"""Which installation of Windows, and which of its accounts, this program runs in."""

import sys
from typing import Optional

import pywintypes
import win32api
import win32security

from agent.win32 import numbers
from agent.win32.registry import machine_views, read_values
from agent.windows_facts import Hive, RegistryKey, RegistryValue

assert sys.platform == "win32"

_CRYPTOGRAPHY = "SOFTWARE\\Microsoft\\Cryptography"
_MACHINE_GUID = "MachineGuid"


def machine_id() -> Optional[str]:
    """What Windows calls this installation of itself (MachineGuid); None when it does not say.

    Set when Windows is installed and when a disk image is generalised; a plain copy keeps it.
    """
    key = RegistryKey(Hive.LOCAL_MACHINE, machine_views()[0], _CRYPTOGRAPHY)
    values = read_values(key, [_MACHINE_GUID])
    found = values.get(_MACHINE_GUID) if isinstance(values, dict) else None
    return str(found.data) if isinstance(found, RegistryValue) and found.data else None


def account_id() -> Optional[str]:
    """This account's security identifier, `S-1-5-...`; None when Windows does not say."""
    try:
        process = win32api.GetCurrentProcess()
        token = win32security.OpenProcessToken(process, numbers.TOKEN_QUERY)
        try:
            sid, _ = win32security.GetTokenInformation(token, win32security.TokenUser)
        finally:
            win32api.CloseHandle(token)
        return str(win32security.ConvertSidToStringSid(sid))
    except pywintypes.error:
        return None
