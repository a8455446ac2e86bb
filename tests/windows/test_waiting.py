"""The one thread that waits sleeps until something is due, and never spins."""

import sys
import threading
from typing import List

import pytest

from agent.win32.registry_watch import RegistryWatch
from agent.win32.waiting import (
    LONGEST_WAIT_SECONDS,
    PAUSE_WHEN_DUE_SECONDS,
    Waiting,
    milliseconds_to_wait,
)

assert sys.platform == "win32"

PATIENCE_SECONDS = 30.0


def test_it_sleeps_until_the_deadline() -> None:
    assert milliseconds_to_wait(12.5) == 12_500


@pytest.mark.parametrize("left", [None, LONGEST_WAIT_SECONDS + 1])
def test_a_far_deadline_is_looked_at_again_now_and_then(left: float) -> None:
    assert milliseconds_to_wait(left) == LONGEST_WAIT_SECONDS * 1000


def test_what_is_nearly_due_is_waited_for() -> None:
    assert milliseconds_to_wait(0.0001) == 1


@pytest.mark.parametrize("left", [0.0, -0.001, -3600.0])
def test_what_is_due_already_is_asked_for_once_a_second_until_it_is_done(left: float) -> None:
    assert milliseconds_to_wait(left) == PAUSE_WHEN_DUE_SECONDS * 1000


@pytest.mark.fault("error nobody foresaw")
def test_a_deadline_that_could_not_be_told_once_is_kept_all_the_same() -> None:
    failures = [ValueError("nobody foresaw this")]
    calls: List[int] = []
    is_due = threading.Event()

    def on_change() -> None:
        calls.append(1)
        if len(calls) > 1:
            is_due.set()

    def seconds_left() -> float:
        if failures:
            raise failures.pop()
        return 0.0

    waiting = Waiting(RegistryWatch(()), on_change, seconds_left)
    waiting.start()
    assert is_due.wait(PATIENCE_SECONDS)
    waiting.stop()
    assert not failures
