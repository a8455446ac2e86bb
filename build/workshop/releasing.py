"""What a release needs before and after its installer is packed: papers, signatures, hashes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List, Sequence

from release.certificate import PREFIX, SECRET
from release.signing import sign_below
from release.sums import write_sums

from workshop.failure import SetupError
from workshop.layout import FREEZER, LOCKS, RELEASE, RELEASE_PYTHON, ROOT, WORK
from workshop.steps import (
    fingerprint,
    make_folder,
    make_folder_in_place,
    one_at_a_time,
    run_quietly,
    say,
)
from workshop.windows_python import ARCHIVES, FREEZER_WHEELS

LOCK = LOCKS / "release.txt"
SOURCES = ROOT / "build" / "release"
FREEZER_LOCKS = (ARCHIVES, *FREEZER_WHEELS)
BUSY = RELEASE.with_name("release.lock")
MADE = WORK / "papers"
NOTICES = "THIRD-PARTY-NOTICES.txt"
GIVEN = (".exe", ".zip")
PAPERS = (NOTICES, "sbom.cdx.json")
NOT_SIGNED_YET = "UNSIGNED: the installer's step signs (python3 build/dev.py installer)"
VERSION_LINE = "__version__ = "


def prepare() -> None:
    """Make `.dev/release`, the Python that knows CycloneDX, from its hashed lock."""
    with one_at_a_time(BUSY):
        mark = fingerprint([LOCK], sys.version, str(RELEASE))
        make_folder_in_place(RELEASE, mark, _build)


def _build(folder: Path) -> None:
    say("Preparing the tools for a release")
    run_quietly([sys.executable, "-m", "venv", str(folder)], "The Python environment was not made")
    install = ["-m", "pip", "install", "-q", "--no-input", "--no-deps", "--require-hashes"]
    run_quietly(
        [str(RELEASE_PYTHON), *install, "-r", str(LOCK)],
        "The tools for a release could not be fetched: is there a network?",
    )


def before_packing(folder: Path) -> None:
    """Put the notices into the frozen folder, the notices and the SBOM beside it, and sign.

    Raises:
        SetupError: something may not be shipped, or could not be signed; unsigned is no error.
    """
    put_papers(folder)
    say(f"{folder.name}: {sign_below(folder, os.environ)}")


def after_packing(files: Sequence[Path]) -> None:
    """Sign the installer and write the hashes of all that is given to people.

    Raises:
        SetupError: the installer could not be signed; unsigned is no error.
    """
    state = "UNSIGNED"
    for file in (file for file in files if file.suffix == ".exe"):
        signed = sign_below(file, os.environ)
        state = "SIGNED" if signed.is_signed else state
        say(f"{file.name}: {signed}")
    folder = files[0].parent
    given = sorted(path for path in folder.glob(f"*-{version()}-*") if path.suffix in GIVEN)
    papers = [folder / name for name in PAPERS]
    sums = write_sums([*given, *papers], f"{state} build, version {version()}")
    say(f"Hashes: {sums.relative_to(ROOT)}")


def put_papers(folder: Path) -> None:
    """Write notices and SBOM of a frozen folder beside it, and the notices into it.

    Raises:
        SetupError: something shipped is of unknown origin or licence, or may not be shipped.
    """
    files = sorted(f for f in folder.rglob("*") if f.is_file() and f.name != NOTICES)
    names = [file.relative_to(folder).as_posix() for file in files]
    made_from = fingerprint([*files, *_sources(), LOCK, *FREEZER_LOCKS], version(), *names)
    make_folder(MADE, made_from, "Listing what is shipped", lambda to: _write(folder, to))
    for name in PAPERS:
        shutil.copyfile(MADE / name, folder.parent / name)
    shutil.copyfile(MADE / NOTICES, folder / NOTICES)


def _write(folder: Path, into: Path) -> None:
    prepare()
    into.mkdir(parents=True)
    words = ["-m", "release.papers", str(folder), str(FREEZER), str(into), version()]
    done = subprocess.run(
        [str(RELEASE_PYTHON), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "build"), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(done.stdout.strip())
    say(done.stdout.strip())


def version() -> str:
    """The program's version, as the program itself says it."""
    lines = (ROOT / "agent" / "__init__.py").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(VERSION_LINE)).split('"')[1]


def mark() -> str:
    """Changes when the signing is wished otherwise, or with the tools that do it."""
    signing = (item for item in os.environ.items() if item[0].startswith(PREFIX))
    wishes = sorted(f"{name}={value}" for name, value in signing if name != PREFIX + SECRET)
    return fingerprint(_sources(), *wishes)


def _sources() -> List[Path]:
    found = (path for path in SOURCES.rglob("*") if path.is_file())
    return sorted(path for path in found if path.parent.name != "__pycache__")
