"""What a client is given: one setup program, and the same program in a zip that needs none."""

import os
import time
import zipfile
from pathlib import Path
from typing import Iterator, List, Tuple

from workshop import distribution, freezing
from workshop.failure import SetupError
from workshop.layout import DIST, NATIVE_PYTHON, ROOT, WORK
from workshop.steps import fingerprint, make_folder, run_quietly, say

MADE = WORK / "installer"
SCRIPT = ROOT / "build" / "installer.nsi"
PARTS = ROOT / "build" / "installing"
# The first runs on 64-bit Windows and under Wine; the second at least starts on a 32-bit one.
STUBS = {"x64": "amd64-unicode", "x86": "x86-unicode"}
LARGEST_BYTES = 18_000_000
SETUP, ZIP = "assistance-setup.exe", "assistance-portable.zip"


def make(frozen: Path, version: str, stub: str = "x64") -> Tuple[Path, Path]:
    """The setup program and the zip in `dist/`; made only when something they hold changed.

    Raises:
        SetupError: there is no NSIS, or it refuses.
    """
    distribution.install(distribution.missing_installer_parts())
    files = sorted(file for file in frozen.rglob("*") if file.is_file())
    inputs = [*files, SCRIPT, *sorted(PARTS.glob("*.*")), Path(__file__)]
    names = (file.relative_to(frozen).as_posix() for file in files)
    mark = fingerprint(inputs, version, *names)
    place = MADE / stub
    make_folder(place, mark, "Making the installer (about a minute)", lambda folder: _build(
        folder, frozen, stub
    ))  # fmt: skip
    ending = "" if stub == "x64" else f"-{stub}"
    setup = _lay_out(place / SETUP, DIST / f"assistance-{version}{ending}-setup.exe")
    return setup, _lay_out(place / ZIP, DIST / f"assistance-{version}-portable.zip")


def _build(folder: Path, frozen: Path, stub: str) -> None:
    folder.mkdir(parents=True)
    words = [str(frozen), str(folder), str(folder / SETUP)]
    run_quietly([str(NATIVE_PYTHON), str(PARTS / "product.py"), *words], "The brand is not right")
    run_quietly(_makensis(folder, stub), "The installer was not made")
    _zip(frozen, folder / ZIP)


def _makensis(folder: Path, stub: str) -> List[str]:
    target = [f"-XTarget {STUBS[stub]}", f"-DPRODUCT={(folder / 'product.nsh').as_posix()}"]
    # Only the last line is told when it fails, so that has to be the fault.
    return ["makensis", "-V1", "-WX", "-INPUTCHARSET", "UTF8", *target, str(SCRIPT)]


def _zip(frozen: Path, target: Path) -> None:
    """All files below one folder, in one order and of one date: two builds give the same bytes."""
    moment = time.gmtime(int(freezing.date_of_sources()))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in frozen.rglob("*") if path.is_file()):
            name = f"{frozen.name}/{file.relative_to(frozen).as_posix()}"
            archive.writestr(_entry(name, moment), file.read_bytes())


def _entry(name: str, moment: time.struct_time) -> zipfile.ZipInfo:
    date = (moment.tm_year, moment.tm_mon, moment.tm_mday)
    entry = zipfile.ZipInfo(name, (*date, moment.tm_hour, moment.tm_min, moment.tm_sec))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _lay_out(made: Path, place: Path) -> Path:
    """Copy it to where it is looked for, unless the very same is there."""
    if not (place.is_file() and fingerprint([place]) == fingerprint([made])):
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(place.name + ".half")
        half.write_bytes(made.read_bytes())
        half.replace(place)
    return place


def sizes(*files: Path) -> Iterator[str]:
    """What each weighs, for the developer; too heavy a setup program is no installer.

    Raises:
        SetupError: the first is above the budget.
    """
    for file in files:
        yield f"{file.stat().st_size / 1_000_000:.1f} MB  {os.path.relpath(file, ROOT)}"
    if files[0].stat().st_size > LARGEST_BYTES:
        raise SetupError(f"{files[0].name} is above {LARGEST_BYTES / 1_000_000:.0f} MB.")


def tell(files: Tuple[Path, ...]) -> None:
    """Say what was made."""
    for line in sizes(*files):
        say(line)
