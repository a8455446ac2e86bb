"""One running copy a Windows session; a second start rings the first one's bell and ends."""

import contextlib
import sys
from dataclasses import dataclass
from typing import Iterator

import pywintypes
import win32api
import win32event

from agent.errors import AgentError
from agent.texts import message
from agent.win32 import numbers
from agent.win32.dll import system_dll

assert sys.platform == "win32"

_ANY_PROCESS = -1
_ORDINARY = pywintypes.SECURITY_ATTRIBUTES()


@dataclass(frozen=True)
class Instance:
    """This copy's place: whether it is the first, and the bell that later copies ring."""

    is_first: bool
    bell: int

    def ring(self) -> None:
        """Ask the first copy to show its window, and let it come to the front."""
        system_dll("user32").AllowSetForegroundWindow(_ANY_PROCESS)
        win32event.SetEvent(self.bell)


@contextlib.contextmanager
def claim_instance(name: str) -> Iterator[Instance]:
    """Claim the name within this session; the claim ends with the `with`, or with the process.

    The bell exists before the claim, so that a copy which loses the race always finds it.

    Raises:
        AgentError: when Windows refuses both objects.
    """
    try:
        bell = win32event.CreateEvent(_ORDINARY, False, False, f"Local\\{name}-show")
        mutex = win32event.CreateMutex(_ORDINARY, False, f"Local\\{name}")
        is_first = win32api.GetLastError() != numbers.ERROR_ALREADY_EXISTS
    except pywintypes.error as error:
        title, advice = message("app.start_refused"), message("app.start_refused.advice")
        raise AgentError(title, advice, str(error)) from error
    try:
        yield Instance(is_first, int(bell))
    finally:
        win32api.CloseHandle(int(mutex))
        win32api.CloseHandle(int(bell))
