"""The developer's own Python environment: test runner, checkers and the wheel installer."""

import sys
from pathlib import Path

from workshop import distribution
from workshop.layout import LOCKS, NATIVE, NATIVE_PYTHON, ON_WINDOWS
from workshop.steps import fingerprint, make_folder_in_place, run_quietly, say

LOCK = LOCKS / "native.txt"


def prepare() -> None:
    """Make `.dev/native` from the hashed lock."""
    if not ON_WINDOWS:
        distribution.install(distribution.missing_python_parts())
    mark = fingerprint([LOCK], sys.version, str(NATIVE))
    # The scripts of a Python environment name its folder, so it cannot be made elsewhere.
    make_folder_in_place(NATIVE, mark, _build)


def _build(folder: Path) -> None:
    say("Preparing the Python tools")
    run_quietly([sys.executable, "-m", "venv", str(folder)], "The Python environment was not made")
    python = folder / NATIVE_PYTHON.relative_to(NATIVE)
    install = [str(python), "-m", "pip", "install", "-q", "--no-input", "--no-deps"]
    run_quietly(
        [*install, "--require-hashes", "-r", str(LOCK)],
        "The Python tools could not be fetched: is there a network?",
        "python3 build/dev.py setup",
    )
