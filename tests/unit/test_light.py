"""The light is green only when everything is certain."""

import itertools

import pytest

from agent.state import Identity, IdentityState, Outcome
from agent.tray.light import Light, light_of
from tests.unit.pictures_of_state import MONDAY_TEN, READY, snapshot

STATES = tuple(IdentityState)


@pytest.mark.parametrize(
    ("state", "outcome", "measured"), itertools.product(STATES, Outcome, [True, False])
)
def test_only_a_certain_id_and_a_full_check_give_green(
    state: IdentityState, outcome: Outcome, *, measured: bool
) -> None:
    identity = READY if state is IdentityState.READY else Identity(state)
    light = light_of(snapshot(identity, outcome, MONDAY_TEN if measured else None))
    is_certain = state is IdentityState.READY and outcome is Outcome.MET and measured
    assert (light is Light.READY) == is_certain


def test_a_requirement_that_is_not_met_is_never_softened() -> None:
    for state in STATES:
        identity = READY if state is IdentityState.READY else Identity(state)
        assert light_of(snapshot(identity, Outcome.UNMET)) is Light.PROBLEM


def test_before_any_check_the_light_claims_nothing() -> None:
    assert light_of(snapshot(outcome=Outcome.UNKNOWN, measured_at=None)) is Light.UNCHECKED
