"""Look into the programs that PyInstaller made."""

from pathlib import Path
from typing import Iterator

from PyInstaller.archive.readers import CArchiveReader

from release.shipped import Shipped, name_of

# PyInstaller's mark of a namespace: a package without code of its own.
NAMESPACE = 3
# What PyInstaller adds to start a program, and the script that is started.
STARTERS = ("pyi", "__main__")


def shipped_in(folder: Path) -> Shipped:
    """Look through a frozen folder.

    Raises:
        ArchiveReadError: a program beside `_internal` is none of PyInstaller's.
    """
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = {name_of(path.relative_to(folder).as_posix()): path for path in paths}
    modules = {name for path in folder.glob("*.exe") for name in _modules(path)}
    return Shipped(files, frozenset(modules))


def _modules(program: Path) -> Iterator[str]:
    archive = CArchiveReader(str(program))
    for name, (*_, kind) in archive.toc.items():
        if kind == "z":
            inside = archive.open_embedded_archive(name).toc
            yield from (module for module, entry in inside.items() if entry[0] != NAMESPACE)
        elif kind in ("m", "s") and not name.startswith(STARTERS):
            yield name
