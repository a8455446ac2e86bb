"""Before the program goes, access ends; software that nobody may use is left as it is."""

import pytest

from agent.connections import LiveState
from agent.setting_up.leaving import must_shut
from agent.state import AccessPicture, AccessState
from agent.texts import message

NOTHING_ALLOWED = AccessPicture(AccessState.NONE)


def test_nothing_allowed_and_nobody_there_leaves_teamviewer_alone() -> None:
    assert not must_shut(NOTHING_ALLOWED, LiveState.NONE)


@pytest.mark.parametrize("state", [state for state in AccessState if state is not AccessState.NONE])
def test_whatever_is_or_may_be_allowed_is_shut(state: AccessState) -> None:
    assert must_shut(AccessPicture(state), LiveState.NONE)


@pytest.mark.fault("uninstallation during a session")
@pytest.mark.parametrize("live", [live for live in LiveState if live is not LiveState.NONE])
def test_whoever_is_or_may_be_connected_is_shut_out(live: LiveState) -> None:
    assert must_shut(NOTHING_ALLOWED, live)


def test_a_journal_that_cannot_be_read_counts_as_open() -> None:
    hidden = AccessPicture(AccessState.NONE, troubles=(message("access.unreadable"),))
    assert must_shut(hidden, LiveState.NONE)
