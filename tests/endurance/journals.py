"""The journals of one account, oldest first: each year begins a new one, linked with the last.

Pure.
"""

import json
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from tests.endurance.journal_check import Line, read_lines


def log_of(journal: bytes) -> str:
    """The name that its first line gives it."""
    return str(_first(journal).get("log", ""))


def in_order(found: Iterable[bytes]) -> List[bytes]:
    """Each right after the one that it goes on from; none is left out."""
    left = sorted(journal for journal in found if journal)
    ordered: List[bytes] = []
    while left:
        known = {log_of(journal) for journal in left}
        first = next((one for one in left if _before(one) not in known), left[0])
        while first:
            ordered.append(first)
            left.remove(first)
            before = log_of(first)
            first = next((one for one in left if _before(one) == before), b"")
    return ordered


def read_journals(journals: Sequence[bytes]) -> Tuple[List[Line], List[str]]:
    """All their lines, and what is wrong with one of them or between two."""
    lines: List[Line] = []
    faults: List[str] = []
    for number, journal in enumerate(journals):
        own, wrong = read_lines(journal)
        faults += [f"journal {number}: {why}" for why in wrong]
        if own:
            faults += [f"journal {number}: {why}" for why in _link_faults(lines, number, own)]
        lines += own
    return lines, faults


def _link_faults(lines: Sequence[Line], number: int, own: Sequence[Line]) -> Iterable[str]:
    told = own[0]["d"].get("prev_log")
    if not number:
        if told is not None:
            yield "the one that it goes on from is not there"
        return
    last = lines[-1]
    if told is None or told["log"] != last["log"] or told["size"] != last["seq"] + 1:
        yield "it does not go on from the whole of the one before"
    if last["type"] != "key.rotated" or last["d"]["next_log"] != own[0]["log"]:
        yield "the one before does not end with its name"


def _before(journal: bytes) -> Optional[str]:
    told = _first(journal).get("d", {}).get("prev_log")
    return None if told is None else str(told["log"])


def _first(journal: bytes) -> Dict[str, Any]:
    try:
        told: Dict[str, Any] = json.loads(journal.split(b"\n", 1)[0])
    except ValueError:
        # Cut while it was begun: the line is judged where the lines are read.
        return {}
    return told
