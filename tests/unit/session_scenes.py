"""Connections as plain values."""

from dataclasses import replace
from datetime import timedelta
from typing import Callable

from agent.connections import Live, LiveState, Peer, SessionPicture, Standing
from agent.state import AccessPicture, AccessState, Snapshot
from agent.tariff import price_of
from agent.texts import Message, message
from agent.tray.access_presenter import AccessPresenter
from agent.tray.session_presenter import SessionPresenter
from tests.unit.pictures_of_state import MONDAY_TEN, PARIS_WINTER, snapshot
from tests.unit.terms_requests import BRAND

Translator = Callable[[str], Callable[[Message], str]]
NOBODY_ALLOWED = AccessPicture(AccessState.NONE)
UNREADABLE = AccessPicture(troubles=(message("access.unreadable"),))
NOT_READ_YET = AccessPicture()
SOPHIE = Live(LiveState.CONNECTED, "123456789", "Sophie", MONDAY_TEN)
TWO = replace(SOPHIE, others=(Peer("987654321", "Support Windows"),))
ATTEMPT = replace(SOPHIE, state=LiveState.ATTEMPT)
ALLOWED = SessionPicture(
    SOPHIE, Standing.EXPECTED, "a" * 22, "oneoff", MONDAY_TEN + timedelta(hours=4), MONDAY_TEN
)
INTRUDER = SessionPicture(SOPHIE, Standing.UNEXPECTED)


def seen(session: SessionPicture, access: AccessPicture = NOBODY_ALLOWED) -> Snapshot:
    """What is known with this connection."""
    return replace(snapshot(), session=session, access=access)


def presenter_in(language: str, translator: Translator) -> SessionPresenter:
    """The presenter of this shop's windows about connections."""
    brand, translate = BRAND, translator(language)
    access = AccessPresenter(brand, translate, PARIS_WINTER)
    return SessionPresenter(brand, translate, access, price_of, PARIS_WINTER)
