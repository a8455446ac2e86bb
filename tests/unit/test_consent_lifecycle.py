"""What may follow what for one consent: the pairs written here and no other."""

import itertools
from typing import Dict, Mapping, Tuple

import pytest

from agent.consent.event_data import EventType
from agent.consent.lifecycle import ALLOWING, FINAL, TRANSITIONS, State, Step, after, step_of

# One row a state, written out again: what is not here is refused.
TABLE: Mapping[State, Mapping[Step, State]] = {
    State.NONE: {
        Step.TERMS_SHOWN: State.ASKED,
        Step.SESSION_UNEXPECTED: State.NONE,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.ASKED: {
        Step.REFUSED: State.REFUSED,
        Step.DEFERRED: State.NONE,
        Step.BLOCKED: State.ASKED,
        Step.GIVEN_ONCE: State.READY,
        Step.GIVEN_PERMANENT: State.PERMANENT,
        Step.SESSION_UNEXPECTED: State.ASKED,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.REFUSED: {
        Step.SESSION_UNEXPECTED: State.REFUSED,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.READY: {
        Step.SESSION_STARTED: State.LIVE,
        Step.ENDED_UNUSED: State.ENDED,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.LIVE: {
        Step.SESSION_STARTED: State.LIVE,
        Step.SESSION_ENDED: State.LIVE,
        Step.ENDED_DISCONNECT: State.ENDED,
        Step.ENDED_TIME: State.ENDED,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.PERMANENT: {
        Step.SESSION_STARTED: State.PERMANENT,
        Step.SESSION_ENDED: State.PERMANENT,
        Step.PAUSED: State.PAUSED,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.PAUSED: {
        Step.TERMS_SHOWN: State.PAUSED,
        Step.BLOCKED: State.PAUSED,
        Step.RENEWED: State.PERMANENT,
        Step.ENDED_TIME: State.ENDED,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.SESSION_ENDED: State.PAUSED,
        Step.SESSION_UNEXPECTED: State.PAUSED,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.ENDED: {
        Step.SESSION_ENDED: State.ENDED,
        Step.SESSION_UNEXPECTED: State.ENDED,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.WITHDRAWN: {
        Step.SESSION_ENDED: State.WITHDRAWN,
        Step.SESSION_UNEXPECTED: State.WITHDRAWN,
        Step.INVALIDATED: State.INVALIDATED,
    },
    State.INVALIDATED: {
        Step.SESSION_ENDED: State.INVALIDATED,
        Step.SESSION_UNEXPECTED: State.INVALIDATED,
        Step.INVALIDATED: State.INVALIDATED,
    },
}
PAIRS = list(itertools.product(State, Step))
YES = (Step.GIVEN_ONCE, Step.GIVEN_PERMANENT, Step.RENEWED)


@pytest.mark.parametrize(("state", "step"), PAIRS)
def test_a_step_leads_where_the_table_says_or_is_refused(state: State, step: Step) -> None:
    assert after(state, step) is TABLE[state].get(step)


def test_the_table_has_every_state_and_nothing_beside() -> None:
    assert set(TABLE) == set(State)
    assert len(TRANSITIONS) == sum(len(row) for row in TABLE.values())


@pytest.mark.parametrize("state", State)
def test_only_a_yes_to_a_question_opens(state: State) -> None:
    opening = {
        (state, step) for step in Step if state not in ALLOWING and after(state, step) in ALLOWING
    }
    questions = {
        (State.ASKED, Step.GIVEN_ONCE),
        (State.ASKED, Step.GIVEN_PERMANENT),
        (State.PAUSED, Step.RENEWED),
    }
    assert opening == {pair for pair in questions if pair[0] is state}


def test_what_is_final_never_opens_again() -> None:
    reached = set(FINAL)
    for _ in State:
        reached |= {to for (state, _), to in TRANSITIONS.items() if state in reached}
    assert reached == FINAL
    assert not FINAL & ALLOWING


def test_whatever_allows_can_be_withdrawn() -> None:
    for state in ALLOWING | {State.PAUSED}:
        assert after(state, Step.WITHDRAWN) is State.WITHDRAWN


def test_no_yes_comes_out_of_nothing() -> None:
    assert [step for step in YES if after(State.NONE, step) is not None] == []


STEPS: Dict[Step, Tuple[EventType, Dict[str, object]]] = {
    Step.TERMS_SHOWN: (EventType.TERMS_SHOWN, {}),
    Step.REFUSED: (EventType.REFUSED, {}),
    Step.DEFERRED: (EventType.DEFERRED, {}),
    Step.BLOCKED: (EventType.BLOCKED, {}),
    Step.GIVEN_ONCE: (EventType.GIVEN, {"scope": "oneoff"}),
    Step.GIVEN_PERMANENT: (EventType.GIVEN, {"scope": "permanent"}),
    Step.RENEWED: (EventType.RENEWED, {"scope": "permanent"}),
    Step.SESSION_STARTED: (EventType.SESSION_STARTED, {}),
    Step.SESSION_ENDED: (EventType.SESSION_ENDED, {}),
    Step.SESSION_UNEXPECTED: (EventType.SESSION_UNEXPECTED, {}),
    Step.ENDED_DISCONNECT: (EventType.ENDED, {"why": "disconnect"}),
    Step.ENDED_TIME: (EventType.ENDED, {"why": "time"}),
    Step.ENDED_UNUSED: (EventType.ENDED, {"why": "unused"}),
    Step.PAUSED: (EventType.PAUSED, {}),
    Step.WITHDRAWN: (EventType.WITHDRAWN, {}),
    Step.INVALIDATED: (EventType.INVALIDATED, {}),
}


@pytest.mark.parametrize("step", Step)
def test_every_step_is_written_as_an_event(step: Step) -> None:
    kind, data = STEPS[step]
    assert step_of(kind, data) is step


@pytest.mark.parametrize("kind", [k for k in EventType if k not in {e for e, _ in STEPS.values()}])
def test_the_other_events_change_no_consent(kind: EventType) -> None:
    assert step_of(kind, {"scope": "oneoff", "why": "time"}) is None


@pytest.mark.parametrize("data", [{}, {"scope": "all", "why": "shop"}, {"scope": None}])
def test_an_event_that_does_not_say_which_step_it_is_is_none(data: Dict[str, object]) -> None:
    assert step_of(EventType.GIVEN, data) is None
    assert step_of(EventType.ENDED, data) is None
