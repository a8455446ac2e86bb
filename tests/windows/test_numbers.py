"""The numbers are those that pywin32 took from Windows' own headers."""

import sys

import win32con
import winerror

from agent.win32 import numbers

assert sys.platform == "win32"


def test_every_number_is_windows_own() -> None:
    ours = {name: value for name, value in vars(numbers).items() if name.isupper()}
    theirs = {
        name: getattr(winerror if name.startswith("ERROR_") else win32con, name) for name in ours
    }
    assert len(ours) > 30
    assert ours == theirs
