"""Making a service and taking one away.

https://learn.microsoft.com/windows/win32/services/service-installation-removal-and-enumeration
"""

import contextlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterator, Optional

import pywintypes
import win32security
import win32service

from agent.win32 import numbers
from agent.win32.refusals import refused
from agent.windows_facts import Refused

assert sys.platform == "win32"

if TYPE_CHECKING:
    from _win32typing import PySC_HANDLE

_RIGHTS = win32service.SERVICE_CHANGE_CONFIG | numbers.WRITE_DAC


@dataclass(frozen=True)
class ServiceToCreate:
    """A service of its own process, run as Windows itself, started only when somebody asks.

    `command` begins with the program in quotes; `access` is its access list as SDDL.
    """

    name: str
    display_name: str
    description: str
    command: str
    access: str


def create_service(wanted: ServiceToCreate) -> Optional[Refused]:
    """Make it, or set one of that name right; None when Windows agreed to all of it."""
    try:
        with _services(win32service.SC_MANAGER_CREATE_SERVICE) as manager, _closing(
            _created_or_set_right(manager, wanted)
        ) as service:
            win32service.SetServiceObjectSecurity(
                service,
                win32security.DACL_SECURITY_INFORMATION,
                win32security.ConvertStringSecurityDescriptorToSecurityDescriptor(
                    wanted.access, win32security.SDDL_REVISION_1
                ),
            )
            win32service.ChangeServiceConfig2(
                service, win32service.SERVICE_CONFIG_DESCRIPTION, wanted.description
            )
    except pywintypes.error as error:
        return refused(error)
    return None


def delete_service(name: str) -> Optional[Refused]:
    """Take it away; while it runs, Windows does that once it has stopped."""
    try:
        with _services(0) as manager, _closing(
            win32service.OpenService(manager, name, numbers.DELETE)
        ) as service:
            win32service.DeleteService(service)
    except pywintypes.error as error:
        return refused(error)
    return None


def _created_or_set_right(manager: "PySC_HANDLE", wanted: ServiceToCreate) -> "PySC_HANDLE":
    kind = win32service.SERVICE_WIN32_OWN_PROCESS
    start, errors = win32service.SERVICE_DEMAND_START, win32service.SERVICE_ERROR_NORMAL
    rest = (wanted.command, None, False, None)
    try:
        return win32service.CreateService(
            manager,
            wanted.name,
            wanted.display_name,
            _RIGHTS,
            kind,
            start,
            errors,
            *rest,
            None,
            None,
        )
    except pywintypes.error as error:
        if error.winerror != numbers.ERROR_SERVICE_EXISTS:
            raise
    service = win32service.OpenService(manager, wanted.name, _RIGHTS)
    win32service.ChangeServiceConfig(
        service, kind, start, errors, *rest, "LocalSystem", "", wanted.display_name
    )
    return service


@contextlib.contextmanager
def _services(rights: int) -> "Iterator[PySC_HANDLE]":
    with _closing(
        win32service.OpenSCManager(None, None, win32service.SC_MANAGER_CONNECT | rights)
    ) as manager:
        yield manager


@contextlib.contextmanager
def _closing(handle: "PySC_HANDLE") -> "Iterator[PySC_HANDLE]":
    try:
        yield handle
    finally:
        win32service.CloseServiceHandle(handle)
