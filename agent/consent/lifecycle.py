"""What may follow what for one consent: the table of states and events, as data.

Pure. A pair that is not in the table is refused. A session that goes on to its end, or comes back
within the minutes of grace, changes nothing; what is final stays final: a new yes is a new consent.
"""

import enum
from typing import Dict, FrozenSet, Mapping, Optional, Tuple

from agent.consent.event_data import EventType


class State(enum.Enum):
    """Where one consent stands."""

    NONE = "none"
    ASKED = "asked"
    REFUSED = "refused"
    READY = "ready"
    LIVE = "live"
    PERMANENT = "permanent"
    PAUSED = "paused"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"


class Step(enum.Enum):
    """What can happen to one consent: an event, told apart by what it was for or why it came."""

    TERMS_SHOWN = "terms_shown"
    REFUSED = "refused"
    DEFERRED = "deferred"
    BLOCKED = "blocked"
    GIVEN_ONCE = "given_once"
    GIVEN_PERMANENT = "given_permanent"
    RENEWED = "renewed"
    SESSION_STARTED = "session_started"
    SESSION_ENDED = "session_ended"
    SESSION_UNEXPECTED = "session_unexpected"
    ENDED_DISCONNECT = "ended_disconnect"
    ENDED_TIME = "ended_time"
    ENDED_UNUSED = "ended_unused"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    INVALIDATED = "invalidated"


ALLOWING: FrozenSet[State] = frozenset((State.READY, State.LIVE, State.PERMANENT))
"""The only states that allow access."""

FINAL: FrozenSet[State] = frozenset(
    (State.REFUSED, State.ENDED, State.WITHDRAWN, State.INVALIDATED)
)
"""The states after which there is never a yes again."""

_WAS_OPEN = (State.PAUSED, State.ENDED, State.WITHDRAWN, State.INVALIDATED)

_Table = Dict[Tuple[State, Step], State]

_ASKING: _Table = {
    (State.NONE, Step.TERMS_SHOWN): State.ASKED,
    (State.ASKED, Step.REFUSED): State.REFUSED,
    (State.ASKED, Step.DEFERRED): State.NONE,
    (State.ASKED, Step.BLOCKED): State.ASKED,
    (State.ASKED, Step.GIVEN_ONCE): State.READY,
    (State.ASKED, Step.GIVEN_PERMANENT): State.PERMANENT,
}
_ONE_TAKEOVER: _Table = {
    (State.READY, Step.SESSION_STARTED): State.LIVE,
    (State.READY, Step.ENDED_UNUSED): State.ENDED,
    (State.READY, Step.WITHDRAWN): State.WITHDRAWN,
    (State.LIVE, Step.SESSION_STARTED): State.LIVE,
    (State.LIVE, Step.SESSION_ENDED): State.LIVE,
    (State.LIVE, Step.ENDED_DISCONNECT): State.ENDED,
    (State.LIVE, Step.ENDED_TIME): State.ENDED,
    (State.LIVE, Step.WITHDRAWN): State.WITHDRAWN,
}
_LASTING_ACCESS: _Table = {
    (State.PERMANENT, Step.SESSION_STARTED): State.PERMANENT,
    (State.PERMANENT, Step.SESSION_ENDED): State.PERMANENT,
    (State.PERMANENT, Step.PAUSED): State.PAUSED,
    (State.PERMANENT, Step.WITHDRAWN): State.WITHDRAWN,
    (State.PAUSED, Step.TERMS_SHOWN): State.PAUSED,
    (State.PAUSED, Step.BLOCKED): State.PAUSED,
    (State.PAUSED, Step.RENEWED): State.PERMANENT,
    (State.PAUSED, Step.ENDED_TIME): State.ENDED,
    (State.PAUSED, Step.WITHDRAWN): State.WITHDRAWN,
}
_WHENEVER: _Table = {
    **{(state, Step.INVALIDATED): State.INVALIDATED for state in State},
    **{(state, Step.SESSION_UNEXPECTED): state for state in State if state not in ALLOWING},
    **{(state, Step.SESSION_ENDED): state for state in _WAS_OPEN},
}

TRANSITIONS: Mapping[Tuple[State, Step], State] = {
    **_ASKING,
    **_ONE_TAKEOVER,
    **_LASTING_ACCESS,
    **_WHENEVER,
}
"""Every pair that is allowed, and the state it leads to."""

_STEPS: Mapping[EventType, Step] = {
    EventType.TERMS_SHOWN: Step.TERMS_SHOWN,
    EventType.REFUSED: Step.REFUSED,
    EventType.DEFERRED: Step.DEFERRED,
    EventType.BLOCKED: Step.BLOCKED,
    EventType.RENEWED: Step.RENEWED,
    EventType.SESSION_STARTED: Step.SESSION_STARTED,
    EventType.SESSION_ENDED: Step.SESSION_ENDED,
    EventType.SESSION_UNEXPECTED: Step.SESSION_UNEXPECTED,
    EventType.PAUSED: Step.PAUSED,
    EventType.WITHDRAWN: Step.WITHDRAWN,
    EventType.INVALIDATED: Step.INVALIDATED,
}
_GIVEN = {"oneoff": Step.GIVEN_ONCE, "permanent": Step.GIVEN_PERMANENT}
_ENDED = {
    "disconnect": Step.ENDED_DISCONNECT,
    "time": Step.ENDED_TIME,
    "unused": Step.ENDED_UNUSED,
}


def step_of(kind: EventType, data: Mapping[str, object]) -> Optional[Step]:
    """The step an event is; None for one that changes no consent, or does not say which step."""
    if kind is EventType.GIVEN:
        return _GIVEN.get(str(data.get("scope")))
    if kind is EventType.ENDED:
        return _ENDED.get(str(data.get("why")))
    return _STEPS.get(kind)


def after(state: State, step: Step) -> Optional[State]:
    """The state that follows; None when the step is refused in this state."""
    return TRANSITIONS.get((state, step))
