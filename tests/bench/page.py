"""`BENCHMARKS.md`: what was measured, on which machine, and why what misses its budget does.

Usage: python -m tests.bench.page DATE COMMIT WINE <the lines of JSON

Rows that were not measured this time stay as they are, with their own date. The notes are those
of `notes.toml`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import tomli

from tests.bench.machine import Machine, this_machine
from tests.bench.registry import BENCHES, Bench

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "BENCHMARKS.md"
NOTES = Path(__file__).with_name("notes.toml")

Line = Mapping[str, Any]

_HEAD = """# Benchmarks

Made by `python3 build/dev.py bench`: change `tests/bench`, not this file. Each figure of ours is
measured in turn with a baseline, on the same machine, and judged by the ratio of the medians; in
parentheses are the first and the third quartile. Only ratios carry over to another machine."""
_COLUMNS = ("Name", "Ours", "Baseline", "Ratio", "Budget", "Kept", "Runs", "Measured")
_VERDICTS = {True: "yes", False: "**no**", None: "**not measured**"}
_ROW = re.compile(r"\| `([\w-]+)` \|.*")


def page(
    lines: Sequence[Line], old: str, notes: Mapping[str, str], machine: Machine, measured: str
) -> str:
    """The whole page; `measured` says when and from which commit the new lines are."""
    rows = {**rows_of(old), **{line["name"]: _row(line, measured) for line in lines}}
    shown = [bench for bench in BENCHES if bench.name in rows]
    table = [_cells(_COLUMNS), _cells(["---"] * len(_COLUMNS)), *(rows[b.name] for b in shown)]
    return "\n".join((_HEAD, "", machine.text(), "", *table, "", *_explained(shown, notes)))


def rows_of(text: str) -> Dict[str, str]:
    """The rows of a page by the benchmark's name."""
    found = (_ROW.fullmatch(line) for line in text.splitlines())
    return {match.group(1): match.group() for match in found if match}


def _row(line: Line, measured: str) -> str:
    spread = line.get("spread") or {}
    unit = line.get("unit", "")
    return _cells(
        (
            f"`{line['name']}`",
            _value(line["ours"], spread.get("ours"), unit),
            _value(line["baseline"], spread.get("baseline"), unit),
            "—" if line["ratio"] is None else f"{line['ratio']:.2f}×",
            line["budget"] or "—",
            _verdict(line),
            str(line.get("runs", 0)),
            measured,
        )
    )


def _verdict(line: Line) -> str:
    why = f": {line['why']}" if line.get("why") else ""
    return _VERDICTS[line["ok"]] + why.replace("|", "/").replace("\n", " ")


def _value(median: Optional[float], spread: Optional[Tuple[float, float]], unit: str) -> str:
    if median is None:
        return "—"
    around = f" ({spread[0]:g}–{spread[1]:g})" if spread else ""
    return f"{median:g} {unit}{around}"


def _cells(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _explained(benches: Sequence[Bench], notes: Mapping[str, str]) -> List[str]:
    lines: List[str] = []
    for bench in benches:
        lines += [f"## {bench.name}", f"Ours: {bench.ours}. Baseline: {bench.baseline}."]
        lines += [notes[bench.name].strip()] if bench.name in notes else []
        lines.append("")
    return lines


def main(words: List[str]) -> int:
    """Write the page from standard input's lines."""
    date, commit, wine = words
    lines = [json.loads(line) for line in sys.stdin]
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    notes = tomli.loads(NOTES.read_text(encoding="utf-8"))
    text = page(lines, old, notes, this_machine(wine), f"{date} {commit}")
    PAGE.write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
