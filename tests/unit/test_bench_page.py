"""`BENCHMARKS.md` tells what was measured, and the command's exit code what came of it."""

import json
from typing import Any, Dict, Optional

import pytest
from workshop import benching

from tests.bench import page as page_module
from tests.bench.machine import Machine
from tests.bench.page import page, rows_of
from tests.bench.registry import Bench, Where

MACHINE = Machine(2, "A processor", 8.0, "A system", "wine-8.0", 5.0)
BENCHES = (
    Bench("first", Where.NATIVE, "the first", "the bare first"),
    Bench("second", Where.DESK, "the second", "nothing"),
)


@pytest.fixture(autouse=True)
def two_benches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "BENCHES", BENCHES)


def line(name: str, ok: Optional[bool] = True) -> Dict[str, Any]:
    return {
        "name": name,
        "ours": 2.0,
        "baseline": 4.0,
        "ratio": 0.5,
        "budget": "≤ 1×",
        "ok": ok,
        "unit": "s",
        "runs": 3,
        "spread": {"ours": (1.5, 2.5), "baseline": (4.0, 4.0)},
    }


def test_a_row_says_what_was_measured_and_whether_the_budget_holds() -> None:
    text = page([line("first"), line("second", ok=False)], "", {}, MACHINE, "today abc")
    assert rows_of(text)["first"] == (
        "| `first` | 2 s (1.5–2.5) | 4 s (4–4) | 0.50× | ≤ 1× | yes | 3 | today abc |"
    )
    assert "| **no** |" in rows_of(text)["second"]


def test_what_was_not_measured_says_why() -> None:
    lost = benching.line_of("first", "", "Traceback\nNo | screen\n")
    text = page([lost], "", {}, MACHINE, "today abc")
    assert "**not measured**: No / screen" in rows_of(text)["first"]


def test_what_was_measured_before_stays_with_its_own_date() -> None:
    old = page([line("first"), line("second")], "", {}, MACHINE, "yesterday abc")
    new = page([line("second", ok=False)], old, {}, MACHINE, "today def")
    assert rows_of(new)["first"] == rows_of(old)["first"]
    assert "today def" in rows_of(new)["second"]


def test_a_benchmark_that_is_gone_leaves_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    old = page([line("first"), line("second")], "", {}, MACHINE, "yesterday abc")
    monkeypatch.setattr(page_module, "BENCHES", BENCHES[:1])
    assert set(rows_of(page([], old, {}, MACHINE, "today def"))) == {"first"}


def test_the_page_explains_each_figure_and_names_the_machine() -> None:
    text = page([line("first")], "", {"first": "Because."}, MACHINE, "today abc")
    assert "## first\nOurs: the first. Baseline: the bare first.\nBecause.\n" in text
    assert "2 cores (A processor), 8 GB of memory, A system, wine-8.0" in text
    assert "wanted a core in the last minutes: 5;" in text


def test_a_missed_budget_is_told_before_what_could_not_be_measured() -> None:
    kept, missed, unknown = line("a"), line("b", ok=False), line("c", ok=None)
    assert benching.exit_code([kept]) == 0
    assert benching.exit_code([kept, unknown]) == 3
    assert benching.exit_code([unknown, missed, kept]) == 1


def test_the_last_line_of_json_is_the_figure_whatever_else_was_printed() -> None:
    printed = f"hello\n{json.dumps(line('first'))}\n"
    assert benching.line_of("first", printed, "a warning") == {
        **line("first"),
        "spread": {"ours": [1.5, 2.5], "baseline": [4.0, 4.0]},
    }
