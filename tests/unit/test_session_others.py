"""Whoever connects beside another is told of in banner and page, and what to do about it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agent.connections import SessionPicture
from agent.tray.session_presenter import SessionPresenter, has_newcomer
from tests.unit.pictures_of_state import MONDAY_TEN
from tests.unit.session_scenes import (
    ALLOWED,
    INTRUDER,
    SOPHIE,
    TWO,
    Translator,
    presenter_in,
    seen,
)

LATER = MONDAY_TEN + timedelta(minutes=5)


@pytest.fixture(params=["fr", "en"])
def presenter(request: pytest.FixtureRequest, translator: Translator) -> SessionPresenter:
    return presenter_in(request.param, translator)


@pytest.fixture
def french(translator: Translator) -> SessionPresenter:
    return presenter_in("fr", translator)


def of_banner(one: SessionPresenter, picture: SessionPicture) -> str:
    view = one.banner(picture, LATER)
    assert view is not None
    return view.others


def test_whoever_comes_as_well_is_a_newcomer_once() -> None:
    assert has_newcomer(SOPHIE, TWO)
    assert not has_newcomer(TWO, TWO)
    assert not has_newcomer(TWO, SOPHIE)


def test_the_banner_says_who_else_is_there_and_what_to_do(presenter: SessionPresenter) -> None:
    assert of_banner(presenter, ALLOWED) == ""
    with_another = replace(ALLOWED, live=TWO)
    others = of_banner(presenter, with_another)
    stop = presenter.unexpected(seen(INTRUDER), LATER).stop.replace("'", "’")
    assert "987\xa0654\xa0321" in others
    assert stop in others
    assert presenter.banner_in_doubt(with_another, LATER).others == ""


def test_a_strangers_page_says_who_else_is_there_while_it_lasts(french: SessionPresenter) -> None:
    two = seen(replace(INTRUDER, live=TWO))
    known = "Une autre personne est aussi connectée."
    assert any(said.startswith(known) for said in french.unexpected(two, LATER).sentences)
    over = french.unexpected(two, LATER, is_over=True)
    assert not any(said.startswith(known) for said in over.sentences)
