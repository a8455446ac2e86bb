"""Who may change a file or folder, from its access list. Pure.

A list that grants more than is understood counts as granting everything.
"""

from dataclasses import dataclass
from typing import FrozenSet, Optional, Tuple

# https://learn.microsoft.com/windows/win32/fileio/file-access-rights-constants
_GENERIC_ALL, _GENERIC_WRITE, _MAXIMUM = 0x10000000, 0x40000000, 0x02000000
_WRITE_DATA, _APPEND, _WRITE_EA, _DELETE_CHILD, _WRITE_ATTRIBUTES = 0x2, 0x4, 0x10, 0x40, 0x100
_DELETE, _WRITE_DAC, _WRITE_OWNER = 0x10000, 0x40000, 0x80000

REPLACE = _GENERIC_ALL | _MAXIMUM | _DELETE_CHILD | _DELETE | _WRITE_DAC | _WRITE_OWNER
"""Rights to put something else in the place of what is inside a folder."""
CHANGE = REPLACE | _GENERIC_WRITE | _WRITE_DATA | _APPEND | _WRITE_EA | _WRITE_ATTRIBUTES
"""Rights to change the thing itself in any way."""
EVERYBODY = "S-1-1-0"


@dataclass(frozen=True)
class Grant:
    """Rights that an account (a SID) is given on the thing itself."""

    account: str
    rights: int


@dataclass(frozen=True)
class AccessList:
    """The owner, who may always change the list, and the grants; None grants all to everybody."""

    owner: str
    grants: Optional[Tuple[Grant, ...]]


def who_has(access: AccessList, rights: int) -> FrozenSet[str]:
    """The accounts with any of the rights. What is denied to somebody is not looked at."""
    if access.grants is None:
        return frozenset((access.owner, EVERYBODY))
    granted = {one.account for one in access.grants if one.rights & rights}
    return frozenset(granted | {access.owner})


def is_only_for(access: AccessList, trusted: FrozenSet[str], rights: int) -> bool:
    """Whether nobody but the trusted has any of the rights."""
    return who_has(access, rights) <= trusted
