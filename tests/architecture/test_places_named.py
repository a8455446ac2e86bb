"""What a document says a test shows, a test of that name stands for."""

import ast
import re
from functools import lru_cache
from pathlib import Path
from typing import FrozenSet, List

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
STARTS_AND_STOPS = (ROOT / "STARTSTOP.md").read_text(encoding="utf-8")
ROWS = [line for line in STARTS_AND_STOPS.splitlines() if re.match(r"\| (?!How)[^|]", line)]
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
SCRIPT = re.compile(r"`(manual/\w+\.md)`")


@lru_cache(maxsize=None)
def names_in(file: str) -> FrozenSet[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def missing(text: str) -> List[str]:
    tests = [f"{file}::{name}" for file, name in TEST.findall(text) if name not in names_in(file)]
    return tests + [script for script in SCRIPT.findall(text) if not (TESTS / script).is_file()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_each_way_to_start_or_end_names_what_shows_it(row: str) -> None:
    assert TEST.search(row) or SCRIPT.search(row) or "**Not shown**" in row
    assert missing(row) == []


def test_a_name_that_is_not_there_is_found_missing() -> None:
    assert missing("`architecture/test_places_named.py::test_nothing` `manual/none.md`") == [
        "architecture/test_places_named.py::test_nothing",
        "manual/none.md",
    ]
