"""The journal read from outside, by code that shares nothing with the product. Pure.

What is checked: each line's own bytes, number, chain and signature; that every answer a person saw
confirmed is there once and in order, and none that he never gave; that nothing stays allowed after
a confirmed stop; that a row of TeamViewer's list is told of once.
"""

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Sequence, Tuple

from tests.endurance.ledger import NO, STOP, WITHDRAW, YES_LASTING, YES_ONCE, Answered
from tests.unit import ed25519

Line = Dict[str, Any]
_TAG = b"coupdemain/journal/v1\n"
_YES = {"oneoff": YES_ONCE, "permanent": YES_LASTING}
_OVER = ("consent.withdrawn", "consent.ended", "consent.invalidated")


def read_lines(data: bytes) -> Tuple[List[Line], List[str]]:
    """The journal's lines, and what is wrong with them."""
    if data and not data.endswith(b"\n"):
        return [], ["the last line has no end"]
    raw = data.split(b"\n")[:-1]
    lines = [json.loads(line) for line in raw]
    faults: List[str] = []
    key, before = _key_of(lines), "0" * 64
    for number, (line, bytes_of_it) in enumerate(zip(lines, raw)):
        faults += [f"line {number}: {why}" for why in _faults(line, bytes_of_it, number, before)]
        if not _is_signed(line, key):
            faults.append(f"line {number}: its signature is wrong")
        before = hashlib.sha256(bytes_of_it).hexdigest()
    return lines, faults


def _key_of(lines: Sequence[Line]) -> bytes:
    return base64.b64decode(lines[0]["d"]["pub"]) if lines else b""


def _canonical(line: Line) -> bytes:
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def _faults(line: Line, raw: bytes, number: int, before: str) -> Iterable[str]:
    if _canonical(line) != raw:
        yield "it is not canonical"
    if line["seq"] != number:
        yield f"its number is {line['seq']}"
    if line["prev"] != before:
        yield "it does not follow the one before"


def _is_signed(line: Line, key: bytes) -> bool:
    unsigned = {name: value for name, value in line.items() if name != "sig"}
    return _verified(key, _TAG + _canonical(unsigned), base64.b64decode(line["sig"]))


@lru_cache(maxsize=None)
def _verified(key: bytes, message: bytes, signature: bytes) -> bool:
    """The same line is looked at on each of the days that follow."""
    return ed25519.verify(key, message, signature)


def answers_in(lines: Sequence[Line]) -> List[str]:
    """What a person did, as the lines tell it: a stop is known by its cut, else by what it took."""
    told: List[str] = []
    is_withdrawing = False
    for line in lines:
        word = _told_by(line)
        if word == STOP and is_withdrawing:
            # The second line of the same stop, or the withdrawal of a second consent.
            is_withdrawing = line["type"] != "access.cut"
            continue
        if word:
            told.append(word)
            is_withdrawing = line["type"] == "consent.withdrawn"
    return told


def _told_by(line: Line) -> str:
    """What a person did, by this line alone; nothing when it tells of something else."""
    kind, data = line["type"], line["d"]
    if kind in ("consent.given", "consent.renewed"):
        return _YES[data["scope"]]
    if kind == "consent.refused":
        return NO
    is_stop = kind == "consent.withdrawn" or (kind == "access.cut" and data["by"] == "client")
    return STOP if is_stop else ""


def _word(answer: Answered) -> str:
    return STOP if answer.what == WITHDRAW else answer.what


def unmatched(told: Sequence[str], answers: Sequence[Answered]) -> List[str]:
    """Answers that were confirmed and are missing or doubled, and lines that nobody asked for.

    An answer that was interrupted may be there once or not at all.
    """
    reached = {0}
    for number, answer in enumerate(answers):
        here = {at + 1 for at in reached if at < len(told) and told[at] == _word(answer)}
        after = here | (set() if answer.is_confirmed else reached)
        if not after:
            rest = list(told[max(reached) :])
            return [f"answer {number} ({answer.what}, day {answer.day}) is not told: {rest[:4]}"]
        reached = after
    if len(told) in reached:
        return []
    return [f"told, and nobody asked for it: {list(told[max(reached) :])[:4]}"]


def left_open(lines: Sequence[Line]) -> List[str]:
    """Each consent has at most one withdrawal and one end, and none follows its withdrawal."""
    faults: List[str] = []
    over: Dict[str, List[str]] = {}
    for line in lines:
        if line["type"] in _OVER and "cid" in line:
            over.setdefault(line["cid"], []).append(line["type"])
    for cid, kinds in over.items():
        if len(kinds) != len(set(kinds)):
            faults.append(f"{cid} is over twice: {kinds}")
    return faults


def rows_told(lines: Sequence[Line]) -> List[Tuple[str, str]]:
    """Beginning and end of every session that the lines take from TeamViewer's list."""
    return [
        (line["d"]["started"][:19], line["d"]["ended"][:19])
        for line in lines
        if line["type"] in ("session.ended", "session.unexpected")
        and line["d"]["source"] == "list"
        and line["d"]["ended"]
    ]


def row_faults(lines: Sequence[Line], rows: Sequence[Tuple[str, str]]) -> List[str]:
    """Rows that are told of never or more than once, and told rows that never were."""
    told = rows_told(lines)
    missing = [
        f"a row is told {told.count(row)} times: {row}" for row in rows if told.count(row) != 1
    ]
    return missing + [f"a row that never was: {row}" for row in told if row not in rows]
