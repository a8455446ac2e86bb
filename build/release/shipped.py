"""What a frozen folder really holds: its files, and the modules inside its programs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, FrozenSet, Iterator

from PyInstaller.archive.readers import CArchiveReader

CONTENTS = "_internal/"
# PyInstaller's mark of a namespace: a package without code of its own.
NAMESPACE = 3
# What PyInstaller adds to start a program, and the script that is started.
STARTERS = ("pyi", "__main__")


@dataclass(frozen=True)
class Shipped:
    """Files by their place in the folder (below `_internal/` without that), modules by name."""

    files: Dict[str, Path]
    modules: FrozenSet[str]


def shipped_in(folder: Path) -> Shipped:
    """Look through a frozen folder.

    Raises:
        ArchiveReadError: a program beside `_internal` is none of PyInstaller's.
    """
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = {_name(path.relative_to(folder).as_posix()): path for path in paths}
    modules = {name for path in folder.glob("*.exe") for name in _modules(path)}
    return Shipped(files, frozenset(modules))


def _name(place: str) -> str:
    return place[len(CONTENTS) :] if place.startswith(CONTENTS) else place


def _modules(program: Path) -> Iterator[str]:
    archive = CArchiveReader(str(program))
    for name, (*_, kind) in archive.toc.items():
        if kind == "z":
            inside = archive.open_embedded_archive(name).toc
            yield from (module for module, entry in inside.items() if entry[0] != NAMESPACE)
        elif kind in ("m", "s") and not name.startswith(STARTERS):
            yield name
