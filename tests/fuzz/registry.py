"""Registry values as the program keeps them, and what a computer with such values holds."""

from typing import Optional, Tuple, Union

from agent.teamviewer.facts import (
    FileReading,
    FolderReading,
    InstallationFacts,
    KeyFacts,
    ProgramFacts,
    RunningProgram,
)
from agent.teamviewer.places import KNOWN_VERSIONS, Place, ProgramFolders
from agent.win32.image_path import local_folder, program_of
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
    ValueReading,
    View,
)
from tests.fuzz.apart import Apart
from tests.unit.teamviewer_facts import DENIED, FOLDER_32, FOLDER_64

ID = 1234567890
FOLDERS = (FOLDER_64, FOLDER_32, f"{FOLDER_32}\\Version9", "D:\\tv")
_IDS = (0, ID, 987654321, 7, 2**32 - 1)
_ENVIRONMENT = {"ProgramFiles": "C:\\Program Files", "EMPTY": ""}
_VIEWS = ((Hive.LOCAL_MACHINE, View.BITS_64), (Hive.LOCAL_MACHINE, View.BITS_32))
_SIGNERS = ("TeamViewer Germany GmbH", "TeamViewer GmbH", "Somebody Else")


def value(apart: Apart) -> ValueReading:
    """A value of any kind that a registry key can hold."""
    kind = apart.number(8)
    if kind == 0:
        return ABSENT
    if kind == 1:
        return DENIED
    if kind == 2:
        return RegistryValue(RegistryKind.OTHER, None)
    if kind == 3:
        return RegistryValue(RegistryKind.DWORD, apart.one(_IDS))
    if kind == 4:
        return RegistryValue(RegistryKind.QWORD, int.from_bytes(apart.take(8), "little"))
    if kind == 5:
        return RegistryValue(RegistryKind.EXPANDABLE_TEXT, apart.text())
    if kind == 6:
        return RegistryValue(RegistryKind.TEXT, str(apart.one(_IDS)))
    return RegistryValue(RegistryKind.TEXT, apart.text())


def computer(apart: Apart) -> InstallationFacts:
    """A computer with some keys, services, programs and files of TeamViewer, or none."""
    return InstallationFacts(
        keys=tuple(_key(apart) for _ in range(apart.number(5))),
        services=services(apart),
        processes=_processes(apart),
        programs=tuple(_program(apart) for _ in range(apart.number(4))),
        folders=ProgramFolders(
            apart.one(("C:\\Program Files", None)), apart.one(("C:\\Program Files (x86)", None))
        ),
        running=tuple(_running(apart) for _ in range(apart.number(3))),
        newest_log=_file(apart),
    )


def services(apart: Apart) -> Union[ServicesReading, Unreadable]:
    """The services, when Windows lists them."""
    if apart.number(5) == 1:
        return DENIED
    found = tuple(_service(apart) for _ in range(apart.number(4)))
    names = ("TeamViewer", "TeamViewer8", "Spooler")
    return ServicesReading(found, apart.some(names, 2))


def place(apart: Apart) -> Place:
    """The key of some TeamViewer."""
    version = apart.one((None, None, *KNOWN_VERSIONS))
    if apart.number(3) == 2:
        return Place(Hive.CURRENT_USER, View.SHARED, version)
    return Place(*apart.one(_VIEWS), version)


def _key(apart: Apart) -> KeyFacts:
    where = place(apart)
    return KeyFacts(
        where,
        value(apart),
        _folder(apart),
        value(apart) if where.is_user else ABSENT,
        apart.one((None, "15.64.5.0 ", "14.1.3399 HC", apart.text())),
        apart.flag(),
    )


def _folder(apart: Apart) -> FolderReading:
    kind = apart.number(4)
    if kind == 0:
        return ABSENT
    if kind == 1:
        return DENIED
    if kind == 2:
        return apart.one(FOLDERS)
    return local_folder(apart.text()) or Unreadable("not a folder of this computer")


def _service(apart: Apart) -> ServiceFacts:
    name = apart.one(("TeamViewer", "TeamViewer9", "TeamViewer5", "Other", apart.text()))
    path = f"{apart.one(FOLDERS)}\\TeamViewer_Service.exe"
    if apart.number(4) == 3:
        path = program_of(apart.text(), _ENVIRONMENT) or ""
    return ServiceFacts(name, path, apart.one(tuple(StartType)), apart.flag())


def _processes(apart: Apart) -> Union[Tuple[ProcessFacts, ...], Unreadable]:
    if apart.number(5) == 1:
        return DENIED
    return tuple(_process(apart) for _ in range(apart.number(3)))


def _process(apart: Apart) -> ProcessFacts:
    paths: Tuple[Optional[str], ...] = (None, *(f"{one}\\TeamViewer.exe" for one in FOLDERS))
    name = apart.one(("TeamViewer.exe", "TeamViewer_Service.exe", apart.text()))
    return ProcessFacts(4 + apart.number(200), name, apart.one(paths), apart.one((1, 2, None)))


def _program(apart: Apart) -> ProgramFacts:
    return ProgramFacts(apart.one(FOLDERS), apart.known(), _version(apart))


def _version(apart: Apart) -> FileVersion:
    name = apart.one(("TeamViewer Full Client", "TeamViewer Host", None, apart.text()))
    return FileVersion(name, apart.one(("15.64.5.0", None, apart.text())))


def _running(apart: Apart) -> RunningProgram:
    trust = apart.one(tuple(Trust))
    signer = apart.one(_SIGNERS) if trust is Trust.SIGNED else None
    return RunningProgram(
        _process(apart), _version(apart), Signature(trust, signer), apart.flag(), _file(apart)
    )


def _file(apart: Apart) -> FileReading:
    kind = apart.number(4)
    if kind == 0:
        return ABSENT
    if kind == 1:
        return DENIED
    head, tail = apart.block(), apart.block() if kind == 3 else b""
    return FileEnds(head, tail, len(head) + len(tail) + apart.number(3) * 1000)
