"""Where TeamViewer's lists can be, and the keys of the TeamViewers that are there.

Folders of a program are those of every installation, live or left over, and where each version is
installed by default; the person's are those a portable TeamViewer or QuickSupport has been seen to
write to. A folder on another computer is never looked at.
"""

import ntpath
import os
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, Iterator, Tuple

from agent.teamviewer.facts import InstallationFacts
from agent.teamviewer.installation import read_installation
from agent.teamviewer.liveness import JudgedKey, Liveness, candidate_folders, judge_keys
from agent.teamviewer.places import KNOWN_VERSIONS, PROGRAM, default_folder, roots, same_folder
from agent.teamviewer.portable import MAKERS
from agent.win32.files import is_on_this_computer, long_path
from agent.win32.processes import own_session
from agent.win32.registry import machine_views
from agent.win32.signature import signature_of
from agent.windows_facts import RegistryKey, Trust, Unreadable

assert sys.platform == "win32"

LIST_NAME = "Connections_incoming.txt"
_OF_THE_PERSON = ("APPDATA", "LOCALAPPDATA", "TEMP")


@dataclass(frozen=True)
class ListPlaces:
    """`folders` are local and may not exist. `keys` belong to TeamViewers that are there.

    `portable` are those folders that are known only because a program of TeamViewer runs there.
    `all_keys_known` is False when some key may or may not belong to a TeamViewer that is there.
    """

    folders: Tuple[str, ...]
    portable: Tuple[str, ...]
    keys: Tuple[RegistryKey, ...]
    all_keys_known: bool


def find_places() -> ListPlaces:
    """The places as they are now."""
    facts = read_installation()
    judged = judge_keys(facts)
    folders = _distinct((*candidate_folders(facts), *_default_folders(facts), *_of_the_person()))
    portable = _distinct(_portable_folders(facts, folders))
    return ListPlaces(
        (*folders, *portable),
        portable,
        tuple(one.key.place.key for one in judged if one.liveness is Liveness.LIVE),
        all_keys_known=_are_all_known(facts, judged),
    )


def _are_all_known(facts: InstallationFacts, judged: Iterable[JudgedKey]) -> bool:
    in_doubt = any(one.liveness is Liveness.UNKNOWN for one in judged)
    return not in_doubt and not isinstance(facts.services, Unreadable)


def _default_folders(facts: InstallationFacts) -> Iterator[str]:
    """Where TeamViewer is installed by default, and those folders of old versions that exist."""
    for root in roots(machine_views()):
        folder = default_folder(root, facts.folders)
        if folder is not None:
            yield folder
        for version in KNOWN_VERSIONS:
            of_version = default_folder(replace(root, version=version), facts.folders)
            if of_version and is_on_this_computer(of_version) and Path(of_version).is_dir():
                yield of_version


def _of_the_person() -> Iterator[str]:
    for variable in _OF_THE_PERSON:
        base = os.environ.get(variable)
        if base and is_on_this_computer(base):
            yield ntpath.join(long_path(base), "TeamViewer")


def _portable_folders(facts: InstallationFacts, known: Iterable[str]) -> Iterator[str]:
    """Folders of programs of this session that run elsewhere and carry TeamViewer's signature."""
    session = own_session()
    for process in () if isinstance(facts.processes, Unreadable) else facts.processes:
        path = process.path
        if path is None or process.session != session or process.name.lower() != PROGRAM.lower():
            continue
        folder = ntpath.dirname(path)
        if any(same_folder(folder, other) for other in known) or not is_on_this_computer(path):
            continue
        if _is_signed_by_maker(path):
            yield folder


def _is_signed_by_maker(path: str) -> bool:
    try:
        found = Path(path).stat()
    except OSError:
        return False
    return _signed_by_maker(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _signed_by_maker(path: str, written: int, size: int) -> bool:  # noqa: ARG001 - the file's state
    signature = signature_of(path)
    return signature.trust is Trust.SIGNED and signature.signer in MAKERS


def _distinct(folders: Iterable[str]) -> Tuple[str, ...]:
    """Those on this computer, each once, as Windows compares names."""
    found: Dict[str, str] = {}
    for folder in folders:
        if is_on_this_computer(folder):
            found.setdefault(ntpath.normcase(ntpath.normpath(folder)), folder)
    return tuple(found.values())
