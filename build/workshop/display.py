"""A virtual screen of our own, with a window manager, for a machine that has none."""

import contextlib
import os
import subprocess
from typing import Iterator

from workshop.failure import SetupError

SCREEN = "1366x768x24"


@contextlib.contextmanager
def virtual_screen(size: str = SCREEN) -> Iterator[str]:
    """Start an X server on a free number and yield its name, such as `:7`; end it afterwards.

    Raises:
        SetupError: when the screen does not start.
    """
    read_end, write_end = os.pipe()
    words = [
        "Xvfb",
        "-displayfd",
        str(write_end),
        "-screen",
        "0",
        size,
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(words, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            raise SetupError("The virtual screen did not start.", "apt-get install xvfb")
        with _window_manager(f":{number}"):
            yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def _window_manager(display: str) -> Iterator[None]:
    """Windows need one to take the keyboard focus and to be raised."""
    env = {**os.environ, "DISPLAY": display}
    silence = subprocess.DEVNULL
    manager = subprocess.Popen(["openbox"], env=env, stdout=silence, stderr=silence)
    try:
        yield
    finally:
        manager.terminate()
        manager.wait()
