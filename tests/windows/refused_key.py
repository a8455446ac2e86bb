"""A registry key that Windows does not let anyone read."""

import contextlib
import sys
import winreg
from typing import Any, Iterator

import win32api
import win32con
import win32security

from tests.windows.computer_state import Key

assert sys.platform == "win32"

_READING = winreg.KEY_QUERY_VALUE | winreg.KEY_ENUMERATE_SUB_KEYS | winreg.KEY_NOTIFY


@contextlib.contextmanager
def refused(key: Key, rights: int = _READING) -> Iterator[None]:
    """Nobody may read or watch the key, or do what `rights` say, while the block runs."""
    _set_rights(key, denied=rights)
    try:
        yield
    finally:
        _set_rights(key, denied=0)


def _set_rights(key: Key, denied: int) -> None:
    everyone = win32security.ConvertStringSidToSid("S-1-1-0")
    rights = win32security.ACL()
    if denied:
        rights.AddAccessDeniedAce(win32security.ACL_REVISION, denied, everyone)
    rights.AddAccessAllowedAce(win32security.ACL_REVISION, win32con.KEY_ALL_ACCESS, everyone)
    descriptor = win32security.SECURITY_DESCRIPTOR()
    descriptor.SetSecurityDescriptorDacl(True, rights, False)
    with winreg.OpenKeyEx(key.hive, key.path, 0, win32con.WRITE_DAC | key.view) as opened:
        handle: Any = int(opened)
        win32api.RegSetKeySecurity(handle, win32security.DACL_SECURITY_INFORMATION, descriptor)
