"""A cut of one service that runs, and the same by hand. Runs on the Windows Python."""

import sys
import time
from typing import Optional

import win32service

from agent.brand import load_brand
from agent.paths import brand_folder
from agent.teamviewer.control.on_windows import PAUSE_SECONDS, cut_teamviewer
from agent.win32.service_control import change_start, start_service
from agent.windows_facts import StartType
from tests.bench.figures import Figure, NotMeasurableError, times_at_most
from tests.bench.interleaved import interleave, seconds
from tests.windows.stand_in import teamviewer_runs

assert sys.platform == "win32"

RUNS = 7
SERVICE = "TeamViewer"
SECOND_LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 30.0
LOOK_SECONDS = 0.005
AGAIN_SECONDS = 1.0


def cut_figure(name: str, pause_seconds: Optional[float]) -> Figure:
    """Seconds of the product's cut, by default with its own pause, and of one by hand."""
    names = load_brand(brand_folder()).names
    pause = PAUSE_SECONDS if pause_seconds is None else pause_seconds

    def ours() -> float:
        _let_run()
        start = time.perf_counter()
        if not cut_teamviewer(names, pause).ok:
            raise NotMeasurableError("the cut did not shut everything")
        return time.perf_counter() - start

    def by_hand() -> float:
        _let_run()
        return seconds(_cut_by_hand)

    with teamviewer_runs((SERVICE, win32service.SERVICE_AUTO_START, "obliging")):
        told = interleave(ours, by_hand, RUNS)
    return Figure(name, "s", *told, times_at_most(1.2, SECOND_LOOK_SECONDS))


def _let_run() -> None:
    """The service with its window, as before a cut."""
    if change_start(SERVICE, StartType.AUTOMATIC) or start_service(SERVICE, PATIENCE_SECONDS):
        raise NotMeasurableError("the service does not start")
    time.sleep(AGAIN_SECONDS)


def _cut_by_hand() -> None:
    """What somebody does in the list of services: disable, stop, and look that it is so."""
    manager = win32service.OpenSCManager(None, None, win32service.SC_MANAGER_CONNECT)
    rights = win32service.SERVICE_ALL_ACCESS
    service = win32service.OpenService(manager, SERVICE, rights)
    keep = win32service.SERVICE_NO_CHANGE
    disabled = win32service.SERVICE_DISABLED
    win32service.ChangeServiceConfig(
        service, keep, disabled, keep, None, None, False, None, None, None, None
    )
    win32service.ControlService(service, win32service.SERVICE_CONTROL_STOP)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while win32service.QueryServiceStatus(service)[1] != win32service.SERVICE_STOPPED:
        if time.monotonic() > deadline:
            raise NotMeasurableError("the service does not stop")
        time.sleep(LOOK_SECONDS)
    if win32service.QueryServiceConfig(service)[1] != disabled:
        raise NotMeasurableError("the service is not disabled")
    win32service.CloseServiceHandle(service)
    win32service.CloseServiceHandle(manager)
