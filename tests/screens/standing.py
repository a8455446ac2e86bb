"""TeamViewer as installed and running, with a permanent password, beside the shop's own service.

Runs on the Windows Python. Says when it stands, then answers each line with what is there now,
until its input ends.
"""

import json
import sys
import tempfile
import winreg
from pathlib import Path
from typing import Any, Dict

import win32service

from tests.windows.cutoff_service import cutoff_installed
from tests.windows.stand_in import running_below, teamviewer_runs
from tests.windows.state_parts import FOLDER_64
from tests.windows.test_cut_on_windows import services

assert sys.platform == "win32"

KEY = r"SOFTWARE\TeamViewer"
VIEWS = (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY)
STANDING = (
    ("TeamViewer", win32service.SERVICE_AUTO_START, "obliging"),
    ("TeamViewer9", win32service.SERVICE_DEMAND_START, "stubborn"),
)


def set_values(view: int) -> None:
    """An ID and a permanent password, in one view of the registry."""
    access = winreg.KEY_WRITE | view
    with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, KEY, 0, access) as key:
        winreg.SetValueEx(key, "InstallationDirectory", 0, winreg.REG_SZ, FOLDER_64)
        winreg.SetValueEx(key, "Version", 0, winreg.REG_SZ, "15.64.5")
        winreg.SetValueEx(key, "ClientID", 0, winreg.REG_DWORD, 1234567890)
        winreg.SetValueEx(key, "PermanentPassword", 0, winreg.REG_BINARY, b"\1\2\3\4")


def has_password(view: int) -> bool:
    """Whether there still is one."""
    access = winreg.KEY_READ | view
    with winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, KEY, 0, access) as key:
        try:
            winreg.QueryValueEx(key, "PermanentPassword")
        except FileNotFoundError:
            return False
    return True


def what_is_there() -> Dict[str, Any]:
    """Services, programs and passwords now."""
    return {
        "services": {name: [kind.value, runs] for name, (kind, runs) in services().items()},
        "programs": sorted({process.name for process in running_below(FOLDER_64)}),
        "passwords": [has_password(view) for view in VIEWS],
    }


def stand() -> None:
    """Set the values and answer each line with what is there now, until standard input ends."""
    for view in VIEWS:
        set_values(view)
    print(json.dumps(what_is_there()), flush=True)  # noqa: T201 - its only way to answer
    for _line in sys.stdin:
        print(json.dumps(what_is_there()), flush=True)  # noqa: T201 - as above


def main() -> None:
    """TeamViewer and the shop's own service."""
    elsewhere = Path(tempfile.mkdtemp())
    with teamviewer_runs(*STANDING), cutoff_installed(elsewhere):
        stand()


if __name__ == "__main__":
    main()
