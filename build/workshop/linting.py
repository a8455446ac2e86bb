"""The checks that need no test: formatter, linter, types and imports."""

import subprocess
from typing import Dict, List, Sequence

from workshop import desk
from workshop.layout import DESK_PYTHON, NATIVE_PYTHON, ROOT
from workshop.steps import say

CHECKS: Dict[str, Sequence[str]] = {
    "formatter": ["-m", "ruff", "format", "--check", "."],
    "linter": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-m", "pytest", "-q", "tests/architecture"],
}


def run() -> int:
    """Run every check, also after one failed; 0 only when all are clean."""
    failed: List[str] = []
    checks = {name: (str(NATIVE_PYTHON), *arguments) for name, arguments in CHECKS.items()}
    if DESK_PYTHON.exists():
        checks["types of the desk"] = desk.type_check()
    for name, command in checks.items():
        say(f"{name}:")
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    say(f"not clean: {', '.join(failed)}" if failed else "clean")
    return 1 if failed else 0
