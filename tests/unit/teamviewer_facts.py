"""Short ways to say what a computer holds, for the tests of deciding code."""

from typing import Optional, Tuple, Union

from agent.teamviewer.facts import (
    FileReading,
    InstallationFacts,
    KeyFacts,
    ProgramFacts,
    RunningProgram,
)
from agent.teamviewer.places import Place, ProgramFolders
from agent.windows_facts import (
    ABSENT,
    FileEnds,
    FileVersion,
    Hive,
    ProcessFacts,
    RegistryKind,
    RegistryValue,
    ServiceFacts,
    ServicesReading,
    Signature,
    StartType,
    Trust,
    Unreadable,
    View,
)

FOLDER_64 = "C:\\Program Files\\TeamViewer"
FOLDER_32 = "C:\\Program Files (x86)\\TeamViewer"
FOLDERS = ProgramFolders("C:\\Program Files", "C:\\Program Files (x86)")
TEMP_FOLDER = "C:\\Users\\u\\AppData\\Local\\Temp\\TeamViewer"
SIGNED = Signature(Trust.SIGNED, "TeamViewer Germany GmbH")
UNSIGNED = Signature(Trust.UNSIGNED)
DENIED = Unreadable("Windows error 5")


def v64(version: Optional[str] = None) -> Place:
    return Place(Hive.LOCAL_MACHINE, View.BITS_64, version)


def v32(version: Optional[str] = None) -> Place:
    return Place(Hive.LOCAL_MACHINE, View.BITS_32, version)


def user(version: Optional[str] = None) -> Place:
    return Place(Hive.CURRENT_USER, View.SHARED, version)


def dword(number: int) -> RegistryValue:
    return RegistryValue(RegistryKind.DWORD, number)


def qword(number: int) -> RegistryValue:
    return RegistryValue(RegistryKind.QWORD, number)


def text(value: str) -> RegistryValue:
    return RegistryValue(RegistryKind.TEXT, value)


OTHER = RegistryValue(RegistryKind.OTHER, None)


def program(folder: str, kind: str = "Full", *, present: Optional[bool] = True) -> ProgramFacts:
    return ProgramFacts(folder, present, FileVersion(f"TeamViewer {kind} Client", "15.75.5.0"))


def service(name: str, folder: str, *, running: bool = False) -> ServiceFacts:
    return ServiceFacts(name, f"{folder}\\TeamViewer_Service.exe", StartType.AUTOMATIC, running)


def services(*found: ServiceFacts, unreadable: Tuple[str, ...] = ()) -> ServicesReading:
    return ServicesReading(found, unreadable)


def process(path: Optional[str]) -> ProcessFacts:
    return ProcessFacts(4711, "TeamViewer.exe", path, 1)


def running(
    folder: Optional[str],
    signature: Signature = SIGNED,
    *,
    name: str = "TeamViewer",
    file: str = "TeamViewer.exe",
    ini: FileReading = ABSENT,
) -> RunningProgram:
    return RunningProgram(
        process=process(None if folder is None else f"{folder}\\{file}"),
        version=FileVersion(name, "15.64.5.0"),
        signature=signature,
        in_temp=folder == TEMP_FOLDER,
        ini=ini,
    )


def file(content: str) -> FileEnds:
    data = content.encode()
    return FileEnds(data, b"", len(data))


def log(client_id: str) -> FileEnds:
    return file(f"Start:              2025/03/05 10:14:58.001\nID:                 {client_id}\n")


def facts(
    *keys: KeyFacts,
    programs: Tuple[ProgramFacts, ...] = (),
    found_services: Union[ServicesReading, Unreadable] = ServicesReading((), ()),  # noqa: B008 - frozen
    processes: Union[Tuple[ProcessFacts, ...], Unreadable] = (),
    portable: Tuple[RunningProgram, ...] = (),
    newest_log: FileReading = ABSENT,
) -> InstallationFacts:
    return InstallationFacts(
        keys, found_services, processes, programs, FOLDERS, portable, newest_log
    )
