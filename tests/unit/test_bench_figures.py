"""A figure's verdict is the budget's, to the letter, and a slow moment decides nothing."""

from typing import Tuple

import pytest

from tests.bench.figures import (
    Budget,
    Figure,
    at_most,
    spread,
    times_at_least,
    times_at_most,
    unmeasured,
)
from tests.bench.interleaved import interleave


def figure(budget: Budget, ours: Tuple[float, ...], baseline: Tuple[float, ...] = ()) -> Figure:
    return Figure("thing", "s", ours, baseline, budget)


@pytest.mark.parametrize(
    ("budget", "ours", "ok"),
    [
        (times_at_most(1.25), 2.5, True),
        (times_at_most(1.25), 2.51, False),
        (times_at_most(1.2, extra=0.5), 2.9, True),
        (times_at_most(1.2, extra=0.5), 2.91, False),
        (times_at_least(0.7), 1.4, True),
        (times_at_least(0.7), 1.39, False),
    ],
)
def test_a_multiple_of_a_baseline_of_two(budget: Budget, ours: float, ok: bool) -> None:
    assert figure(budget, (ours,), (2.0,)).ok is ok


@pytest.mark.parametrize(("ours", "ok"), [(50.0, True), (50.1, False)])
def test_a_number_by_itself_needs_no_baseline(ours: float, ok: bool) -> None:
    measured = figure(at_most(50), (ours,))
    assert measured.ok is ok
    assert measured.ratio is None
    assert measured.line()["baseline"] is None


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="too little"):
        figure(at_most(1), ())
    with pytest.raises(ValueError, match="too little"):
        figure(times_at_most(1), (1.0,))


def test_one_slow_moment_changes_no_verdict() -> None:
    assert figure(times_at_most(1), (1.0, 1.0, 90.0), (1.0, 1.0, 1.0)).ok


def test_a_baseline_of_nothing_has_no_ratio_and_still_a_verdict() -> None:
    measured = figure(times_at_most(1, extra=0.1), (0.05,), (0.0,))
    assert measured.ratio is None
    assert measured.ok


def test_a_line_says_all_that_the_contract_asks_for() -> None:
    line = figure(times_at_most(1.2, 0.5), (1.0, 2.0, 3.0), (4.0, 4.0, 4.0)).line()
    assert {name: line[name] for name in ("name", "ours", "baseline", "ratio", "budget", "ok")} == {
        "name": "thing",
        "ours": 2.0,
        "baseline": 4.0,
        "ratio": 0.5,
        "budget": "≤ 1.2× + 0.5 s",
        "ok": True,
    }
    assert (line["runs"], line["spread"]) == (3, {"ours": (1.5, 2.5), "baseline": (4.0, 4.0)})


def test_a_budget_by_itself_is_told_in_its_unit() -> None:
    assert at_most(18).text("MB") == "≤ 18 MB"


def test_what_was_not_measured_is_neither_kept_nor_missed() -> None:
    line = unmeasured("thing", "no Wine")
    assert (line["ok"], line["ours"], line["why"]) == (None, None, "no Wine")


def test_the_spread_is_between_the_quartiles() -> None:
    assert spread((1.0, 2.0, 3.0, 4.0, 5.0)) == (2.0, 4.0)
    assert spread((1.0,)) == (1.0, 1.0)
    assert spread(()) is None


def test_both_are_measured_in_turn_after_a_time_that_does_not_count() -> None:
    order = ""

    def take(letter: str) -> float:
        nonlocal order
        order += letter
        return float(len(order))

    ours, baseline = interleave(lambda: take("a"), lambda: take("b"), runs=3)
    assert order == "ab" + "abbaab"
    assert (ours, baseline) == ((3.0, 6.0, 7.0), (4.0, 5.0, 8.0))
