"""How long to wait before TeamViewer's log is looked at unasked. Pure.

Windows tells of a longer file only when it is flushed, so what is cheap to ask is asked in between.
"""

from agent.connections import LiveState

OPEN_SECONDS = 1.0
IDLE_SECONDS = 2.0
# A program that does not run lets nobody in; to start and to be reached takes it longer than this.
ABSENT_SECONDS = 10.0


def seconds_to_next_look(state: LiveState, *, may_run: bool) -> float:
    """`may_run` is whether one of TeamViewer's programs runs, or whether that is not known."""
    if state is not LiveState.NONE:
        return OPEN_SECONDS
    return IDLE_SECONDS if may_run else ABSENT_SECONDS
