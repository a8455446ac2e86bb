#!/usr/bin/env python3
"""Write `tests/FAULTS.md`: each fault, the tests that have it, what the client sees.

Usage: .dev/native/bin/python build/faults.py

The faults are those of `tests/faults.toml`; the tests say themselves which ones they have
(`@pytest.mark.fault`), and the client's sentences come from the French translation.
"""

import ast
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Tuple

import tomli
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
TABLE = TESTS / "FAULTS.md"
FRENCH = ROOT / "agent" / "translations" / "fr"
HEAD = """# Faults: who tests them, and what the client sees

Made by `build/faults.py` from `faults.toml` and the marks of the tests: change those, not this
file. Places are below `tests/`; those in `manual/` are scripts for a person, no tests."""

Tests = Mapping[str, List[str]]


@dataclass(frozen=True)
class Fault:
    """Something that can go wrong, what the client sees of it, and why no test has it, if so."""

    name: str
    area: str
    seen: str
    words: Tuple[str, ...] = ()
    manual: str = ""
    open: str = ""


def known_faults() -> Tuple[Fault, ...]:
    """The faults of `faults.toml`. Raises TypeError for a key that it may not have."""
    areas = tomli.loads((TESTS / "faults.toml").read_text(encoding="utf-8"))["area"]
    return tuple(_fault(area["name"], fault) for area in areas for fault in area["fault"])


def _fault(area: str, fields: Dict[str, object]) -> Fault:
    words = tuple(str(key) for key in _list(fields.pop("words", [])))
    return Fault(area=area, words=words, **{key: str(text) for key, text in fields.items()})


def _list(value: object) -> List[object]:
    return value if isinstance(value, list) else [value]


def marked_tests() -> Tests:
    """Which tests are marked with each fault, as `folder/file::name`, read without running them."""
    found: Dict[str, List[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                place = f"{file.relative_to(TESTS).as_posix()}::{function.name}"
                for fault in _marks(function.decorator_list):
                    found[fault].append(place)
    return found


def _marks(decorators: List[ast.expr]) -> Iterator[str]:
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "attr", "") == "fault":
            yield from (str(ast.literal_eval(name)) for name in decorator.args)


def french() -> Dict[str, str]:
    """Every sentence of the French translation by its key."""
    sentences: Dict[str, str] = {}
    for path in sorted(FRENCH.glob("*.po")):
        with path.open("rb") as file:
            sentences.update(
                {str(m.id): str(m.string).replace("&", "") for m in read_po(file) if m.id}
            )
    return sentences


def table() -> str:
    """The whole of `FAULTS.md`. Raises KeyError for a sentence that is not there."""
    tests, sentences, lines = marked_tests(), french(), [HEAD]
    area = ""
    for fault in known_faults():
        if fault.area != area:
            area = fault.area
            lines += ["", f"## {area}", "", "| Fault | Tests | The client sees |", "|---|---|---|"]
        told = "".join(f"<br>*{sentences[key]}*" for key in fault.words)
        lines.append(f"| {fault.name} | {_who(fault, tests)} | {fault.seen}{told} |")
    return "\n".join(lines) + "\n"


def _who(fault: Fault, tests: Tests) -> str:
    cells = [f"`{test}`" for test in tests.get(fault.name, [])]
    cells += [f"`manual/{fault.manual}`"] if fault.manual else []
    cells += [f"**not covered**: {fault.open}"] if fault.open else []
    return "<br>".join(cells)


def main() -> int:
    """Write the table."""
    TABLE.write_bytes(table().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
