"""Writes `tests/ENDURANCE.md` from what was measured; what was found is kept from page to page.

python -m tests.endurance.pages
"""

import json
import re
from pathlib import Path
from typing import Any, Dict, Iterable, List

from workshop.layout import ROOT, WORK

from tests.endurance.flatness import flatness

MEASURED = WORK / "endurance"
PAGE = ROOT / "tests" / "ENDURANCE.md"
FINDINGS = "## Findings"
_BROKE_OFF = "not counted: the run broke off"
Json = Dict[str, Any]

_HEAD = """# A simulated year, and the program at rest

Written by `python3 build/dev.py endurance` and `python3 build/dev.py rest`; only the findings at
the end are written by hand. Every figure was measured in the run that its section names.
"""
_SERIES = (
    ("handles", "handles"),
    ("threads", "threads"),
    ("windows", "windows, all of them"),
    ("private", "private memory, bytes"),
    ("resident", "resident memory, bytes"),
    ("descriptors", "descriptors in Linux"),
)
_ON_DISK = (
    ("files", "files in the data folder"),
    ("data_bytes", "bytes in the data folder"),
    ("journal_bytes", "bytes of the journal"),
    ("log_bytes", "bytes of the log"),
    ("receipts", "receipts of the desk"),
    ("blobs", "blobs"),
    ("temporary", "entries in the folders for temporary files"),
)
_AT_REST = (
    ("minutes", "minutes"),
    ("wake_ups", "wake-ups"),
    ("wake_ups_a_minute", "wake-ups a minute"),
    ("cpu_seconds", "seconds on a processor"),
    ("bytes_to_files_and_pipes", "bytes written, to files or pipes"),
    ("bytes_to_disk", "of these to a disk"),
    ("internet_sockets", "network sockets, at most"),
    ("threads", "threads"),
    ("descriptors_more", "descriptors more than at the start"),
    ("resident_mb", "resident MB"),
    ("private_mb", "private MB"),
    ("whole_prefix_cpu_seconds", "seconds of all Wine processes"),
)


def _table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> List[str]:
    heads = list(heads)
    body = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return ["| " + " | ".join(map(str, heads)) + " |", "|" + "---|" * len(heads), *body, ""]


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4g}"


def _about(told: Json) -> List[str]:
    return _table(("Where", ""), told["about"].items())


def _year(told: Json) -> List[str]:
    first = f"{told['days']} days of {told['days_planned']} were played"
    counts = sorted(told["counts"].items())
    return [
        f"## The year of seed {told['seed']}",
        "",
        f"{first}, in {told['seconds'] / 60:.0f} minutes.",
        "",
        *_about(told),
        "### What happened",
        "",
        *_table(("What", "Times"), [*counts, *sorted(told["final"].get("kinds", {}).items())]),
        "### What was looked for from outside, after each day",
        "",
        *_checks(told),
        "### Flat or not",
        "",
        "The program stayed up, day after day, in the stretch that the first table is about.",
        "",
        *_flat([f for f in told["figures"] if f["stretch"]], _SERIES),
        "On disk, over all days:",
        "",
        *_flat(told["figures"], _ON_DISK),
    ]


def _checks(told: Json) -> List[str]:
    final = told["final"]
    rows = [
        ("answers given, of which the program confirmed", _pair(final, "answers", "confirmed")),
        ("lines in the journal, and at the desk", _pair(final, "lines", "desk_lines")),
        ("rows of TeamViewer's list, each told once", final.get("rows", _BROKE_OFF)),
        ("deeds that could not be done to their end", len(told["disturbed"])),
        ("faults found", len(told["faults"])),
    ]
    faults = [f"- day {one['day']}: {one['what']}" for one in told["faults"]]
    disturbed = [
        f"- day {one['day']}, {one['deed']}, not done to its end: {_without_places(one['why'])}"
        for one in told["disturbed"]
    ]
    rest = [*faults, *disturbed]
    return [*_table(("What", "Number"), rows), *rest, *([""] if rest else [])]


def _without_places(why: str) -> str:
    return why.replace(str(ROOT), ".")[:160]


def _pair(final: Json, one: str, other: str) -> str:
    return f"{final[one]}, {final[other]}" if final else _BROKE_OFF


def _flat(figures: List[Json], series: Iterable[Any]) -> List[str]:
    rows = []
    for name, words in series:
        values = [figure[name] for figure in figures if name in figure]
        if values:
            flat = flatness(values)
            told = (flat.first, flat.median, flat.last, flat.slope)
            rows.append((words, len(values), *map(_number, told)))
    return _table(("What", "Days", "First", "Median", "Last", "Growth in a day"), rows)


def _rest(told: Json) -> List[str]:
    programs = told["programs"]
    rows = [(words, *(one[name] for one in programs)) for name, words in _AT_REST]
    rows.append(("calls in half a minute, by strace", *(one["traced"]["all"] for one in programs)))
    rows.append(("of these to the Internet", *(one["traced"]["internet"] for one in programs)))
    files = [("files written in the data folder", *(len(one["files_in_data"]) for one in programs))]
    return [
        "## At rest",
        "",
        *_about(told),
        *_table(("What", *(one["name"] for one in programs)), [*rows, *files]),
        *(f"- {line}" for line in _written_in_prefix(programs)),
        "",
    ]


def _written_in_prefix(programs: List[Json]) -> List[str]:
    return [
        f"{one['name']}: written in the prefix: {', '.join(one['files_in_prefix']) or 'nothing'}"
        for one in programs
    ]


def _page() -> str:
    return PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""


def _kept_findings() -> str:
    text = _page()
    found = text.find(FINDINGS)
    return text[found:] if found >= 0 else f"{FINDINGS}\n\nNone was written yet.\n"


def _kept_sections() -> Dict[str, str]:
    """What was measured before, here or elsewhere, by its heading."""
    measured = _page().partition(FINDINGS)[0]
    sections = re.split(r"^(?=## )", measured, flags=re.MULTILINE)[1:]
    return {one.splitlines()[0]: one.rstrip("\n") + "\n" for one in sections}


def write_page() -> None:
    """Write what was measured here into the page, in place of the same or beside the other."""
    sections = _kept_sections()
    rest = MEASURED / "rest.json"
    measured = [_year(_read(year)) for year in sorted(MEASURED.glob("year-*.json"))]
    measured += [_rest(_read(rest))] if rest.exists() else []
    sections.update({lines[0]: "\n".join(lines) for lines in measured})
    text = "\n".join([_HEAD, *sections.values()])
    PAGE.write_text(f"{text}\n{_kept_findings()}", encoding="utf-8")


def _read(file: Path) -> Json:
    told: Json = json.loads(file.read_text(encoding="utf-8"))
    return told


if __name__ == "__main__":
    write_page()
