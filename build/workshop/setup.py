"""Everything a checkout needs before the program or its tests can run."""

from typing import List

from workshop import native, windows_python, wine
from workshop.layout import NATIVE_PYTHON, ROOT, TRANSLATIONS, WORK, chosen_prefix
from workshop.steps import fingerprint, make_folder, one_at_a_time, run_quietly

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


def prepare_windows() -> None:
    """Windows Python, and on Linux a Wine prefix for it."""
    with one_at_a_time(LOCK):
        wine.prepare()
        windows_python.prepare()
        wine.ensure_prefix(chosen_prefix())


def prepare_all() -> None:
    """What `setup` makes."""
    prepare_native()
    prepare_windows()
