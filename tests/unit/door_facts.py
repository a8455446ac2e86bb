"""Short ways to say what stands open, for the tests of TeamViewer's doors."""

from typing import Dict, Optional, Tuple, Union

from agent.doors import Doors
from agent.teamviewer.door_facts import DoorFacts, KeySettings
from agent.teamviewer.doors import teamviewer_doors
from agent.teamviewer.facts import InstallationFacts, KeyFacts
from agent.teamviewer.places import Place
from agent.windows_facts import ServiceFacts, ServicesReading, StartType, Unreadable
from tests.unit.teamviewer_facts import FOLDER_64, dword, facts, program, v64

SHUT: Dict[str, Optional[bool]] = {
    "teamviewer_running": False,
    "permanent_password": False,
    "easy_access": False,
    "windows_logon": False,
    "starts_with_windows": False,
}


def service(
    start: StartType = StartType.MANUAL, *, running: bool = False, name: str = "TeamViewer"
) -> ServiceFacts:
    return ServiceFacts(name, f"{FOLDER_64}\\TeamViewer_Service.exe", start, running)


def installed(
    *services: ServiceFacts,
    reading: Union[ServicesReading, Unreadable, None] = None,
    place: Optional[Place] = None,
) -> InstallationFacts:
    """A 64-bit TeamViewer that is there, with these services."""
    key = KeyFacts(place or v64(), dword(1234567890), FOLDER_64)
    found = reading or ServicesReading(services, ())
    return facts(key, programs=(program(FOLDER_64),), found_services=found)


def judged(
    installation: InstallationFacts, *settings: KeySettings, all_listed: bool = True
) -> Dict[str, Optional[bool]]:
    """The states of the five doors, by name."""
    doors = teamviewer_doors(DoorFacts(installation, settings, all_listed))
    return {door.name.value: door.open for door in doors}


def opened(**doors: Optional[bool]) -> Dict[str, Optional[bool]]:
    """All doors shut but for these."""
    return {**SHUT, **doors}


def of_words(installation: InstallationFacts, *settings: KeySettings) -> Tuple[str, Doors]:
    """The key of the one sentence on these doors, and the doors."""
    doors = Doors(teamviewer_doors(DoorFacts(installation, settings)))
    return doors.summary.key, doors
