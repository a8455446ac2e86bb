"""What is asked and told when a takeover is over."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Callable, Optional

import pytest

from agent.tariff import price_of
from agent.texts import Message
from agent.tray.access_presenter import AccessPresenter
from agent.tray.session_presenter import (
    SessionPresenter,
)
from tests.unit.pictures_of_state import MONDAY_TEN, PARIS_WINTER
from tests.unit.session_scenes import presenter_in
from tests.unit.terms_requests import BRAND

Translator = Callable[[str], Callable[[Message], str]]


@pytest.fixture
def french(translator: Translator) -> SessionPresenter:
    return presenter_in("fr", translator)


@pytest.fixture(params=["fr", "en"])
def presenter(request: pytest.FixtureRequest, translator: Translator) -> SessionPresenter:
    return presenter_in(request.param, translator)


def at(minutes: float) -> datetime:
    return MONDAY_TEN + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("started", "cost"),
    [
        (MONDAY_TEN, "Durée : 37\xa0min. Prix estimé : 50\xa0€ TTC. La facture fait foi."),
        (None, None),
    ],
)
def test_after_a_takeover_its_length_and_price_are_told(
    french: SessionPresenter, started: Optional[datetime], cost: Optional[str]
) -> None:
    sentences = french.ended(started, at(36.5)).sentences
    assert (cost in sentences) if cost else not any("Prix" in s for s in sentences)


@pytest.mark.parametrize(
    ("shuts", "says"),
    [
        (True, "Sans réponse, TeamViewer se ferme dans les 10 minutes."),
        (False, "Sans réponse, TeamViewer reste ouvert."),
    ],
)
def test_the_question_says_what_happens_without_an_answer(
    translator: Translator, shuts: bool, says: str
) -> None:
    brand, translate = BRAND, translator("fr")
    brand = replace(brand, access=replace(brand.access, shuts_after_takeover=shuts))
    access = AccessPresenter(brand, translate, PARIS_WINTER)
    view = SessionPresenter(brand, translate, access, price_of, PARIS_WINTER).ended(None, at(9))
    assert view.sentences[-1].replace("\xa0", " ") == says


def test_shut_is_only_said_of_what_was_found_shut(french: SessionPresenter) -> None:
    shut = french.closed_by_time(at(240), is_shut=True).sentences
    assert "Il est 14\xa0h. TeamViewer est fermé." in shut
    unsure = " ".join(french.closed_by_time(at(240), is_shut=False).sentences)
    assert "TeamViewer est fermé. " not in unsure.replace("vérifier que TeamViewer est fermé", "")
    assert "Cliquez sur « Arrêter l’accès »." in unsure
