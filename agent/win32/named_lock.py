"""One at a time, across sessions and accounts; a holder that is killed lets go."""

import contextlib
import sys
from typing import TYPE_CHECKING, Iterator

import pywintypes
import win32api
import win32event
import win32security

assert sys.platform == "win32"

if TYPE_CHECKING:
    from _win32typing import PySECURITY_ATTRIBUTES

# Windows itself and administrators; without it, one account's lock could not be taken by another.
_ACCESS = "D:(A;;0x1f0001;;;SY)(A;;0x1f0001;;;BA)"


@contextlib.contextmanager
def named_lock(name: str, seconds: float) -> Iterator[bool]:
    """Hold the computer-wide lock while the block runs, which runs in any case.

    Yields whether the lock is held: False after `seconds`, or when Windows refuses.
    """
    try:
        mutex = int(win32event.CreateMutex(_attributes(), False, f"Global\\{name}").Detach())
    except pywintypes.error:
        yield False
        return
    try:
        held = _is_held(win32event.WaitForSingleObject(mutex, int(seconds * 1000)))
        try:
            yield held
        finally:
            if held:
                win32event.ReleaseMutex(mutex)
    finally:
        win32api.CloseHandle(mutex)


def _is_held(signalled: int) -> bool:
    return signalled in (win32event.WAIT_OBJECT_0, win32event.WAIT_ABANDONED_0)


def _attributes() -> "PySECURITY_ATTRIBUTES":
    attributes = pywintypes.SECURITY_ATTRIBUTES()
    attributes.SECURITY_DESCRIPTOR = (
        win32security.ConvertStringSecurityDescriptorToSecurityDescriptor(
            _ACCESS, win32security.SDDL_REVISION_1
        )
    )
    return attributes
