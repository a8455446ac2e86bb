"""Open the program as a person would see it; without a screen, on a virtual one with a picture."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, Optional

from workshop import display, wine
from workshop.failure import SetupError
from workshop.layout import NATIVE_PYTHON, ON_WINDOWS, PICTURE, chosen_prefix
from workshop.steps import run_quietly, say

# Long enough for a first start on a slow machine; the picture is taken as soon as windows stand.
PATIENCE_SECONDS = 60.0
SETTLING_SECONDS = 12.0
ENDED_EARLY = 3


def run(arguments: List[str]) -> int:
    """Start the tray program; its exit code, or 0 once the picture is taken, 3 without any."""
    words = wine.python_command(["-m", "agent", *arguments])
    if ON_WINDOWS or os.environ.get("DISPLAY"):
        return wine.run(words, wine.agent_environment())
    with display.virtual_screen() as screen:
        return _picture_of(words, wine.agent_environment(DISPLAY=screen), screen)


def _picture_of(words: List[str], env: Dict[str, str], screen: str) -> int:
    program = subprocess.Popen(
        words,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        if not window_opens(screen, program):
            sys.stderr.buffer.write(program.communicate()[0])
            return program.returncode or ENDED_EARLY
        time.sleep(SETTLING_SECONDS)
        take_picture(screen, PICTURE)
    finally:
        wine.end_prefix(chosen_prefix())
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.communicate(timeout=10)
    say("A picture of icon and window:")
    print(PICTURE)
    return 0


def window_opens(screen: str, program: "subprocess.Popen[bytes]") -> bool:
    """Wait until a window with a title stands on the screen; whether the program went on so long.

    Raises:
        SetupError: it goes on without a window.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if program.poll() is not None:
            return False
        if _titles(screen):
            return True
        time.sleep(0.5)
    raise SetupError("The window did not open.", "python3 build/dev.py agent status")


def _titles(screen: str) -> Optional[str]:
    command = ["xdotool", "search", "--onlyvisible", "--name", "Assistance"]
    env = {**os.environ, "DISPLAY": screen}
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    return done.stdout.decode().strip() or None


def take_picture(screen: str, target: Path) -> None:
    """Save the whole screen as PNG."""
    script = (
        "import sys; from PIL import ImageGrab as grabber; "
        "grabber.grab(xdisplay=sys.argv[1]).save(sys.argv[2])"
    )
    command = [str(NATIVE_PYTHON), "-c", script, screen, str(target)]
    run_quietly(command, "The picture could not be taken")
