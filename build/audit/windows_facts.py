"""What each Windows version has: the table of functions, and what is known beside it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, FrozenSet, Mapping, Optional, Tuple

import tomli

from audit.versions import Version, parse_version

FOLDER = Path(__file__).resolve().parent
_WINSOCK = ("ws2_32.dll", "mswsock.dll", "wsock32.dll")
_WINDOWS_8_1, _VISTA = (6, 3), (6, 0)
# Their functions may be documented under another library that they forward to.
_FORWARDS = frozenset(
    f"{name}.dll"
    for name in [
        "kernelbase",
        "kernel32",
        "advapi32",
        "psapi",
        "sspicli",
        "user32",
        "ole32",
        "shlwapi",
    ]
)
# Runtimes that come with a program, never with Windows 7.
_RUNTIME = re.compile(
    r"(vcruntime140(_1)?|msvcp140(_\w+)?|concrt140|vcomp140|vccorlib140|vcamp140|mfc140u?"
    r"|python3\d*|pywintypes3\d+|pythoncom3\d+)\.dll"
)


@dataclass(frozen=True)
class WindowsFacts:
    """First versions by (library, function) and by function alone; and Windows 7's own parts."""

    exact: Mapping[Tuple[str, str], Version]
    by_name: Mapping[str, Version]
    corrected: Mapping[Tuple[str, str], Version]
    known: Mapping[str, FrozenSet[str]]
    api_sets: FrozenSet[str]
    universal_runtime: FrozenSet[str]
    loader_update: FrozenSet[str]
    libraries: FrozenSet[str]
    new_libraries: Mapping[str, Version]

    def first_version(self, library: str, function: str) -> Optional[Version]:
        """The first Windows with this function; None when nothing says."""
        for key in ((library, function), ("*", function)):
            if key in self.corrected:
                return self.corrected[key]
        found = self.exact.get((library, function))
        if found is None and (is_api_set(library) or library in _FORWARDS):
            return self.by_name.get(function)
        return found

    def is_known(self, library: str, function: str) -> bool:
        """Whether it was looked up by hand: Windows 7 has it."""
        place = "kernel32.dll" if library.startswith("api-ms-win-core-") else library
        return bool(self.known.get(place, frozenset()) & {function, "*"})


def is_api_set(library: str) -> bool:
    """Whether this names a set of functions instead of a file."""
    return library.startswith(("api-ms-", "ext-ms-"))


def is_runtime(library: str) -> bool:
    """Whether a program must bring this library along."""
    return _RUNTIME.fullmatch(library) is not None


def load_facts(folder: Path = FOLDER) -> WindowsFacts:
    """Both data files beside this module."""
    table: Dict[str, Any] = tomli.loads((folder / "windows7.toml").read_text(encoding="utf-8"))
    corrected = {
        (library, function): _version(text)
        for library, functions in table["first_version"].items()
        for function, text in functions.items()
    }
    exact = _first_versions(folder / "first_versions.tsv", frozenset(table["new_in_winsock"]))
    exact.update({key: version for key, version in corrected.items() if key[0] != "*"})
    return WindowsFacts(
        exact=exact,
        by_name=_by_name(exact),
        corrected=corrected,
        known={library: frozenset(names) for library, names in table["known"].items()},
        api_sets=frozenset(table["api_sets"]),
        universal_runtime=frozenset(table["universal_runtime"]),
        loader_update=frozenset(table["loader_update"]),
        libraries=frozenset(table["libraries"]),
        new_libraries={name: _version(text) for name, text in table["new_libraries"].items()},
    )


def _first_versions(file: Path, new_in_winsock: FrozenSet[str]) -> Dict[Tuple[str, str], Version]:
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    found = {(library, function): _version(text) for library, function, text in rows}
    for library, function in found:
        is_misdated = library in _WINSOCK and function not in new_in_winsock
        if is_misdated and found[library, function] == _WINDOWS_8_1:
            found[library, function] = _VISTA
    return found


def _by_name(exact: Mapping[Tuple[str, str], Version]) -> Dict[str, Version]:
    oldest: Dict[str, Version] = {}
    for (_library, function), version in exact.items():
        oldest[function] = min(version, oldest.get(function, version))
    return oldest


def _version(text: str) -> Version:
    version = parse_version(text)
    if version is None:
        raise ValueError("a version is missing")
    return version
