"""Ending a program without ever ending another one that got its process id."""

import ntpath
import sys
from typing import Optional

import pywintypes
import win32api
import win32event
import win32process

from agent.win32 import numbers
from agent.win32.files import is_on_this_computer, long_path
from agent.win32.processes import image_of
from agent.win32.refusals import refused
from agent.windows_facts import Refusal, Refused

assert sys.platform == "win32"

_QUERY_LIMITED_INFORMATION = 0x1000
_RIGHTS = numbers.PROCESS_TERMINATE | numbers.SYNCHRONIZE | _QUERY_LIMITED_INFORMATION
_EXIT_CODE = 1


def end_process(pid: int, path: str, seconds: float) -> Optional[Refused]:
    """End the process if it still runs the program at `path`; None once it has ended.

    While it is open its id is given to no other process, so what was checked is what ends.
    """
    try:
        process = win32api.OpenProcess(_RIGHTS, False, pid)
    except pywintypes.error as error:
        if error.winerror == numbers.ERROR_INVALID_PARAMETER:
            return Refused(Refusal.GONE, "no such process")
        return refused(error)
    try:
        return _end(int(process), path, int(seconds * 1000))
    finally:
        win32api.CloseHandle(process)


def _end(process: int, path: str, milliseconds: int) -> Optional[Refused]:
    if _has_ended(process, 0):
        return None
    image = image_of(process)
    if image is None:
        return Refused(Refusal.FAILED, "its program is not known")
    if not _same_program(image, path):
        return Refused(Refusal.GONE, "another program has its process id")
    try:
        win32process.TerminateProcess(process, _EXIT_CODE)
    except pywintypes.error as error:
        # A process that is already ending refuses to be ended.
        return None if _has_ended(process, milliseconds) else refused(error)
    if _has_ended(process, milliseconds):
        return None
    return Refused(Refusal.IGNORED, "told to end")


def _has_ended(process: int, milliseconds: int) -> bool:
    signalled = win32event.WaitForSingleObject(process, milliseconds)
    return bool(signalled == win32event.WAIT_OBJECT_0)


def _same_program(first: str, second: str) -> bool:
    if ntpath.normcase(first) == ntpath.normcase(second):
        return True
    if not (is_on_this_computer(first) and is_on_this_computer(second)):
        return False
    return ntpath.normcase(long_path(first)) == ntpath.normcase(long_path(second))
