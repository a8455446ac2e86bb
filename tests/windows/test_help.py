"""The README shows the command line's help as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.test_command_line import ROOT


@pytest.fixture
def shown() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "agent", "--help"],
        env={**os.environ, "COLUMNS": "100"},
        cwd=str(ROOT),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8").replace("\r\n", "\n").strip()


def test_the_help_is_the_one_in_the_readme(shown: str) -> None:
    readme = Path(ROOT, "README.md").read_text(encoding="utf-8")
    assert f"```\n{shown}\n```" in readme
