"""Services by the program they run: names vary with the version, the program does not."""

import ntpath
import os
import sys
from typing import TYPE_CHECKING, Callable, Dict, List, Union

import pywintypes
import win32service

from agent.win32.image_path import program_of
from agent.win32.service_handles import one_at_a_time, opened_manager
from agent.win32.within import answer_within
from agent.windows_facts import ServiceFacts, ServicesReading, StartType, Unreadable

assert sys.platform == "win32"

if TYPE_CHECKING:
    from _win32typing import PySC_HANDLE

# Listing takes a second on an old computer; a manager that does not answer is not waited for.
_LIST_SECONDS = 15.0
_START_TYPES: Dict[int, StartType] = {
    win32service.SERVICE_AUTO_START: StartType.AUTOMATIC,
    win32service.SERVICE_DEMAND_START: StartType.MANUAL,
    win32service.SERVICE_DISABLED: StartType.DISABLED,
}


def services_running(program_name: str) -> Union[ServicesReading, Unreadable]:
    """The services whose program has this file name; see `services_where`."""
    wanted = program_name.lower()
    return services_where(lambda _name, path: ntpath.basename(path).lower() == wanted)


def services_where(
    is_wanted: Callable[[str, str], bool],
) -> Union[ServicesReading, Unreadable]:
    """The services whose name and program are wanted, whether they run or not.

    A service that cannot be looked into is named in `unreadable`: it may be one of them.
    `Unreadable` when the list itself cannot be had, or not in time.
    """
    late: Union[ServicesReading, Unreadable] = Unreadable(f"no list in {_LIST_SECONDS:.0f} s")
    return answer_within(_LIST_SECONDS, lambda: _services_where(is_wanted), late)


def _services_where(
    is_wanted: Callable[[str, str], bool],
) -> Union[ServicesReading, Unreadable]:
    rights = win32service.SC_MANAGER_CONNECT | win32service.SC_MANAGER_ENUMERATE_SERVICE
    try:
        with one_at_a_time(), opened_manager(rights) as manager:
            return _all_wanted(manager, is_wanted)
    except pywintypes.error as error:
        return Unreadable(f"Windows error {error.winerror}")


def _all_wanted(manager: "PySC_HANDLE", is_wanted: Callable[[str, str], bool]) -> ServicesReading:
    found: List[ServiceFacts] = []
    unreadable: List[str] = []
    for name, _, status in win32service.EnumServicesStatus(
        manager, win32service.SERVICE_WIN32, win32service.SERVICE_STATE_ALL
    ):
        try:
            facts = _facts(manager, name, status[1])
        except pywintypes.error:
            unreadable.append(name)
            continue
        if is_wanted(name, facts.image_path):
            found.append(facts)
    return ServicesReading(tuple(found), tuple(unreadable))


def _facts(manager: "PySC_HANDLE", name: str, state: int) -> ServiceFacts:
    service = win32service.OpenService(manager, name, win32service.SERVICE_QUERY_CONFIG)
    try:
        config = win32service.QueryServiceConfig(service)
    finally:
        win32service.CloseServiceHandle(service)
    return ServiceFacts(
        name=name,
        image_path=program_of(config[3], os.environ) or "",
        start=_START_TYPES.get(config[1], StartType.UNKNOWN),
        running=state != win32service.SERVICE_STOPPED,
    )
