"""On which machine, when and of which program something was measured."""

import os
import platform
import subprocess
from datetime import datetime, timezone
from typing import Dict

from workshop import distribution
from workshop.layout import ROOT


def about_this_run() -> Dict[str, str]:
    """As words for a table."""
    return {
        "date": f"{datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC",
        "commit": _told("git", "rev-parse", "--short", "HEAD"),
        "machine": f"{os.cpu_count()} processors, {_memory()} GiB, {_distribution()}",
        "wine": _told(distribution.wine_program(), "--version"),
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[1]:.1f} (5 minutes before, other work beside)",
    }


def _told(*words: str) -> str:
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3)


def _distribution() -> str:
    return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
