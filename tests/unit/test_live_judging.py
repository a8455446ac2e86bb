"""Log and programs together: nobody is said only where that is known."""

from dataclasses import replace
from typing import Optional

import pytest

from agent.connections import NOBODY, Live, LiveState, Peer
from agent.teamviewer.live.judging import (
    LogState,
    Running,
    judge,
    together,
    together_state,
)
from tests.unit.teamviewer_log import utc

SINCE = utc("2025-03-05 09:15:00")
CONNECTED = Live(LiveState.CONNECTED, "1234567890", "HELPDESK-01", SINCE)
ATTEMPT = Live(LiveState.ATTEMPT, None, None, SINCE)
UNKNOWN = Live()
READ, ABSENT, UNREADABLE = LogState.READ, LogState.ABSENT, LogState.UNREADABLE


@pytest.mark.parametrize("log", LogState)
@pytest.mark.parametrize("logged", [CONNECTED, ATTEMPT])
@pytest.mark.parametrize("session", [True, False, None])
def test_what_the_log_tells_of_a_running_teamviewer_stands(
    log: LogState, logged: Live, session: Optional[bool]
) -> None:
    assert judge(logged, log, Running(session, session is not None or None), SINCE) == logged


@pytest.mark.parametrize("log", LogState)
def test_a_session_s_program_is_at_least_an_attempt(log: LogState) -> None:
    assert judge(NOBODY, log, Running(True, True), SINCE) == ATTEMPT


@pytest.mark.parametrize("log", LogState)
@pytest.mark.parametrize("logged", [CONNECTED, ATTEMPT, NOBODY])
def test_where_no_teamviewer_runs_nobody_is_connected(log: LogState, logged: Live) -> None:
    assert judge(logged, log, Running(False, False), SINCE) == NOBODY


@pytest.mark.parametrize(
    ("log", "session", "expected"),
    [
        (READ, False, NOBODY),
        (READ, None, NOBODY),
        (ABSENT, False, NOBODY),
        (ABSENT, None, UNKNOWN),
        (UNREADABLE, False, UNKNOWN),
        (UNREADABLE, None, UNKNOWN),
    ],
)
def test_nobody_is_said_only_by_a_log_or_by_the_programs(
    log: LogState, session: Optional[bool], expected: Live
) -> None:
    running = Running(session, None if session is None else True)
    assert judge(NOBODY, log, running, SINCE) == expected


def test_several_logs_say_the_most_serious_and_the_earliest() -> None:
    later = Live(LiveState.CONNECTED, "222333444", None, utc("2025-03-05 09:20:00"))
    both = replace(CONNECTED, others=(Peer("222333444", None),))
    assert together([NOBODY, ATTEMPT, later, CONNECTED]) == both
    assert together([both, CONNECTED, later]) == both
    assert together([NOBODY, ATTEMPT]) == ATTEMPT
    assert together([]) == NOBODY


@pytest.mark.fault("log locked while watched")
def test_one_log_that_refuses_leaves_a_doubt() -> None:
    assert together_state([READ, ABSENT]) is READ
    assert together_state([READ, UNREADABLE]) is UNREADABLE
    assert together_state([]) is ABSENT
