"""A service of our own that behaves like TeamViewer's: it opens its window again when it is ended.

Run as `stand_in_service.py NAME WINDOW MANNERS`, by Windows' service manager, from a copy of Python
that is named like TeamViewer's service. With `stubborn` manners it takes no request to stop until
it has been disabled for a while, so that the first one is refused.
"""

import subprocess
import sys
import threading
import time
from typing import List

import pywintypes  # noqa: F401 - loads the library that the others need
import servicemanager
import win32service
import win32serviceutil

assert sys.platform == "win32"

NAME, WINDOW, MANNERS = sys.argv[1:4]
STUBBORN_SECONDS = 1.5
LOOK_SECONDS = 0.05


class StandIn(win32serviceutil.ServiceFramework):
    """The service."""

    _svc_name_ = NAME
    _svc_display_name_ = NAME

    def __init__(self, arguments: List[str]) -> None:
        super().__init__(arguments)
        self._stopped = threading.Event()
        self._takes_stop = MANNERS != "stubborn"

    def GetAcceptedControls(self) -> int:  # noqa: N802 - pywin32 calls it so
        return win32service.SERVICE_ACCEPT_STOP if self._takes_stop else 0

    def SvcStop(self) -> None:  # noqa: N802 - pywin32 calls it so
        self.ReportServiceStatus(win32service.SERVICE_STOP_PENDING)
        self._stopped.set()

    def SvcDoRun(self) -> None:  # noqa: N802 - pywin32 calls it so
        """Keep a window open until the service is stopped; the window stays."""
        threading.Thread(target=self._become_obliging, daemon=True).start()
        while not self._stopped.is_set():
            pipe = subprocess.PIPE
            window = subprocess.Popen([WINDOW], stdin=pipe, stdout=subprocess.DEVNULL)
            while window.poll() is None and not self._stopped.wait(LOOK_SECONDS):
                pass

    def _become_obliging(self) -> None:
        while not self._takes_stop:
            time.sleep(LOOK_SECONDS)
            if _is_disabled():
                time.sleep(STUBBORN_SECONDS)
                self._takes_stop = True
                self.ReportServiceStatus(win32service.SERVICE_RUNNING)


def _is_disabled() -> bool:
    manager = win32service.OpenSCManager(None, None, win32service.SC_MANAGER_CONNECT)
    service = win32service.OpenService(manager, NAME, win32service.SERVICE_QUERY_CONFIG)
    start = win32service.QueryServiceConfig(service)[1]
    win32service.CloseServiceHandle(service)
    win32service.CloseServiceHandle(manager)
    return bool(start == win32service.SERVICE_DISABLED)


if __name__ == "__main__":
    servicemanager.Initialize(NAME, None)
    servicemanager.PrepareToHostSingle(StandIn)
    servicemanager.StartServiceCtrlDispatcher()  # type: ignore[no-untyped-call]
