"""Tools that come from the Linux distribution: installed when we may, named when we may not."""

import importlib.util
import os
import shutil
from pathlib import Path
from typing import List

from workshop.failure import SetupError
from workshop.layout import ON_WINDOWS
from workshop.steps import run_quietly, say

WINE_PLACES = ("/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine")
PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "osslsigncode": "osslsigncode",
}
FONTS = {"fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"}


def wine_program() -> str:
    """Path of a 64-bit Wine, or an empty text."""
    return next((place for place in WINE_PLACES if Path(place).exists()), "")


def missing_python_parts() -> List[str]:
    """Debian splits pip and venv off Python; a Python of another origin has them."""
    absent = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    return ["python3-venv"] if absent else []


def missing_windows_parts() -> List[str]:
    """Packages needed to run Windows programs with a screen."""
    missing = [package for name, package in PROGRAMS.items() if not shutil.which(name)]
    missing += [package for package, file in FONTS.items() if not Path(file).exists()]
    return missing + ([] if wine_program() else ["wine64"])


def postgresql_programs() -> str:
    """The folder of the newest PostgreSQL's own programs, or an empty text."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version_of)
    return str(found[-1].parent) if found else ""


def _version_of(initdb: Path) -> int:
    name = initdb.parents[1].name
    return int(name) if name.isdigit() else 0


def missing_desk_parts() -> List[str]:
    """What the desk's tests run against besides SQLite: PostgreSQL, and a browser."""
    if ON_WINDOWS:
        return []
    missing = [] if postgresql_programs() else ["postgresql"]
    return missing + ([] if shutil.which("chromium") else ["chromium"])


def missing_installer_parts() -> List[str]:
    """What makes installers."""
    return [] if shutil.which("makensis") else ["nsis"]


def install(packages: List[str]) -> None:
    """Install the packages when root on Debian or Ubuntu, else name the one command to type.

    Raises:
        SetupError: when they cannot be installed from here.
    """
    if not packages:
        return
    command = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get"):
        raise SetupError(f"These programs are missing: {', '.join(packages)}. Install them.")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(
            "Some programs are missing. Type this, then start again:", f"sudo {command}"
        )
    say(f"Installing {', '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    advice = "apt-get update"
    run_quietly(["apt-get", "update", "-q"], "The list of packages could not be fetched", advice)
    run_quietly(command.split(), "The packages could not be installed", command)
