"""What the window and the icon say, in both languages, from plain values."""

from dataclasses import replace
from typing import Callable

import pytest

from agent.brand import load_brand
from agent.paths import brand_folder
from agent.state import (
    Identity,
    IdentityState,
    LiveInstallation,
    Outcome,
    RequirementName,
)
from agent.texts import Message
from agent.tray.light import Light
from agent.tray.menu import MenuActions, menu_entries
from agent.tray.presenter import Presenter
from tests.unit.pictures_of_state import MONDAY_TEN, PARIS_WINTER, READY, snapshot
from tests.unit.terms_requests import BRAND

Translator = Callable[[str], Callable[[Message], str]]
SPEED = RequirementName.BROADBAND


@pytest.fixture(params=["fr", "en"])
def presenter(request: pytest.FixtureRequest, translator: Translator) -> Presenter:
    return Presenter(load_brand(brand_folder()), translator(request.param), PARIS_WINTER)


@pytest.fixture
def french(translator: Translator) -> Presenter:
    return Presenter(load_brand(brand_folder()), translator("fr"), PARIS_WINTER)


def test_a_ready_computer_shows_the_id_in_groups_and_nothing_to_do(french: Presenter) -> None:
    view = french.main_view(snapshot())
    assert (view.light, view.headline) == (Light.READY, "Votre ordinateur est prêt")
    assert (view.id_text, view.id_note) == ("1 234 567 890", "")
    assert view.teamviewer_action == "&Ouvrir TeamViewer"
    assert view.check_state == "Vérifié à 10\xa0h."


@pytest.mark.parametrize("state", [s for s in IdentityState if s is not IdentityState.READY])
def test_without_a_certain_id_none_is_shown_and_a_sentence_says_why(
    presenter: Presenter, state: IdentityState
) -> None:
    view = presenter.main_view(snapshot(Identity(state)))
    assert view.id_text == ""
    assert len(view.id_note) > 30
    assert view.light is not Light.READY


def test_installations_that_disagree_are_both_named(presenter: Presenter) -> None:
    both = (
        LiveInstallation("registry64", "15.64.5", r"C:\A"),
        LiveInstallation("registry32:Version9", "9.0.1", None),
    )
    note = presenter.main_view(snapshot(Identity(IdentityState.CONFLICT, conflicting=both))).id_note
    assert r"TeamViewer 15.64.5 (C:\A)" in note
    assert "TeamViewer 9.0.1" in note


def test_a_program_that_only_calls_itself_teamviewer_is_named(presenter: Presenter) -> None:
    stranger = r"C:\Users\u\Downloads\TeamViewer.exe"
    identity = Identity(IdentityState.ABSENT, strangers=(stranger,))
    assert stranger in presenter.main_view(snapshot(identity)).id_note


def test_a_missing_id_is_told_before_anything_else(french: Presenter) -> None:
    view = french.main_view(snapshot(Identity(IdentityState.WAITING)))
    assert view.headline == "Votre identifiant n’est pas connu"


def test_an_id_from_the_log_says_to_compare_it(french: Presenter) -> None:
    note = french.main_view(snapshot(replace(READY, source="log"))).id_note
    assert note.startswith("Comparez avec la fenêtre de TeamViewer.")


def test_what_is_being_measured_is_never_shown_as_good_or_bad(presenter: Presenter) -> None:
    picture = replace(snapshot(), pending=frozenset({SPEED}))
    view = presenter.main_view(picture)
    place = list(RequirementName).index(SPEED)
    assert view.findings[place].light is Light.WAITING
    assert view.findings[place].text == ""
    assert view.is_checking


@pytest.mark.parametrize(
    ("outcome", "light"),
    [
        (Outcome.MET, Light.READY),
        (Outcome.UNMET, Light.PROBLEM),
        (Outcome.UNKNOWN, Light.ATTENTION),
    ],
)
def test_every_finding_says_its_outcome_in_words(
    presenter: Presenter, outcome: Outcome, light: Light
) -> None:
    for line in presenter.main_view(snapshot(outcome=outcome)).findings:
        assert line.light is light
        assert line.state in line.heading


def test_the_icon_s_text_starts_with_the_id(french: Presenter) -> None:
    tip = french.tooltip(snapshot())
    assert tip == "Identifiant : 1 234 567 890\nVotre ordinateur est prêt"


def test_the_icon_s_text_fits_in_every_state(presenter: Presenter) -> None:
    for state in IdentityState:
        identity = replace(READY, id="999999999999") if state is IdentityState.READY else None
        for outcome in Outcome:
            shown = snapshot(identity or Identity(state), outcome)
            assert len(presenter.tooltip(shown)) <= 127


def test_the_price_and_the_numbers_are_the_shop_s(translator: Translator) -> None:
    view = Presenter(BRAND, translator("fr"), PARIS_WINTER).main_view(snapshot())
    assert view.price == (
        "Prix : 30 € TTC jusqu’à 30 minutes, puis 20 € par tranche de 30 minutes."
    )
    assert [phone.label for phone in view.phones] == ["04 67 70 38 44", "06 61 46 98 05"]
    assert view.phones[0].link == "tel:+33467703844"


def test_the_numbers_are_those_of_the_shop_that_is_built(french: Presenter) -> None:
    phones = load_brand(brand_folder()).contact.phones
    view = french.main_view(snapshot())
    assert [(phone.label, phone.link) for phone in view.phones] == [
        (phone.display, phone.link) for phone in phones
    ]


def test_a_price_with_cents_is_written_as_the_language_does(translator: Translator) -> None:
    brand = load_brand(brand_folder())
    odd = replace(brand, tariff=replace(brand.tariff, first_slice_cents=2950))
    assert "29,50 €" in Presenter(odd, translator("fr")).main_view(snapshot()).price
    assert "€29.50" in Presenter(odd, translator("en")).main_view(snapshot()).price


def test_before_a_check_the_window_says_that_nothing_was_checked(french: Presenter) -> None:
    view = french.main_view(snapshot(outcome=Outcome.UNKNOWN, measured_at=None))
    assert view.light is Light.UNCHECKED
    assert view.check_state == "La connexion n’a pas été vérifiée récemment."


def test_the_menu_s_first_line_is_what_a_click_does(french: Presenter) -> None:
    actions = MenuActions(*([lambda: None] * 5))
    entries = menu_entries(snapshot(), actions)
    assert [entry.is_default for entry in entries] == [True, False, False, False, False]
    assert entries[0].action is actions.open
    shown = french.text(entries[0].label.key, **dict(entries[0].label.values))
    assert shown == "Ouvrir (identifiant 1 234 567 890)"
    assert menu_entries(replace(snapshot(), pending=frozenset({SPEED})), actions)[1].label.key == (
        "menu.stop_check"
    )


def test_the_picture_is_taken_on_a_monday_at_ten() -> None:
    assert MONDAY_TEN.weekday() == 0
