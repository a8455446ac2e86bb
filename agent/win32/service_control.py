"""Changing, stopping and starting a service, with an end to every wait.

https://learn.microsoft.com/windows/win32/services/
"""

import contextlib
import sys
import time
from typing import TYPE_CHECKING, Callable, Optional

import pywintypes
import win32service

from agent.win32 import numbers
from agent.win32.refusals import refused
from agent.win32.service_handles import opened_service
from agent.win32.within import within
from agent.windows_facts import Refusal, Refused, StartType

assert sys.platform == "win32"

if TYPE_CHECKING:
    from _win32typing import PySC_HANDLE

_CODES = {
    StartType.AUTOMATIC: win32service.SERVICE_AUTO_START,
    StartType.MANUAL: win32service.SERVICE_DEMAND_START,
    StartType.DISABLED: win32service.SERVICE_DISABLED,
}
_LOOK_SECONDS = 0.02
_ASK_AGAIN_SECONDS = 1.0
# The service manager waits up to 30 seconds for a service that does not answer.
_ANSWER_SECONDS = 2.0
_CHANGE_SECONDS = 10.0
_HOPELESS = (Refusal.DENIED, Refusal.GONE)


def change_start(name: str, start: StartType) -> Optional[Refused]:
    """Set when Windows starts the service; None when done. `start` is a known type."""
    return within(_CHANGE_SECONDS, lambda: _told(lambda: _change(name, _CODES[start])))


def stop_service(name: str, seconds: float) -> Optional[Refused]:
    """Stop the service and those that need it, asking again; None once it is stopped."""
    return within(seconds + _ANSWER_SECONDS, lambda: _told(lambda: _stop(name, seconds)))


def start_service(name: str, seconds: float) -> Optional[Refused]:
    """Start the service; None once it runs."""
    return within(seconds + _ANSWER_SECONDS, lambda: _told(lambda: _start(name, seconds)))


def _told(action: Callable[[], Optional[Refused]]) -> Optional[Refused]:
    try:
        return action()
    except pywintypes.error as error:
        return refused(error)


def _change(name: str, code: int) -> None:
    keep = win32service.SERVICE_NO_CHANGE
    with opened_service(name, win32service.SERVICE_CHANGE_CONFIG) as service:
        win32service.ChangeServiceConfig(
            service, keep, code, keep, None, None, False, None, None, None, None
        )


def _stop(name: str, seconds: float) -> Optional[Refused]:
    deadline = time.monotonic() + seconds
    _stop_dependents(name, deadline)
    rights = win32service.SERVICE_STOP | win32service.SERVICE_QUERY_STATUS
    with opened_service(name, rights) as service:
        return _until_stopped(service, deadline)


def _stop_dependents(name: str, deadline: float) -> None:
    """Best effort: a service that is still needed says so itself when it is asked."""
    with contextlib.suppress(pywintypes.error):
        with opened_service(name, win32service.SERVICE_ENUMERATE_DEPENDENTS) as service:
            needing = win32service.EnumDependentServices(service, win32service.SERVICE_ACTIVE)
        rights = win32service.SERVICE_STOP | win32service.SERVICE_QUERY_STATUS
        for dependent, *_ in needing:
            opened = opened_service(dependent, rights)
            with contextlib.suppress(pywintypes.error), opened as service:
                _until_stopped(service, deadline)


def _until_stopped(service: "PySC_HANDLE", deadline: float) -> Optional[Refused]:
    ask_again, answer = 0.0, Refused(Refusal.IGNORED, "asked to stop")
    while True:
        state = win32service.QueryServiceStatus(service)[1]
        now = time.monotonic()
        if state == win32service.SERVICE_STOPPED:
            return None
        if now >= deadline:
            return answer
        if state != win32service.SERVICE_STOP_PENDING and now >= ask_again:
            ask_again, answer = now + _ASK_AGAIN_SECONDS, _ask_to_stop(service) or answer
            if answer.refusal in _HOPELESS:
                return answer
        time.sleep(_LOOK_SECONDS)


def _ask_to_stop(service: "PySC_HANDLE") -> Optional[Refused]:
    try:
        win32service.ControlService(service, win32service.SERVICE_CONTROL_STOP)
    except pywintypes.error as error:
        return None if error.winerror == numbers.ERROR_SERVICE_NOT_ACTIVE else refused(error)
    return None


def _start(name: str, seconds: float) -> Optional[Refused]:
    deadline = time.monotonic() + seconds
    rights = win32service.SERVICE_START | win32service.SERVICE_QUERY_STATUS
    with opened_service(name, rights) as service:
        try:
            win32service.StartService(service, None)
        except pywintypes.error as error:
            if error.winerror != numbers.ERROR_SERVICE_ALREADY_RUNNING:
                raise
        while time.monotonic() < deadline:
            state = win32service.QueryServiceStatus(service)[1]
            if state == win32service.SERVICE_RUNNING:
                return None
            if state == win32service.SERVICE_STOPPED:
                return Refused(Refusal.FAILED, "stopped by itself")
            time.sleep(_LOOK_SECONDS)
    return Refused(Refusal.IGNORED, "asked to start")
