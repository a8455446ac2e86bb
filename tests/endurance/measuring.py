"""Handles, threads and windows of a process; runs on the Windows Python.

Answers each line, a process number, with one JSON line. `GetProcessHandleCount` and
`GetGuiResources` tell nothing under Wine, so the system's handle table and windows are counted.
"""

import array
import ctypes
import json
import struct
import sys
from typing import Dict, List

import psutil
import win32gui
import win32process

assert sys.platform == "win32"

EXTENDED_HANDLES = 64
# Object, process, value; access, two indexes, attributes, nothing.
_ENTRY = struct.Struct("QQQIHHII")
_HEAD_BYTES = 16
_ROOM = 4 * 1024 * 1024


def measured(pid: int) -> Dict[str, int]:
    """What can be counted now."""
    return {
        "handles": _handles(pid),
        "threads": psutil.Process(pid).num_threads(),
        "windows": _windows(pid),
    }


def _handles(pid: int) -> int:
    room = array.array("B", bytes(_ROOM))
    address, length = room.buffer_info()
    told = ctypes.c_ulong()
    query = ctypes.windll.ntdll.NtQuerySystemInformation
    place = ctypes.c_void_p(address)
    if query(EXTENDED_HANDLES, place, ctypes.c_ulong(length), ctypes.byref(told)):
        return -1
    (count,) = struct.unpack_from("Q", room, 0)
    table = memoryview(room)[_HEAD_BYTES : _HEAD_BYTES + count * _ENTRY.size]
    return sum(entry[1] == pid for entry in _ENTRY.iter_unpack(table))


def _windows(pid: int) -> int:
    found: List[int] = []
    win32gui.EnumWindows(lambda window, _extra: found.append(window), None)
    own = [w for w in found if win32process.GetWindowThreadProcessId(w)[1] == pid]
    for window in own:
        win32gui.EnumChildWindows(window, lambda child, _extra: own.append(child), None)
    return len(set(own))


def main() -> None:
    """Answer until standard input ends."""
    sys.stdout.write("{}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        word, pid = json.loads(line)
        try:
            answer = measured(pid) if word == "measure" else {}
        except (psutil.Error, OSError, win32gui.error):
            answer = {}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
