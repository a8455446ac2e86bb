"""The README's first command on a machine without a display."""

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image
from workshop.layout import ROOT

from tests.screens.desktop import own_desktop

ENOUGH_COLOURS = 50


def test_run_without_a_display_prints_the_path_of_a_true_picture() -> None:
    with own_desktop() as desktop:
        environment = {**os.environ, "DEV_PREFIX": str(desktop.prefix)}
        environment.pop("DISPLAY", None)
        done = subprocess.run(
            [sys.executable, str(ROOT / "build" / "dev.py"), "run"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 0
    with Image.open(Path(done.stdout.decode().strip())) as picture:
        colours = picture.convert("RGB").getcolors(picture.width * picture.height)
    assert len(colours or []) > ENOUGH_COLOURS
