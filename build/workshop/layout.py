"""Every folder the development commands use. All of them lie inside the checkout."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "build" / "locks"
WORK = ROOT / ".dev"
DOWNLOADS = WORK / "downloads"
NATIVE = WORK / "native"
DESK = WORK / "desk"
WINDOWS_PYTHON = WORK / "python"
FREEZER = WORK / "freezer"
RELEASE = WORK / "release"
PREPARED_PREFIX = WORK / "prefix"
PREFIXES = WORK / "prefixes"
TRANSLATIONS = WORK / "translations"
CACHES = {"PIP_CACHE_DIR": WORK / "cache" / "pip", "UV_CACHE_DIR": WORK / "cache" / "uv"}
TEMPORARY = WORK / "tmp"
RESULTS = WORK / "results"
PICTURE = WORK / "run.png"
DIST = ROOT / "dist"

ON_WINDOWS = sys.platform == "win32"
PYTHON_INSIDE = "Scripts/python.exe" if ON_WINDOWS else "bin/python"
NATIVE_PYTHON = NATIVE / PYTHON_INSIDE
DESK_PYTHON = DESK / PYTHON_INSIDE
RELEASE_PYTHON = RELEASE / PYTHON_INSIDE


def chosen_prefix() -> Path:
    """The Wine prefix to use: `DEV_PREFIX`, else the one of this checkout."""
    named = os.environ.get("DEV_PREFIX")
    return Path(named).resolve() if named else PREFIXES / "default"
