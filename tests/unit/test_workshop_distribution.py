"""What is missing from the distribution is installed by root, and named to anybody else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from workshop import distribution

BUILD = Path(distribution.__file__).resolve().parents[1]
NOBODY = 65534
AS_NOBODY = """
import os, sys
sys.path.insert(0, sys.argv[1])
from workshop import distribution, failure
if os.geteuid() == 0:
    os.setgid({nobody}); os.setuid({nobody})
try:
    distribution.install(["xvfb", "wine64"])
except failure.SetupError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no distribution to install from")
def test_without_root_the_one_command_is_named_and_nothing_is_tried() -> None:
    script = AS_NOBODY.format(nobody=NOBODY)
    done = subprocess.run(
        [sys.executable, "-c", script, str(BUILD)],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    sentence, command = done.stdout.splitlines()
    assert sentence.endswith(":")
    assert command == "  sudo apt-get install -y --no-install-recommends xvfb wine64"


def test_nothing_missing_is_nothing_to_do() -> None:
    distribution.install([])
