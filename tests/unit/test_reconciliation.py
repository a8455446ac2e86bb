"""What stands open against what was allowed and cut: what the client reads, and the one button."""

import itertools
from dataclasses import replace
from typing import Optional, Tuple

import pytest

from agent.doors import Door, DoorName, Doors
from agent.reconciliation import NextStep, Reconciliation, Standing, reconcile
from agent.state import OPEN_STATES, AccessPicture, AccessState
from agent.texts import message
from tests.unit.sessions import allowed

NONE, PERMANENT = AccessPicture(AccessState.NONE), AccessPicture(AccessState.PERMANENT)
STATES = (True, False, None)


def doors(
    *,
    runs: Optional[bool] = False,
    secret: Optional[bool] = False,
    easy: Optional[bool] = False,
    logon: Optional[bool] = False,
    starts: Optional[bool] = False,
) -> Doors:
    states = {
        DoorName.TEAMVIEWER_RUNNING: runs,
        DoorName.PERMANENT_PASSWORD: secret,
        DoorName.EASY_ACCESS: easy,
        DoorName.WINDOWS_LOGON: logon,
        DoorName.STARTS_WITH_WINDOWS: starts,
    }
    return Doors(tuple(Door(name, state, message("x.y")) for name, state in states.items()))


def told(
    found: Doors,
    access: AccessPicture = NONE,
    *,
    cut: Optional[bool] = False,
    removed: bool = False,
) -> Tuple[Tuple[str, ...], Optional[NextStep], bool]:
    """The sentences, the one button, and whether it is an alarm."""
    answer: Reconciliation = reconcile(Standing(found, access, cut, removed))
    keys = tuple(one.key.replace("reconcile.", "") for one in answer.sentences)
    return keys, answer.step, answer.is_alarm


@pytest.mark.parametrize("access", [NONE, AccessPicture(AccessState.READY)])
@pytest.mark.parametrize("cut", [True, False])
def test_nothing_is_said_when_all_agrees(access: AccessPicture, cut: bool) -> None:
    assert told(doors(), access, cut=cut) == ((), None, False)


def test_a_permanent_password_with_permanent_consent_is_as_it_should_be() -> None:
    assert told(doors(secret=True, runs=True, starts=True), PERMANENT) == ((), None, False)


def test_a_takeover_beside_permanent_consent_takes_nothing_from_it() -> None:
    visit = allowed("oneoff")
    lasting = allowed("permanent")
    both = replace(visit, authorisations=(*visit.authorisations, *lasting.authorisations))
    everything = doors(secret=True, easy=True, logon=True)
    assert told(everything, both) == told(everything, lasting) == ((), None, False)
    assert told(doors(), both) == told(doors(), lasting)


def test_running_without_a_cut_is_no_difference() -> None:
    assert told(doors(runs=True, starts=True)) == ((), None, False)


WITHOUT = [state for state in AccessState if state is not AccessState.PERMANENT]


@pytest.mark.parametrize("state", WITHOUT)
def test_a_permanent_password_without_permanent_consent_is_to_be_withdrawn(
    state: AccessState,
) -> None:
    keys, step, alarm = told(doors(secret=True), AccessPicture(state))
    is_unknown = state is AccessState.UNKNOWN
    assert keys == ("secret_perhaps_unwanted" if is_unknown else "secret_unwanted",)
    assert (step, alarm) == (NextStep.WITHDRAW, False)


@pytest.mark.parametrize("state", WITHOUT)
def test_a_password_that_came_back_is_an_alarm(state: AccessState) -> None:
    answer = told(doors(secret=True), AccessPicture(state), removed=True)
    assert answer == (("secret_came_back",), NextStep.WITHDRAW, True)


@pytest.mark.parametrize("removed", [True, False])
def test_a_password_that_cannot_be_looked_for_is_not_taken_for_none(removed: bool) -> None:
    expected = (("secret_unknown",), NextStep.LOOK_AGAIN, False)
    assert told(doors(secret=None), removed=removed) == expected


@pytest.mark.parametrize(
    ("runs", "starts", "keys", "alarm"),
    [
        (True, False, ("runs_again",), True),
        (False, True, ("starts_again",), True),
        (True, True, ("runs_again", "starts_again"), True),
        (True, None, ("runs_again",), True),
        (None, True, ("starts_again",), True),
        (None, False, ("cut_unsure",), False),
        (False, None, ("cut_unsure",), False),
        (None, None, ("cut_unsure",), False),
    ],
)
@pytest.mark.parametrize("access", [NONE, PERMANENT])
def test_after_a_cut_what_is_back_is_cut_again(
    runs: Optional[bool],
    starts: Optional[bool],
    keys: Tuple[str, ...],
    alarm: bool,
    access: AccessPicture,
) -> None:
    found = doors(runs=runs, starts=starts)
    assert told(found, access, cut=True) == (keys, NextStep.CUT, alarm)


def test_without_knowing_of_a_cut_what_runs_is_offered_to_be_cut() -> None:
    assert told(doors(), cut=None) == ((), None, False)
    for found in (doors(runs=True), doors(starts=None)):
        assert told(found, cut=None) == (("cut_unknown",), NextStep.CUT, False)


@pytest.mark.parametrize(("easy", "logon"), [(True, False), (False, True), (True, True)])
def test_accounts_without_consent_are_shown_with_how_to_shut_them(easy: bool, logon: bool) -> None:
    wanted = (("easy_access",) if easy else ()) + (("windows_logon",) if logon else ())
    assert told(doors(easy=easy, logon=logon)) == (wanted, NextStep.SHOW_DOORS, False)


def test_permanent_consent_that_nothing_serves_can_be_stopped() -> None:
    assert told(doors(), PERMANENT) == (("permission_unused",), NextStep.STOP_ACCESS, False)
    for found in (doors(secret=True), doors(secret=None), doors(easy=True), doors(logon=None)):
        assert told(found, PERMANENT) == ((), None, False)
    assert told(doors(), PERMANENT, cut=True) == ((), None, False)


def test_of_several_differences_the_button_is_the_most_urgent_one() -> None:
    everything = doors(secret=True, easy=True, runs=True, starts=True)
    keys, step, alarm = told(everything, cut=True, removed=True)
    assert keys == ("secret_came_back", "runs_again", "starts_again", "easy_access")
    assert (step, alarm) == (NextStep.WITHDRAW, True)
    assert told(doors(secret=None, runs=True), cut=True)[1] is NextStep.CUT


@pytest.mark.parametrize("state", list(AccessState))
def test_in_every_state_an_open_password_without_consent_has_a_button(state: AccessState) -> None:
    for runs, easy, starts, cut in itertools.product(STATES, STATES, STATES, STATES):
        found = doors(runs=runs, easy=easy, starts=starts, secret=True)
        step = reconcile(Standing(found, AccessPicture(state), cut)).step
        assert (step is NextStep.WITHDRAW) == (state is not AccessState.PERMANENT)
        if step is None:
            assert state in OPEN_STATES
