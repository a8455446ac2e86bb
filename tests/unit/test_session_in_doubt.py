"""A connection that can no longer be told of: not said to be over, nor to be there still."""

from pathlib import Path

import pytest

from agent.connections import Live, LiveState, Standing
from agent.tray.session_presenter import has_banner
from tests.unit.access_on_disk import Translator
from tests.unit.sessions import PEER
from tests.unit.test_session_ledger import Watched


@pytest.mark.fault("log locked while watched")
def test_while_the_log_is_locked_nobody_is_said_to_be_there_and_nothing_to_be_over(
    tmp_path: Path, translator: Translator
) -> None:
    room = Watched(tmp_path, translator)
    room.allow()
    before = room.connect()
    assert has_banner(before)
    there, room.live = room.live, Live()
    doubtful = room.look()
    assert doubtful.live.state is LiveState.UNKNOWN
    assert (doubtful.standing, doubtful.live.peer_id) == (Standing.EXPECTED, PEER)
    assert not has_banner(doubtful)
    assert room.sessions() == ["session.started"]
    room.live = there
    assert room.look() == before
    assert room.sessions() == ["session.started"]
