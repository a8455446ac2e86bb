"""What is said of a connection while it lasts and when it is over."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Callable

import pytest

from agent.connections import Live, LiveState, SessionPicture, Standing
from agent.state import AccessPicture, Snapshot
from agent.texts import Message
from agent.tray.session_presenter import (
    SessionPresenter,
    has_banner,
    is_alarming,
    is_same_session,
)
from agent.tray.session_views import BannerView
from tests.unit.pictures_of_state import MONDAY_TEN
from tests.unit.session_scenes import (
    ALLOWED,
    ATTEMPT,
    INTRUDER,
    NOBODY_ALLOWED,
    NOT_READ_YET,
    SOPHIE,
    UNREADABLE,
    presenter_in,
    seen,
)

Translator = Callable[[str], Callable[[Message], str]]
NOBODY = Live(LiveState.NONE)
NO_NAME = replace(SOPHIE, peer_name=None)
STRANGER = replace(SOPHIE, peer_name=None, peer_id=None)
ALLOWING = ("est autorisé", "est permis", "vous avez autorisé", "you allowed", "is allowed.")


@pytest.fixture
def french(translator: Translator) -> SessionPresenter:
    return presenter_in("fr", translator)


@pytest.fixture(params=["fr", "en"])
def presenter(request: pytest.FixtureRequest, translator: Translator) -> SessionPresenter:
    return presenter_in(request.param, translator)


def at(minutes: float) -> datetime:
    return MONDAY_TEN + timedelta(minutes=minutes)


def banner(one: SessionPresenter, picture: SessionPicture, minutes: float = 5) -> BannerView:
    view = one.banner(picture, at(minutes))
    assert view is not None
    return view


def test_the_banner_says_who_since_when_until_when_and_what_it_costs(
    french: SessionPresenter,
) -> None:
    view = banner(french, ALLOWED)
    assert view.who == "« Sophie » (identifiant\xa0123\xa0456\xa0789) est sur votre ordinateur."
    assert view.times == "Depuis 10\xa0h, jusqu’à 14\xa0h au plus tard."
    assert view.price == (
        "Prix estimé : 30\xa0€ jusqu’à 10\xa0h\xa030, puis 50\xa0€. La facture fait foi."
    )
    assert (view.detail, view.warning) == ("", "")
    assert view.short in view.who


@pytest.mark.parametrize(
    ("minutes", "price"),
    [
        (0, "30\xa0€ jusqu’à 10\xa0h\xa030, puis 50\xa0€"),
        (30, "30\xa0€ jusqu’à 10\xa0h\xa030, puis 50\xa0€"),
        (30.1, "50\xa0€ jusqu’à 11\xa0h, puis 70\xa0€"),
        (95, "90\xa0€ jusqu’à 12\xa0h, puis 110\xa0€"),
        (-60, "30\xa0€ jusqu’à 10\xa0h\xa030, puis 50\xa0€"),
    ],
)
def test_the_price_names_its_next_step(
    french: SessionPresenter, minutes: float, price: str
) -> None:
    assert price in banner(french, ALLOWED, minutes).price


def test_after_a_short_interruption_the_price_goes_on(french: SessionPresenter) -> None:
    again = replace(ALLOWED, live=replace(SOPHIE, since=at(28)))
    view = banner(french, again, 32)
    assert view.times.startswith("Depuis 10\xa0h\xa028")
    assert "50\xa0€ jusqu’à 11\xa0h" in view.price


def test_a_lasting_access_has_no_end_and_is_called_so(french: SessionPresenter) -> None:
    lasting = replace(ALLOWED, scope="permanent", until=None)
    view = banner(french, lasting)
    assert view.times == "Depuis 10\xa0h, avec votre accès permanent."
    assert view.warning == ""


def test_an_attempt_is_not_called_a_connection_and_costs_nothing(
    french: SessionPresenter,
) -> None:
    view = banner(french, replace(ALLOWED, live=ATTEMPT))
    assert view.who == view.short == "Quelqu’un se connecte, ou est déjà connecté."
    assert view.detail.startswith("TeamViewer indique : « Sophie »")
    assert view.price == ""


@pytest.mark.parametrize(
    ("live", "who"),
    [
        (NO_NAME, "Quelqu’un (identifiant\xa0123\xa0456\xa0789) est sur votre ordinateur."),
        (STRANGER, "Quelqu’un est sur votre ordinateur."),
    ],
)
def test_whoever_is_not_named_is_somebody(french: SessionPresenter, live: Live, who: str) -> None:
    assert banner(french, replace(ALLOWED, live=live)).who == who


def test_what_is_not_known_is_left_out(french: SessionPresenter) -> None:
    bare = SessionPicture(replace(STRANGER, since=None), Standing.EXPECTED, scope="oneoff")
    view = banner(french, bare)
    assert (view.times, view.price, view.detail) == ("", "", "")


@pytest.mark.parametrize(
    ("minutes", "warning"),
    [
        (229.9, ""),
        (230, "L’accès se ferme dans 10 minutes."),
        (232.5, "L’accès se ferme dans 8 minutes."),
        (239.5, "L’accès se ferme dans moins d’une minute."),
        (240, "L’accès se ferme maintenant."),
    ],
)
def test_the_last_minutes_are_announced(
    french: SessionPresenter, minutes: float, warning: str
) -> None:
    assert banner(french, ALLOWED, minutes).warning.replace("\xa0", " ") == warning


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.EXPECTED])
def test_only_an_allowed_connection_has_a_banner(
    presenter: SessionPresenter, standing: Standing
) -> None:
    assert presenter.banner(replace(ALLOWED, standing=standing), at(5)) is None


@pytest.mark.parametrize("state", [LiveState.NONE, LiveState.UNKNOWN])
def test_without_anybody_there_is_no_new_banner(
    presenter: SessionPresenter, state: LiveState
) -> None:
    picture = replace(ALLOWED, live=Live(state))
    assert not has_banner(picture)
    assert presenter.banner(picture, at(5)) is None


@pytest.mark.fault("log locked while watched")
def test_a_banner_that_can_no_longer_be_checked_says_so(french: SessionPresenter) -> None:
    view = french.banner_in_doubt(ALLOWED, at(5))
    assert view.who == view.short == "Nous ne savons pas si quelqu’un est encore connecté."
    assert "Sophie" in view.detail
    assert view.price == ""


@pytest.mark.parametrize(
    ("picture", "access", "alarms"),
    [
        (INTRUDER, NOBODY_ALLOWED, True),
        (replace(INTRUDER, live=ATTEMPT), NOBODY_ALLOWED, True),
        (INTRUDER, UNREADABLE, True),
        (SessionPicture(SOPHIE, Standing.UNDECIDED), UNREADABLE, True),
        (SessionPicture(SOPHIE, Standing.UNDECIDED), NOT_READ_YET, False),
        (SessionPicture(NOBODY, Standing.UNDECIDED), UNREADABLE, False),
        (SessionPicture(Live(), Standing.UNDECIDED), UNREADABLE, False),
        (ALLOWED, NOBODY_ALLOWED, False),
    ],
)
def test_the_page_opens_for_whoever_nothing_allows(
    picture: SessionPicture, access: AccessPicture, alarms: bool
) -> None:
    assert is_alarming(seen(picture, access)) is alarms


@pytest.mark.parametrize(
    ("later", "same"),
    [
        (SOPHIE, True),
        (NO_NAME, True),
        (replace(STRANGER, since=None), True),
        (replace(SOPHIE, since=at(0.5)), True),
        (replace(SOPHIE, since=at(5)), False),
        (replace(SOPHIE, peer_id="987654321"), False),
    ],
)
def test_another_person_or_another_start_is_another_session(later: Live, same: bool) -> None:
    assert is_same_session(ATTEMPT, later) is same


@pytest.mark.parametrize(
    ("live", "headline"),
    [
        (SOPHIE, "Quelqu’un est sur votre ordinateur. Vous ne l’avez pas autorisé ici."),
        (
            ATTEMPT,
            "Quelqu’un se connecte, ou est déjà connecté. Vous ne l’avez pas autorisé ici.",
        ),
    ],
)
def test_the_page_says_what_happens_who_it_is_and_what_to_do(
    french: SessionPresenter, live: Live, headline: str
) -> None:
    view = french.unexpected(seen(replace(INTRUDER, live=live)), at(5))
    text = "\n".join(view.sentences)
    assert view.headline == headline
    assert "« Sophie » (identifiant\xa0123\xa0456\xa0789)" in text
    assert "un nom ne prouve rien" in text
    assert "Depuis 10\xa0h." in text
    assert "Cliquez sur « Arrêter l’accès »" in text
    assert "cela n’autorise rien" in text
    assert "04 67 70 38 44" in text.replace("\u00a0", " ")
    assert (view.close, view.is_over) == ("C’est bien mon dépanneur", False)
    assert [phone.link for phone in view.phones] == ["tel:+33467703844", "tel:+33661469805"]


def test_whoever_teamviewer_does_not_name_is_not_named(french: SessionPresenter) -> None:
    text = "\n".join(french.unexpected(seen(replace(INTRUDER, live=STRANGER)), at(5)).sentences)
    assert "TeamViewer ne dit pas qui c’est." in text
    assert "prouve" not in text


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize(
    "picture",
    [
        seen(SessionPicture(SOPHIE, Standing.UNDECIDED), UNREADABLE),
        seen(SessionPicture(ATTEMPT, Standing.UNDECIDED), UNREADABLE),
        seen(INTRUDER, UNREADABLE),
    ],
)
def test_permissions_that_cannot_be_read_allow_nothing_and_accuse_nobody(
    french: SessionPresenter, picture: Snapshot, is_over: bool
) -> None:
    view = french.unexpected(picture, at(5), is_over=is_over)
    text = "\n".join((view.headline, *view.sentences))
    assert "pu vérifier" in text
    assert "Vous ne l’avez pas autorisé" not in text
    assert "Vous ne l’aviez pas autorisée" not in text


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("access", [NOBODY_ALLOWED, UNREADABLE])
def test_the_page_never_says_that_it_was_allowed(
    presenter: SessionPresenter, access: AccessPicture, is_over: bool
) -> None:
    view = presenter.unexpected(seen(INTRUDER, access), at(5), is_over=is_over)
    text = "\n".join((view.headline, *view.sentences)).lower()
    assert not [words for words in ALLOWING if words in text]


@pytest.mark.parametrize(
    ("now", "began"),
    [
        (at(60), "Elle a commencé à 10\xa0h."),
        (at(60 * 24), "Elle a commencé le lundi 23 novembre 2026 à 10\xa0h."),
    ],
)
def test_a_connection_that_is_over_stays_told(
    french: SessionPresenter, now: datetime, began: str
) -> None:
    view = french.unexpected(seen(INTRUDER), now, is_over=True)
    assert view.headline == "Cette connexion est terminée."
    assert began in view.sentences
    assert (view.close, view.is_over) == ("Fermer", True)
    assert "mon dépanneur" not in "\n".join(view.sentences)
