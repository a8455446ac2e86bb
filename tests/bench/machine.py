"""The machine that was measured on, as much of it as explains a figure."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

_GIGABYTE = 1024**3


@dataclass(frozen=True)
class Machine:
    """What a reader needs to know of it; `load` is how many processes wanted a core at the end."""

    cores: int
    processor: str
    gigabytes: float
    system: str
    wine: str
    load: float

    def text(self) -> str:
        """It in words."""
        wine = f", {self.wine}" if self.wine else ""
        return (
            f"Machine: {self.cores} cores ({self.processor}), {self.gigabytes:.0f} GB of memory, "
            f"{self.system}{wine}, Python {platform.python_version()}. Processes that wanted a "
            f"core in the last minutes: {self.load:.0f}; with more than cores, times are longer."
        )


def this_machine(wine: str) -> Machine:
    """This one."""
    gigabytes = psutil.virtual_memory().total / _GIGABYTE
    # The mean of fifteen minutes.
    load = psutil.getloadavg()[2]
    return Machine(os.cpu_count() or 0, _processor(), gigabytes, _system(), wine, load)


def _processor() -> str:
    found = _field(Path("/proc/cpuinfo"), "model name", ":")
    return found or platform.processor() or platform.machine()


def _system() -> str:
    return _field(Path("/etc/os-release"), "PRETTY_NAME", "=") or platform.platform()


def _field(file: Path, name: str, separator: str) -> str:
    """The value beside this name; empty when there is none."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    pairs = (line.partition(separator) for line in lines)
    return next((value.strip(' "') for key, _, value in pairs if key.strip() == name), "")
