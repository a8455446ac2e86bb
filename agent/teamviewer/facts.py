"""What was found about TeamViewer on this computer, before anything is concluded from it.

Pure. Each part says by itself whether it could be read.
"""

from dataclasses import dataclass
from typing import Optional, Tuple, Union

from agent.teamviewer.places import Place, ProgramFolders
from agent.windows_facts import (
    ABSENT,
    Absent,
    FileEnds,
    FileVersion,
    ProcessFacts,
    ServicesReading,
    Signature,
    Unreadable,
    ValueReading,
)

FolderReading = Union[Absent, Unreadable, str]
FileReading = Union[Absent, Unreadable, FileEnds]


@dataclass(frozen=True)
class KeyFacts:
    """A TeamViewer key that is there, or that Windows would not open.

    `user_client_id` is the ID of one person on a terminal server. `is_container` is true of a main
    key that only holds keys of versions. `folder` is a local absolute path.
    """

    place: Place
    client_id: ValueReading = ABSENT
    folder: FolderReading = ABSENT
    user_client_id: ValueReading = ABSENT
    version: Optional[str] = None
    is_container: bool = False


@dataclass(frozen=True)
class ProgramFacts:
    """Whether a folder holds `TeamViewer.exe`; `present` is None when that could not be told."""

    folder: str
    present: Optional[bool]
    version: FileVersion


@dataclass(frozen=True)
class RunningProgram:
    """A running program that calls itself TeamViewer and is in no folder of an installation.

    `ini` is what `TeamViewer.ini` beside it holds; `in_temp` whether it runs from where
    QuickSupport unpacks itself.
    """

    process: ProcessFacts
    version: FileVersion
    signature: Signature
    in_temp: bool
    ini: FileReading


@dataclass(frozen=True)
class InstallationFacts:
    """Everything that decides which TeamViewer this is.

    `services` and `processes` are `Unreadable` when Windows would not list them. `processes` are
    those named like TeamViewer's programs. `newest_log` is the log a portable TeamViewer writes.
    """

    keys: Tuple[KeyFacts, ...]
    services: Union[ServicesReading, Unreadable]
    processes: Union[Tuple[ProcessFacts, ...], Unreadable]
    programs: Tuple[ProgramFacts, ...]
    folders: ProgramFolders
    running: Tuple[RunningProgram, ...] = ()
    newest_log: FileReading = ABSENT
