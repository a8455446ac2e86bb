"""A folder of the whole computer in which only administrators write and everybody reads.

Anybody may make folders in ProgramData, so one that is already there is taken over first, and
what was in somebody else's is not believed.
"""

import ctypes
import os
import stat
import sys
from pathlib import Path

import pywintypes
import win32file
import win32security

from agent.win32.dll import system_dll
from agent.win32.elevation import is_administrator

assert sys.platform == "win32"

# Owner and full access: administrators and Windows itself; reading: everybody on the computer.
ACCESS = "O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"

_COMMON_APPDATA = 0x23
_MAX_PATH = 260
_OWNER = win32security.OWNER_SECURITY_INFORMATION
_DACL = win32security.DACL_SECURITY_INFORMATION
_PROTECTED_DACL = win32security.PROTECTED_DACL_SECURITY_INFORMATION


def computer_data_folder() -> Path:
    """ProgramData, as Windows names it: a person's environment cannot lead elsewhere.

    Raises:
        OSError: when Windows does not say.
    """
    text = ctypes.create_unicode_buffer(_MAX_PATH)
    # https://learn.microsoft.com/windows/win32/api/shlobj_core/nf-shlobj_core-shgetfolderpathw
    status = system_dll("shell32").SHGetFolderPathW(None, _COMMON_APPDATA, None, 0, text)
    if status or not text.value:
        raise OSError(f"no ProgramData: {status & 0xFFFFFFFF:#x}")
    return Path(text.value)


def protect_folder(path: Path, access: str = ACCESS) -> bool:
    """Make the folder, or take it over; whether it was administrators' already, or is new.

    `access` is its access list as SDDL, with owner and group.

    Raises:
        OSError: without an administrator's rights, for a link, or when Windows refuses.
    """
    if not is_administrator():
        raise PermissionError("not an administrator")
    try:
        return _protect(path, access)
    except pywintypes.error as error:
        raise OSError(f"Windows error {error.winerror}") from error


def _protect(path: Path, access: str) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    _refuse_link(path.parent)
    descriptor = win32security.ConvertStringSecurityDescriptorToSecurityDescriptor(
        access, win32security.SDDL_REVISION_1
    )
    if not os.path.lexists(path):
        attributes = pywintypes.SECURITY_ATTRIBUTES()
        attributes.SECURITY_DESCRIPTOR = descriptor
        win32file.CreateDirectory(str(path), attributes)
    _refuse_link(path)
    before = _owner(path)
    win32security.SetNamedSecurityInfo(
        str(path),
        win32security.SE_FILE_OBJECT,
        _OWNER | _DACL | _PROTECTED_DACL,
        descriptor.GetSecurityDescriptorOwner(),
        None,
        descriptor.GetSecurityDescriptorDacl(),
        None,
    )
    return before == _owner(path)


def _refuse_link(path: Path) -> None:
    attributes = path.lstat().st_file_attributes
    if attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT:
        raise OSError(f"{path.name} leads elsewhere")


def _owner(path: Path) -> str:
    found = win32security.GetNamedSecurityInfo(str(path), win32security.SE_FILE_OBJECT, _OWNER)
    return str(win32security.ConvertSidToStringSid(found.GetSecurityDescriptorOwner()))
