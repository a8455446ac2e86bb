"""The desk's own Python environment: another program, for Python 3.10 and later."""

import os
import shutil
import subprocess
import sys
from typing import Dict, List, Tuple

from workshop import environment
from workshop.failure import SetupError
from workshop.layout import DESK, DESK_PYTHON, LOCKS, NATIVE_PYTHON, ROOT
from workshop.steps import fingerprint, make_folder_in_place

OLDEST = (3, 10)
LOCK_FILES = (LOCKS / "desk.txt", LOCKS / "desk-test.txt")
_NEWER_NAMES = tuple(f"python3.{minor}" for minor in range(14, 9, -1))


def python_for_desk() -> str:
    """The Python to make the environment with: this one when it is new enough, else another.

    Raises:
        SetupError: there is none from 3.10 on.
    """
    if sys.version_info >= OLDEST:
        # The one behind a virtual environment: whoever asks, the answer is the same.
        return os.path.realpath(sys.executable)
    found = [place for place in map(shutil.which, _NEWER_NAMES) if place]
    if not found:
        raise SetupError(
            "The desk needs Python 3.10 or later; this is "
            f"{sys.version_info[0]}.{sys.version_info[1]} and no other was found."
        )
    return found[0]


def prepare() -> None:
    """Make `.dev/desk` from the hashed locks.

    Raises:
        SetupError: there is no Python for it, or it cannot be fetched.
    """
    python = python_for_desk()
    mark = fingerprint(LOCK_FILES, sys.version, python, str(DESK))
    make_folder_in_place(
        DESK, mark, lambda folder: environment.make(folder, python, LOCK_FILES, "the desk's")
    )


def run(arguments: List[str]) -> int:
    """Run the desk; exit code and output are its own."""
    command = [str(DESK_PYTHON), "-m", "desk", *arguments]
    environment = environment_of_desk()
    if os.name != "nt":
        # In place of this process: a signal meant for the desk reaches it.
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, environment)  # noqa: S606 - no shell is wanted
    return subprocess.run(command, env=environment, check=False).returncode


def environment_of_desk() -> Dict[str, str]:
    """The environment in which `-m desk` finds this checkout from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def type_check() -> Tuple[str, ...]:
    """The words that check the desk's types: by the developer's checker, with its packages."""
    settings = str(ROOT / "build" / "desk-types.ini")
    where = str(DESK_PYTHON)
    return (
        str(NATIVE_PYTHON),
        "-m",
        "mypy",
        "--config-file",
        settings,
        "--python-executable",
        where,
    )
