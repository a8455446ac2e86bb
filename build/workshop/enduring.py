"""Endurance: a simulated year, and the program at rest; what they measure is in `.dev/endurance`.

The page `tests/ENDURANCE.md` is written anew from it.
"""

import shutil
import subprocess
from typing import List

from workshop import desk, distribution
from workshop.failure import SetupError
from workshop.layout import DESK_PYTHON, ON_WINDOWS, ROOT

# The program that shifts a clock is compiled; the calls at rest are counted.
_PROGRAMS = {"cc": "gcc libc6-dev", "strace": "strace"}


def prepare() -> None:
    """See that what is needed besides the program, the desk and Wine is there.

    Raises:
        SetupError: it cannot be had here.
    """
    if ON_WINDOWS:
        raise SetupError("Endurance needs Linux and Wine: it shifts the clock of all programs.")
    missing = [names for program, names in _PROGRAMS.items() if not shutil.which(program)]
    distribution.install(" ".join(missing).split())


def play_year(arguments: List[str]) -> int:
    """Play the days; 0 when nothing was found."""
    return _run_then_write("tests.endurance.year", arguments)


def measure_rest(arguments: List[str]) -> int:
    """Measure the program at rest."""
    return _run_then_write("tests.endurance.rest", arguments)


def _run_then_write(module: str, arguments: List[str]) -> int:
    code = _run(module, arguments)
    _run("tests.endurance.pages", [])
    return code


def _run(module: str, arguments: List[str]) -> int:
    env = desk.environment_of_desk()
    env["PYTHONPATH"] = f"{ROOT}:{ROOT / 'build'}"
    words = ["nice", str(DESK_PYTHON), "-m", module, *arguments]
    return subprocess.run(words, cwd=ROOT, env=env, check=False).returncode
