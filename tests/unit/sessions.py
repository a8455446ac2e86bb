"""Connections, and what is allowed, as values for tests."""

from datetime import datetime, timedelta, timezone
from typing import Optional

from agent.connections import ListedConnection, Live, LiveState, SeenSession
from agent.state import AccessPicture, AccessState, Authorisation

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
PEER = "1234567890"
NAME = "HELPDESK-01"
CID = "2b9c1f0e-6f0a-4b57-9a53-0d5a5e1c7c11"


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minutes)


def attempt(since: Optional[float] = 5) -> Live:
    """Somebody tries, or is in."""
    return Live(LiveState.ATTEMPT, None, None, None if since is None else at(since))


def connected(since: float = 5, peer: str = PEER) -> Live:
    """Somebody is in."""
    return Live(LiveState.CONNECTED, peer, NAME, at(since))


def seen(started: float, ended: float, peer: Optional[str] = PEER) -> SeenSession:
    """A connection that the log tells whole."""
    return SeenSession(peer, NAME, at(started), at(ended))


def row(started: float, ended: float, session: str = "a", peer: str = PEER) -> ListedConnection:
    """A row of TeamViewer's list."""
    text = f"{peer}\t{NAME}\t{started}\t{ended}\tjosette\tRemoteControl\t{{{session}}}"
    return ListedConnection(
        peer, NAME, at(started), at(ended), "josette", "RemoteControl", f"{{{session}}}", text
    )


def allowed(scope: str = "oneoff", ends: float = 240) -> AccessPicture:
    """One authorisation stands."""
    state = AccessState.READY if scope == "oneoff" else AccessState.PERMANENT
    one = Authorisation(CID, scope, state.value, at(0), at(ends))
    return AccessPicture(state, one, (one,))


NOTHING_ALLOWED = AccessPicture(AccessState.NONE)
