"""Everything a checkout needs before the program or its tests can run."""

from pathlib import Path
from typing import List, Tuple

from workshop import (
    desk,
    distribution,
    freezing,
    installing,
    native,
    releasing,
    windows_python,
    wine,
)
from workshop.failure import SetupError
from workshop.layout import NATIVE_PYTHON, ROOT, TRANSLATIONS, WORK, chosen_prefix
from workshop.steps import fingerprint, make_folder, one_at_a_time, run_quietly, say

SOURCES = ROOT / "agent" / "translations"
LOCK = WORK / "lock"
COMPILER = ROOT / "build" / "workshop" / "translations.py"


def prepare_native() -> None:
    """The developer's own tools and the translations."""
    with one_at_a_time(LOCK):
        native.prepare()
        _prepare_translations()


def _prepare_translations() -> None:
    files = sorted(SOURCES.glob("*/*.po"))
    mark = fingerprint([*files, COMPILER], *(str(file.relative_to(SOURCES)) for file in files))
    command = [str(NATIVE_PYTHON), str(COMPILER), str(SOURCES)]
    make_folder(
        TRANSLATIONS,
        mark,
        "Compiling the translations",
        lambda folder: _compile([*command, str(folder)]),
    )


def _compile(command: List[str]) -> None:
    run_quietly(command, "A translation file is not right")


def prepare_desk() -> None:
    """The desk's Python; a PostgreSQL and a browser for its tests where they can be had.

    Raises:
        SetupError: there is no Python for it.
    """
    prepare_desk_alone()
    with one_at_a_time(LOCK):
        _prepare_for_tests()


def prepare_desk_alone() -> None:
    """The desk's Python: all that running it needs.

    Raises:
        SetupError: there is no Python for it.
    """
    with one_at_a_time(LOCK):
        desk.prepare()


def _prepare_for_tests() -> None:
    try:
        distribution.install(distribution.missing_desk_parts())
    except SetupError as failure:
        # The desk works without; the tests that need them say that they did not run, and why.
        say(f"Not all that the desk's tests need: {failure.sentence}")


def prepare_windows() -> None:
    """Windows Python, and on Linux a Wine prefix for it."""
    with one_at_a_time(LOCK):
        wine.prepare()
        windows_python.prepare()
        wine.ensure_prefix(chosen_prefix())


def prepare_frozen() -> Path:
    """The frozen program's folder, made if it is not there or not right."""
    prepare_native()
    prepare_windows()
    with one_at_a_time(LOCK):
        return freezing.freeze()


def prepare_installer(stub: str = "x64") -> Tuple[Path, Path]:
    """Setup program and portable zip, made if they are not there or not right."""
    frozen = prepare_frozen()
    with one_at_a_time(LOCK):
        releasing.before_packing(frozen)
        made = installing.make(frozen, releasing.version(), stub)
        releasing.after_packing(made)
        return made


def prepare_all() -> None:
    """What `setup` makes."""
    prepare_native()
    prepare_windows()
    try:
        prepare_desk()
    except SetupError as failure:
        # A Windows program can be made without the desk.
        say(str(failure))
