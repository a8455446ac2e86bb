"""At rest the log is seldom asked; whoever is connected, or could be, is seen soon."""

import pytest

from agent.connections import LiveState
from agent.sessions.next_look import seconds_to_next_look


@pytest.mark.parametrize("state", [state for state in LiveState if state is not LiveState.NONE])
@pytest.mark.parametrize("may_run", [True, False])
def test_whatever_is_not_surely_nobody_is_looked_at_most_often(
    state: LiveState, *, may_run: bool
) -> None:
    idle = seconds_to_next_look(LiveState.NONE, may_run=True)
    assert seconds_to_next_look(state, may_run=may_run) < idle


def test_without_a_program_that_runs_there_is_less_to_ask() -> None:
    running = seconds_to_next_look(LiveState.NONE, may_run=True)
    assert seconds_to_next_look(LiveState.NONE, may_run=False) >= 5 * running
