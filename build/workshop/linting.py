"""The checks that need no test: formatter, linter, types and imports."""

import subprocess
from typing import List

from workshop.layout import NATIVE_PYTHON, ROOT
from workshop.steps import say

CHECKS = {
    "formatter": ["-m", "ruff", "format", "--check", "."],
    "linter": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-m", "pytest", "-q", "tests/architecture"],
}


def run() -> int:
    """Run every check, also after one failed; 0 only when all are clean."""
    failed: List[str] = []
    for name, arguments in CHECKS.items():
        say(f"{name}:")
        command = [str(NATIVE_PYTHON), *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    say(f"not clean: {', '.join(failed)}" if failed else "clean")
    return 1 if failed else 0
