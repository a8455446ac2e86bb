"""The Windows service: started with one word, it does it and stops. It cannot be stopped between.

Its process ends with it: nothing waits, listens or stays in memory.
"""

import sys
from typing import List

import pywintypes  # noqa: F401 - loads the library that the others need
import servicemanager
import win32serviceutil

from agent.cutoff.running import do
from agent.cutoff.words import SERVICE_NAME

assert sys.platform == "win32"


class CutoffService(win32serviceutil.ServiceFramework):
    """One start."""

    _svc_name_ = SERVICE_NAME
    _svc_display_name_ = SERVICE_NAME

    def __init__(self, arguments: List[str]) -> None:
        """`arguments` are the service's name, then what it was started with."""
        super().__init__(arguments)
        self._words = arguments[1:]

    def GetAcceptedControls(self) -> int:  # noqa: N802 - pywin32 calls it so
        """None: half a cut is worth nothing."""
        return 0

    def SvcDoRun(self) -> None:  # noqa: N802 - pywin32 calls it so
        """Do it; then the service stops by itself."""
        do(self._words)


def run_as_service() -> None:
    """Serve one start; called by Windows' service manager only."""
    servicemanager.Initialize(SERVICE_NAME, None)
    servicemanager.PrepareToHostSingle(CutoffService)
    servicemanager.StartServiceCtrlDispatcher()  # type: ignore[no-untyped-call]
