"""Reading what Windows knows of other remote tools: services, programs, signatures, one setting."""

import ntpath
import os
import sys
from pathlib import Path
from typing import Dict, Iterable, Mapping, Tuple, Union

from agent.brand_table import BrandError
from agent.remote_tools.doors import is_service_of
from agent.remote_tools.facts import RemoteDesktopFacts, ToolFacts
from agent.remote_tools.table import LARGEST_FILE, RemoteTool, parse_tools
from agent.teamviewer.places import is_inside
from agent.win32.files import is_on_this_computer
from agent.win32.processes import own_session, processes_where
from agent.win32.registry import read_flags
from agent.win32.services import services_where
from agent.win32.signature import signature_of
from agent.windows_facts import (
    FlagReading,
    Hive,
    ProcessFacts,
    RegistryKey,
    ServiceFacts,
    Signature,
    StartType,
    Trust,
    Unreadable,
    View,
)

assert sys.platform == "win32"

TABLE = Path(__file__).with_name("tools.toml")
_REFUSES = "fDenyTSConnections"
_SETTING = RegistryKey(
    Hive.LOCAL_MACHINE, View.SHARED, "SYSTEM\\CurrentControlSet\\Control\\Terminal Server"
)
_POLICY = RegistryKey(
    Hive.LOCAL_MACHINE, View.SHARED, "SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services"
)
# Where only an administrator puts programs: what is there is known by its name.
_TRUSTED_FOLDERS = ("SYSTEMROOT", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
# Checking a signature reads the whole program.
MAX_SIGNATURES = 40
MOST_REMEMBERED = 400

_read_before: Dict[Tuple[str, int, int], Signature] = {}


def load_tools(path: Path = TABLE) -> Tuple[RemoteTool, ...]:
    """The table of tools.

    Raises BrandError when the file is missing, too large, not UTF-8 or not a valid table.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise BrandError(f"{path.name}: more than {LARGEST_FILE} bytes")
        return parse_tools(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BrandError(f"{path.name}: {type(error).__name__}") from error


def read_tool_facts(tools: Tuple[RemoteTool, ...]) -> ToolFacts:
    """What there is of these tools; whatever refuses is in the facts as unreadable."""

    def is_wanted(name: str, path: str) -> bool:
        service = ServiceFacts(name, path, StartType.UNKNOWN, running=False)
        return any(is_service_of(tool, service) for tool in tools)

    processes = processes_where(lambda _name: True)
    return ToolFacts(
        services_where(is_wanted),
        processes,
        _signatures(processes),
        RemoteDesktopFacts(_refuses(_POLICY), _refuses(_SETTING)),
    )


def _refuses(key: RegistryKey) -> FlagReading:
    flags = read_flags(key, (_REFUSES,))
    return flags[_REFUSES] if isinstance(flags, Mapping) else flags


def _signatures(processes: Union[Tuple[ProcessFacts, ...], Unreadable]) -> Dict[str, Signature]:
    """The signatures of the person's programs that lie where anyone can put a program."""
    if isinstance(processes, Unreadable):
        return {}
    paths = dict.fromkeys(_paths_of_own(processes))
    return {path: _signature(path) for path in list(paths)[:MAX_SIGNATURES]}


def _signature(path: str) -> Signature:
    """The file is read again only when it has changed: every change of a setting looks here."""
    try:
        found = Path(path).stat()
    except OSError:
        return signature_of(path)
    if len(_read_before) > MOST_REMEMBERED:
        _read_before.clear()
    as_of = (path, found.st_mtime_ns, found.st_size)
    signature = _read_before.get(as_of) or signature_of(path)
    if signature.trust is not Trust.UNKNOWN:
        _read_before[as_of] = signature
    return signature


def _paths_of_own(processes: Iterable[ProcessFacts]) -> Iterable[str]:
    session = own_session()
    own_folder = ntpath.dirname(sys.executable)
    folders = [own_folder, *filter(None, map(os.environ.get, _TRUSTED_FOLDERS))]
    for process in processes:
        path = process.path
        if path is None or process.session != session or not is_on_this_computer(path):
            continue
        if not any(is_inside(path, folder) for folder in folders):
            yield path
