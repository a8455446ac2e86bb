"""Reading who may change a file or folder.

https://learn.microsoft.com/windows/win32/secauthz/access-control-lists
"""

import sys
from typing import TYPE_CHECKING, FrozenSet, Iterator, Optional

import pywintypes
import win32api
import win32file
import win32security

from agent.access_lists import AccessList, Grant
from agent.win32 import numbers

assert sys.platform == "win32"

if TYPE_CHECKING:
    from _win32typing import PyACL, PySECURITY_DESCRIPTOR, PySID

_OWNER_AND_LIST = win32security.OWNER_SECURITY_INFORMATION | win32security.DACL_SECURITY_INFORMATION
_ALLOWED, _DENIED = 0, 1
_INHERIT_ONLY = 0x8
_SYSTEM, _ADMINISTRATORS = "S-1-5-18", "S-1-5-32-544"
_SHARE_ALL = numbers.FILE_SHARE_READ | numbers.FILE_SHARE_WRITE | numbers.FILE_SHARE_DELETE
# Folders open only with the first; a link is looked at itself, and not where it leads.
_FLAGS = numbers.FILE_FLAG_BACKUP_SEMANTICS | 0x00200000


def access_of(path: str) -> AccessList:
    """Who may change the file or folder.

    Raises:
        OSError: Windows does not tell, or it is granted in a way that is not understood.
    """
    try:
        handle = win32file.CreateFile(
            path, numbers.READ_CONTROL, _SHARE_ALL, None, numbers.OPEN_EXISTING, _FLAGS, None
        )
    except pywintypes.error as error:
        raise OSError(f"Windows error {error.winerror}") from error
    try:
        return access_of_handle(int(handle))
    finally:
        handle.Close()


def access_of_handle(handle: int) -> AccessList:
    """As `access_of`, for what is open with the right to read its access list.

    Raises:
        OSError: as there.
    """
    try:
        found = win32security.GetSecurityInfo(handle, win32security.SE_FILE_OBJECT, _OWNER_AND_LIST)
        return access_in(found)
    except pywintypes.error as error:
        raise OSError(f"Windows error {error.winerror}") from error


def access_in(descriptor: "PySECURITY_DESCRIPTOR") -> AccessList:
    """The owner and the list in a security descriptor.

    Raises:
        OSError: nobody owns it, or it holds entries that are not understood.
    """
    owner: Optional[PySID] = descriptor.GetSecurityDescriptorOwner()
    if owner is None:
        raise OSError("an access list without an owner")
    entries: Optional[PyACL] = descriptor.GetSecurityDescriptorDacl()
    return AccessList(_text(owner), None if entries is None else tuple(_grants(entries)))


def trusted_accounts() -> FrozenSet[str]:
    """Windows itself, administrators, and the owner of Windows' own folder, who can do anything.

    Raises:
        OSError: Windows does not tell the last one.
    """
    return frozenset((_SYSTEM, _ADMINISTRATORS, access_of(win32api.GetSystemDirectory()).owner))


def _grants(entries: "PyACL") -> Iterator[Grant]:
    for index in range(entries.GetAceCount()):
        (kind, flags), rights, *rest = entries.GetAce(index)
        if kind == _DENIED or flags & _INHERIT_ONLY:
            continue
        if kind != _ALLOWED or len(rest) != 1:
            raise OSError(f"an access list with an entry of type {kind}")
        yield Grant(_text(rest[0]), rights & 0xFFFFFFFF)


def _text(sid: "PySID") -> str:
    return str(win32security.ConvertSidToStringSid(sid))
