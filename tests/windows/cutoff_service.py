"""The cutoff service of this checkout, installed as an installer would, and taken away again."""

import contextlib
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Iterator, Optional

import pywintypes
import win32service
import winerror

from agent.cutoff.installing import install_cutoff, remove_cutoff
from agent.cutoff.words import SERVICE_NAME
from tests.windows.program_file import make_python

assert sys.platform == "win32"

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ["PROGRAMFILES"], "CoupDeMainTests")
PROGRAM = FOLDER / "assistance-cutoff.exe"
# The data folder it must not heed is in its environment.
CODE = (
    "import os,sys;os.environ['COUPDEMAIN_DATA']=r'{elsewhere}';sys.path.insert(0,r'{root}');"
    "sys.argv=['cutoff'];{before};import runpy;runpy.run_module('agent.cutoff',run_name='__main__')"
)
_WAIT_SECONDS = 60


@contextlib.contextmanager
def cutoff_installed(elsewhere: Path, before: str = "pass") -> Iterator[None]:
    """The service is there while the block runs; `before` is code that its process runs first."""
    make_python(PROGRAM)
    code = CODE.format(elsewhere=elsewhere, root=ROOT, before=before)
    try:
        install_cutoff(f'"{PROGRAM}" -c "{code}"')
        yield
    finally:
        _wait_for_its_end()
        remove_cutoff()
        shutil.rmtree(FOLDER, ignore_errors=True)


def state() -> Optional[int]:
    """The service's state; None when it is not installed."""
    manager = win32service.OpenSCManager(None, None, win32service.SC_MANAGER_CONNECT)
    try:
        service = win32service.OpenService(manager, SERVICE_NAME, win32service.SERVICE_QUERY_STATUS)
    except pywintypes.error as error:
        if error.winerror != winerror.ERROR_SERVICE_DOES_NOT_EXIST:
            raise
        return None
    finally:
        win32service.CloseServiceHandle(manager)
    try:
        return win32service.QueryServiceStatus(service)[1]
    finally:
        win32service.CloseServiceHandle(service)


def _wait_for_its_end() -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while state() not in (None, win32service.SERVICE_STOPPED) and time.monotonic() < deadline:
        time.sleep(0.05)
