"""A Python environment of its own, with the packages of hashed locks and nothing else."""

from pathlib import Path
from typing import Sequence

from workshop.layout import PYTHON_INSIDE
from workshop.steps import run_quietly, say


def make(folder: Path, python: str, locks: Sequence[Path], whose: str) -> None:
    """Make it from this Python; `whose` is told to whoever waits, such as "the desk's".

    Raises:
        SetupError: it cannot be made, or its packages cannot be fetched.
    """
    say(f"Preparing {whose} Python")
    owner = whose.capitalize()
    run_quietly([python, "-m", "venv", str(folder)], f"{owner} environment was not made")
    inside = str(folder / PYTHON_INSIDE)
    install = [inside, "-m", "pip", "install", "-q", "--no-input", "--no-deps"]
    for lock in locks:
        run_quietly(
            [*install, "--require-hashes", "-r", str(lock)],
            f"{owner} packages could not be fetched: is there a network?",
            "python3 build/dev.py setup",
        )
