"""Connections as plain values."""

from dataclasses import replace
from datetime import timedelta

from agent.connections import Live, LiveState, SessionPicture, Standing
from agent.state import AccessPicture, AccessState, Snapshot
from agent.texts import message
from tests.unit.pictures_of_state import MONDAY_TEN, snapshot

NOBODY_ALLOWED = AccessPicture(AccessState.NONE)
UNREADABLE = AccessPicture(troubles=(message("access.unreadable"),))
NOT_READ_YET = AccessPicture()
SOPHIE = Live(LiveState.CONNECTED, "123456789", "Sophie", MONDAY_TEN)
ATTEMPT = replace(SOPHIE, state=LiveState.ATTEMPT)
ALLOWED = SessionPicture(
    SOPHIE, Standing.EXPECTED, "a" * 22, "oneoff", MONDAY_TEN + timedelta(hours=4), MONDAY_TEN
)
INTRUDER = SessionPicture(SOPHIE, Standing.UNEXPECTED)


def seen(session: SessionPicture, access: AccessPicture = NOBODY_ALLOWED) -> Snapshot:
    """What is known with this connection."""
    return replace(snapshot(), session=session, access=access)
