"""The cutoff's result comes back as it was written, and nothing else passes for one."""

import json
from datetime import datetime, timedelta, timezone
from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.cutoff.result import Fault, Result
from agent.cutoff.result_json import MAX_BYTES, decode, encode
from agent.cutoff.words import Word
from agent.shutting.belief import Asked, Reading, answer_to
from agent.teamviewer.control.outcome import Left, Outcome, ServiceOutcome, Why
from agent.teamviewer.removal import LeftValue, Removal
from agent.texts import message
from agent.windows_facts import ABSENT, StartType, Unreadable

NOW = datetime(2030, 1, 31, 9, 5, 7, tzinfo=timezone.utc)
START = "0123456789abcdef" * 2
OUTCOME = Outcome(
    2150,
    (
        ServiceOutcome("TeamViewer", StartType.AUTOMATIC, StartType.DISABLED, running=False),
        ServiceOutcome("TeamViewer9", StartType.MANUAL, None, running=False),
    ),
    ("TeamViewer.exe",),
    troubles=(message("cut.record_refused"),),
)
LEFT = Outcome(7, left=(Left("C:\\Zoë\\TeamViewer.exe", Why.DENIED, "Windows error 5"),))
REMOVAL = Removal((("registry64", "Value"),), (LeftValue("registry32", "", "it came back"),))
RESULTS = (
    Result(Word.CUT, START, NOW, OUTCOME),
    Result(Word.CUT, START, NOW, LEFT),
    Result(Word.WITHDRAW, START, NOW, OUTCOME, Removal((("registry64", "Value"),))),
    Result(Word.WITHDRAW, START, NOW, OUTCOME, REMOVAL),
    Result(Word.WITHDRAW, START, NOW, Outcome(0), None, Fault.CRASHED),
    Result(None, START, NOW, Outcome(0), None, Fault.REFUSED),
)
GOOD = encode(RESULTS[0])


def changed(**changes: object) -> bytes:
    return json.dumps({**json.loads(GOOD), **changes}, indent=1).encode("ascii")


@pytest.mark.parametrize("result", RESULTS)
def test_a_result_comes_back_as_it_was_written(result: Result) -> None:
    assert decode(encode(result)) == result
    assert len(encode(result)) < MAX_BYTES


@pytest.mark.parametrize(
    ("result", "ok"), [*zip(RESULTS, (True, False, True, False, False, False))]
)
def test_ok_follows_from_what_was_left(result: Result, ok: bool) -> None:
    assert result.ok is ok
    assert json.loads(encode(result))["ok"] is ok


def test_a_withdrawal_that_says_nothing_of_values_is_not_ok() -> None:
    assert not Result(Word.WITHDRAW, START, NOW, OUTCOME).ok


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.value)
def test_what_failed_is_never_ok(fault: Fault) -> None:
    assert not Result(Word.CUT, START, NOW, Outcome(0), None, fault).ok


@pytest.mark.parametrize(
    "data",
    [
        b"",
        GOOD[:-1],
        GOOD + b" ",
        b"[" * 100_000,
        b"null",
        b"[]",
        b"\xff" + GOOD,
        GOOD.replace(b'"v": 1', b'"v": 1, "v": 1'),
        changed(more=1),
        changed(v=2),
        changed(ok=False),
        changed(word="restore"),
        changed(word=["cut"]),
        changed(start="../../x"),
        changed(start=7),
        changed(time="2030-01-31 09:05:07"),
        changed(time=None),
        changed(fault="none"),
        changed(fault="crashed"),
        changed(ms=-1),
        changed(ms=True),
        changed(ms=1e400),
        changed(services=[["TeamViewer", "boot", "disabled", False]]),
        changed(services=[["TeamViewer", "manual", "disabled", 0]]),
        changed(services=[["TeamViewer"]]),
        changed(services=None),
        changed(left=[["x", "fine", ""]]),
        changed(left=[["x", "denied", ""]]),
        changed(left="abc"),
        changed(troubles=["app.internal"]),
        changed(processes_ended=[1]),
        changed(processes_ended="abc"),
        changed(removed=[["a", "b", "c"]], values_left=[]),
        changed(removed=[]),
    ],
    ids=lambda data: data[:20].decode("ascii", "replace") + f"-{len(data)}",
)
def test_anything_else_is_not_a_result(data: bytes) -> None:
    assert isinstance(decode(data), Unreadable)


@given(st.binary(max_size=200), st.integers(0, len(GOOD)))
def test_no_bytes_break_the_reading(data: bytes, at: int) -> None:
    for tried in (data, GOOD[:at] + data + GOOD[at:]):
        result = decode(tried)
        assert isinstance(result, Unreadable) or encode(result) == tried


def answer(reading: Reading, before: Optional[str] = None, late: float = 0.0) -> Optional[Result]:
    asked = Asked(Word.CUT, NOW - timedelta(seconds=late), before)
    return answer_to(asked, reading, NOW + timedelta(seconds=5))


def test_the_answer_is_of_a_new_run_with_the_word_since_it_was_asked() -> None:
    assert answer(RESULTS[0]) == RESULTS[0]
    assert answer(RESULTS[0], before="f" * 32, late=0.9) == RESULTS[0]


def test_what_was_left_open_is_an_answer_too() -> None:
    assert answer(RESULTS[1]) == RESULTS[1]


@pytest.mark.parametrize("reading", [*RESULTS[2:], ABSENT, Unreadable("x")])
def test_another_word_a_crash_or_nothing_is_no_answer(reading: Reading) -> None:
    assert answer(reading) is None


def test_the_result_from_before_is_no_answer() -> None:
    assert answer(RESULTS[0], before=START) is None


def test_an_older_or_a_later_one_is_no_answer() -> None:
    assert answer(RESULTS[0], late=-1) is None
    assert answer_to(Asked(Word.CUT, NOW, None), RESULTS[0], NOW - timedelta(seconds=2)) is None
