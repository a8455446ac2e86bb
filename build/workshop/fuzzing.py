"""Fuzzing: a Python of its own, one target after the other; what they found is in `.dev/fuzzed`."""

import shutil
import subprocess
from pathlib import Path
from typing import List

from workshop import desk, environment
from workshop.failure import SetupError
from workshop.layout import LOCKS, ON_WINDOWS, ROOT, WORK
from workshop.steps import fingerprint, make_folder_in_place, say

TARGETS = (
    *("identity", "traces", "doors", "control", "connections", "live", "brand", "journal"),
    *("consents", "receipts", "proof", "desk_answers", "desk_reports", "desk_ingest", "desk_pages"),
)
FOUND = WORK / "fuzzed"

_FOLDER = WORK / "fuzz"
_PYTHON = _FOLDER / "bin" / "python"
_NAME = "python3.11"
_LOCK_FILES = (LOCKS / "desk.txt", LOCKS / "fuzz.txt")


def prepare() -> None:
    """Make `.dev/fuzz` from the hashed locks.

    Raises:
        SetupError: it cannot be made here.
    """
    python = shutil.which(_NAME)
    if ON_WINDOWS or python is None:
        raise SetupError(f"Fuzzing needs Linux and {_NAME}.")
    mark = fingerprint(_LOCK_FILES, python, str(_FOLDER))
    make_folder_in_place(
        _FOLDER,
        mark,
        lambda folder: environment.make(folder, str(python), _LOCK_FILES, "the fuzzer's"),
    )


def run(seconds: int, targets: List[str]) -> int:
    """Feed each target for so many seconds, at the lowest priority; 0 when nothing was found."""
    failed = [target for target in targets or TARGETS if _feed(target, seconds)]
    say(f"found: {', '.join(failed)}; the inputs are in {FOUND}" if failed else "nothing found")
    return 1 if failed else 0


def _feed(target: str, seconds: int) -> int:
    folder = FOUND / target
    folder.mkdir(parents=True, exist_ok=True)
    say(f"{target}, {seconds} seconds")
    command = ["nice", "-n", "19", str(_PYTHON), "-m", "tests.fuzz.run", target, str(seconds)]
    with (folder.parent / f"{target}.log").open("wb") as log:
        code = subprocess.run(
            [*command, str(folder)],
            cwd=ROOT,
            env=desk.environment_of_desk(),
            stdout=log,
            stderr=log,
            check=False,
        ).returncode
    say(_summary(folder.parent / f"{target}.log"))
    return code


def _summary(log: Path) -> str:
    """How many inputs were tried and, when one found something, why."""
    text = log.read_text(encoding="utf-8", errors="replace")
    marks = ("stat::number_of_executed_units", "Test unit written", "Error", "assert ")
    lines = [line for line in text.splitlines() if line.lstrip().startswith(marks)]
    return "\n".join(f"  {line.strip()}" for line in lines[:12])
