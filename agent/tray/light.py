"""The traffic light: one word for everything that is known. Pure."""

import enum

from agent.state import IdentityState, Outcome, Snapshot


class Light(enum.Enum):
    """What the icon and the head of the window show."""

    READY = "ready"
    ATTENTION = "attention"
    PROBLEM = "problem"
    UNCHECKED = "unchecked"
    WAITING = "waiting"  # of one line only, while its answer is being measured


def light_of(snapshot: Snapshot) -> Light:
    """READY only when there is a certain ID and every requirement was measured and met."""
    identity, check = snapshot.identity.state, snapshot.check.outcome
    if identity is IdentityState.ABSENT or check is Outcome.UNMET:
        return Light.PROBLEM
    if identity is not IdentityState.READY:
        return Light.ATTENTION
    if snapshot.measured_at is None:
        return Light.UNCHECKED
    return Light.READY if check is Outcome.MET else Light.ATTENTION
