"""What a process did in some minutes in which nobody wanted anything of it."""

import contextlib
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Set, Tuple

from tests.endurance import linux_process

_STRACE_SECONDS = 30
_INTERNET = re.compile(r"^\[?(?:pid +\d+\] )?\w+\(.*(?:AF_INET|sin_port)", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """Everything counted at one moment."""

    at: float
    wall: float
    cpu: float
    switches: Dict[str, int]
    written: Dict[str, int]
    sizes: Dict[str, int]
    prefix_cpu: float


def mark(pid: int, prefix: Path) -> Mark:
    """Count now."""
    return Mark(
        time.monotonic(),
        time.time(),
        linux_process.cpu_seconds(pid),
        linux_process.switches(pid),
        linux_process.written(pid),
        linux_process.sizes(pid),
        _cpu_of_all(prefix),
    )


def _cpu_of_all(prefix: Path) -> float:
    total = 0.0
    for pid in linux_process.wine_processes(prefix):
        with contextlib.suppress(OSError):
            total += linux_process.cpu_seconds(pid)
    return total


def between(one: Mark, other: Mark) -> Dict[str, float]:
    """What came to pass from one to the other, in the program's own process and its prefix."""
    minutes = (other.at - one.at) / 60
    slept = sum(other.switches.values()) - sum(one.switches.get(k, 0) for k in other.switches)
    return {
        "minutes": round(minutes, 1),
        "wake_ups": slept,
        "wake_ups_a_minute": round(slept / minutes, 2),
        "cpu_seconds": round(other.cpu - one.cpu, 2),
        "bytes_to_files_and_pipes": other.written["wchar"] - one.written["wchar"],
        "bytes_to_disk": other.written["write_bytes"] - one.written["write_bytes"],
        "resident_mb": round(other.sizes["resident"] / 1024**2, 1),
        "private_mb": round(other.sizes["private"] / 1024**2, 1),
        "threads": other.sizes["linux_threads"],
        "descriptors_more": other.sizes["descriptors"] - one.sizes["descriptors"],
        "whole_prefix_cpu_seconds": round(other.prefix_cpu - one.prefix_cpu, 2),
    }


def most_awake(one: Mark, other: Mark) -> List[Tuple[str, int]]:
    """The threads that woke most often."""
    woken = {name: n - one.switches.get(name, 0) for name, n in other.switches.items()}
    return sorted(woken.items(), key=lambda pair: -pair[1])[:6]


def changed_files(folder: Path, since: float) -> List[str]:
    """Files written since then, below a folder; Wine's own registry files are named too."""
    changed = []
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if file.is_file() and not file.is_symlink() and file.stat().st_mtime > since:
                changed.append(file.relative_to(folder).as_posix())
    return sorted(changed)


def internet_sockets(pid: int) -> int:
    """Sockets to other computers, or to this one's ports, that are open now."""
    own = Path("/proc") / str(pid)
    inodes = set()
    for descriptor in (own / "fd").iterdir():
        with contextlib.suppress(OSError):
            inodes.update(re.findall(r"socket:\[(\d+)\]", os.readlink(descriptor)))
    known: Set[str] = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        rows = (own / "net" / table).read_text(encoding="ascii").splitlines()[1:]
        known.update(row.split()[9] for row in rows)
    return len(inodes & known)


def traced(pid: int) -> Dict[str, int]:
    """Calls in half a minute, as strace sees them: how many reach for the Internet, and all."""
    words = ["timeout", str(_STRACE_SECONDS), "strace", "-f", "-qq", "-p", str(pid)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    calls = [line for line in done.stderr.splitlines() if "(" in line]
    names: Dict[str, int] = {}
    for line in calls:
        found = re.search(r"(?:\] )?(\w+)\(", line)
        if found:
            names[found[1]] = names.get(found[1], 0) + 1
    most = dict(sorted(names.items(), key=lambda pair: -pair[1])[:8])
    return {"internet": len(_INTERNET.findall(done.stderr)), "all": len(calls), **most}
