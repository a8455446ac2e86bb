"""The program as a client gets it: made by PyInstaller in `.dev/`, then laid into `dist/`."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Dict, Iterator

from workshop import windows_python, wine
from workshop.layout import DIST, FREEZER, ROOT, WORK
from workshop.steps import fingerprint, make_folder, run_quietly

NAME = "assistance"
PROGRAM = DIST / NAME
MADE = WORK / "frozen"
SOURCES = ("agent", "build/agent.spec", "build/freezing")
LOCKS = (windows_python.ARCHIVES, *windows_python.FREEZER_WHEELS)
# Where there is no history to ask, every time stamp is the first day that a zip can tell.
NO_DATE = "315532800"


def freeze() -> Path:
    """The folder with the program; made only when its sources or locks changed.

    Raises:
        SetupError: PyInstaller refuses.
    """
    windows_python.prepare_freezer()
    files = sorted(source_files())
    names = (file.relative_to(ROOT).as_posix() for file in files)
    mark = fingerprint([*files, *LOCKS], *names)
    make_folder(MADE, mark, "Freezing the program (about a minute)", _build)
    _lay_out(MADE / NAME, PROGRAM)
    return PROGRAM


def source_files() -> Iterator[Path]:
    """Every file that what is frozen depends on, besides the locks."""
    for name in SOURCES:
        place = ROOT / name
        found = [place] if place.is_file() else place.rglob("*")
        yield from (f for f in found if f.is_file() and f.parent.name != "__pycache__")


def _build(folder: Path) -> None:
    run_pyinstaller(ROOT / "build" / "agent.spec", folder)


def run_pyinstaller(specification: Path, folder: Path) -> None:
    """Freeze what the specification names into the folder.

    Raises:
        SetupError: PyInstaller refuses.
    """
    words = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = {"--distpath": folder, "--workpath": folder.with_name(folder.name + "-work")}
    for option, place in places.items():
        words += [option, wine.windows_path(place)]
    words.append(wine.windows_path(specification))
    interpreter = wine.command([str(FREEZER / "python.exe")])
    run_quietly([*interpreter, *words], "The program was not frozen", env=_environment())


def _environment() -> Dict[str, str]:
    """All that could make two builds of one commit differ is fixed."""
    return wine.agent_environment(
        SOURCE_DATE_EPOCH=date_of_sources(),
        PYTHONHASHSEED="0",
        PYTHONDONTWRITEBYTECODE="1",
        PYINSTALLER_CONFIG_DIR=wine.windows_path(WORK / "cache" / "pyinstaller"),
    )


def date_of_sources() -> str:
    """Seconds since 1970: the last commit that touched what is frozen."""
    named = os.environ.get("SOURCE_DATE_EPOCH")
    if named:
        return named
    command = ["git", "log", "-1", "--format=%ct", "--", *SOURCES, "build/locks"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return NO_DATE
    return done.stdout.strip() or NO_DATE


def _lay_out(made: Path, place: Path) -> None:
    """Copy the program to where it is looked for, unless the very same is there."""
    if _content(made) == _content(place):
        return
    half = place.with_name(place.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(made, half)
    shutil.rmtree(place, ignore_errors=True)
    half.replace(place)


def _content(folder: Path) -> Dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): fingerprint([path]) for path in files}
