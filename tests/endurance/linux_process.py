"""What Linux tells of a process: memory, threads, descriptors, switches, time and bytes."""

import contextlib
import os
from pathlib import Path
from typing import Dict, List

_TICKS = os.sysconf("SC_CLK_TCK")


def fields(file: Path) -> Dict[str, int]:
    """`Name: number` lines of a file below `/proc`; nothing when the process is gone."""
    try:
        lines = file.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.split()[:2] for line in lines if len(line.split()) >= 2)
    return {name.rstrip(":"): int(value) for name, value in pairs if value.isdecimal()}


def sizes(pid: int) -> Dict[str, int]:
    """Resident and private memory in bytes, threads and open descriptors."""
    own = Path("/proc") / str(pid)
    status, memory = fields(own / "status"), fields(own / "smaps_rollup")
    private = memory.get("Private_Clean", 0) + memory.get("Private_Dirty", 0)
    return {
        "resident": status.get("VmRSS", 0) * 1024,
        "private": private * 1024,
        "linux_threads": status.get("Threads", 0),
        "descriptors": len(list((own / "fd").iterdir())) if own.exists() else 0,
    }


def switches(pid: int) -> Dict[str, int]:
    """Voluntary context switches of each thread, by its number and name: how often it slept."""
    told: Dict[str, int] = {}
    for task in (Path("/proc") / str(pid) / "task").glob("*"):
        counted = fields(task / "status").get("voluntary_ctxt_switches")
        if counted is not None:
            told[f"{task.name} {_name_of(task)}"] = counted
    return told


def _name_of(task: Path) -> str:
    try:
        return (task / "comm").read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def cpu_seconds(pid: int) -> float:
    """Time on a processor, in programs and in the kernel."""
    text = (Path("/proc") / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
    parts = text.rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / _TICKS


def written(pid: int) -> Dict[str, int]:
    """Bytes handed to files and sockets, and of these what went to a disk."""
    told = fields(Path("/proc") / str(pid) / "io")
    return {"wchar": told.get("wchar", 0), "write_bytes": told.get("write_bytes", 0)}


def command_lines(prefix: Path) -> List[str]:
    """What every process of this prefix was started with."""
    lines: List[str] = []
    for pid in wine_processes(prefix):
        try:
            words = (Path("/proc") / str(pid) / "cmdline").read_bytes()
        except OSError:
            continue
        lines.append(words.replace(b"\0", b" ").decode("utf-8", "replace"))
    return lines


def wine_processes(prefix: Path) -> Dict[int, str]:
    """Every process of this prefix, by number, with its name."""
    mark = f"WINEPREFIX={prefix}".encode()
    found: Dict[int, str] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (place / "environ").read_bytes().split(b"\0"):
                found[int(place.name)] = (place / "comm").read_text().strip()
    return found
