"""Starting a service that does one thing and stops again."""

import logging
import sys
import time
from typing import TYPE_CHECKING

import pywintypes
import win32service

from agent.win32 import numbers
from agent.win32.service_handles import opened_service
from agent.win32.within import answer_within
from agent.windows_facts import Ran

assert sys.platform == "win32"

if TYPE_CHECKING:
    from _win32typing import PySC_HANDLE

_LOOK_SECONDS = 0.02
_RIGHTS = win32service.SERVICE_START | win32service.SERVICE_QUERY_STATUS

_log = logging.getLogger(__name__)


def run_service(name: str, word: str, seconds: float) -> Ran:
    """Start the service with the word and wait until it has stopped.

    One that is at work for somebody else is waited for and started again, within `seconds`.
    """
    return answer_within(seconds, lambda: _run(name, word, seconds), Ran.TIMED_OUT)


def _run(name: str, word: str, seconds: float) -> Ran:
    deadline = time.monotonic() + seconds
    try:
        with opened_service(name, _RIGHTS) as service:
            while not _is_started(service, word):
                if not _is_stopped_before(service, deadline):
                    return Ran.TIMED_OUT
            stopped = _is_stopped_before(service, deadline)
            return Ran.FINISHED if stopped else Ran.TIMED_OUT
    except pywintypes.error as error:
        _log.warning("service %s: Windows error %s", name, error.winerror)
        is_missing = error.winerror == numbers.ERROR_SERVICE_DOES_NOT_EXIST
        return Ran.MISSING if is_missing else Ran.FAILED


def _is_started(service: "PySC_HANDLE", word: str) -> bool:
    try:
        win32service.StartService(service, (word,))
    except pywintypes.error as error:
        if error.winerror == numbers.ERROR_SERVICE_ALREADY_RUNNING:
            return False
        raise
    return True


def _is_stopped_before(service: "PySC_HANDLE", deadline: float) -> bool:
    while win32service.QueryServiceStatus(service)[1] != win32service.SERVICE_STOPPED:
        if time.monotonic() >= deadline:
            return False
        time.sleep(_LOOK_SECONDS)
    return True
