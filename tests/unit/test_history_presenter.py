"""What the history says: by month, with price, permission and everything that is not certain."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Callable, Optional, Tuple

import pytest

from agent.brand import load_brand
from agent.connections import DamagedRow, Recording
from agent.errors import AgentError
from agent.paths import brand_folder
from agent.state import AccessPicture, Authorisation
from agent.texts import Message, message
from agent.tray.access_presenter import AccessPresenter
from agent.tray.history_presenter import HistoryPresenter
from agent.tray.history_views import ChosenVisit, HistoryView
from agent.visits import Connection, Disagreement, History, Visit
from tests.unit.pictures_of_state import MONDAY_TEN, PARIS_WINTER

Translator = Callable[[str], Callable[[Message], str]]
ONEOFF = Authorisation("one", "oneoff", "ended", MONDAY_TEN, None)
LASTING = Authorisation("lasting", "permanent", "permanent", MONDAY_TEN, None)
BOTH = (ONEOFF, LASTING)
OCTOBER = datetime(2026, 10, 31, 23, 50, tzinfo=PARIS_WINTER)


def connection(
    started: datetime = MONDAY_TEN, minutes: int = 37, cid: Optional[str] = "one"
) -> Connection:
    ended = started + timedelta(minutes=minutes)
    return Connection("123456789", "Sophie", started, ended, "Anna", "RemoteControl", "{1}", cid)


def visit(*connections: Connection, first: int = 0) -> Visit:
    started, ended = connections[0].started, connections[-1].ended
    minutes = int((ended - started).total_seconds() // 60)
    indices = tuple(range(first, first + len(connections)))
    return Visit(started, ended, minutes, 2, 5000, indices, connections[0].cid)


def history(*connections: Connection) -> History:
    visits = tuple(visit(one, first=index) for index, one in enumerate(connections))
    return History(Recording.ON, connections, visits)


EMPTY = History(Recording.ON)
TWO_MONTHS = history(connection(OCTOBER), connection())


@pytest.fixture
def french(translator: Translator) -> HistoryPresenter:
    brand, translate = load_brand(brand_folder()), translator("fr")
    access = AccessPresenter(brand, translate, PARIS_WINTER)
    return HistoryPresenter(brand, translate, access, PARIS_WINTER)


def shown(one: HistoryPresenter, what: History, chosen: Optional[int] = None) -> HistoryView:
    return one.view(what, BOTH, chosen)


def cell(view: HistoryView, name: str, row: int = 0) -> str:
    return view.rows[row].cells[view.columns.index(name)]


def test_a_visit_is_a_line_with_all_that_was_agreed(french: HistoryPresenter) -> None:
    view = shown(french, history(connection()))
    assert view.rows[0].cells == (
        "lundi 23 novembre 2026",
        "10\xa0h – 10\xa0h\xa037",
        "37\xa0min",
        "2",
        "50\xa0€",
        "Dépannage autorisé le lundi 23 novembre 2026",
        "« Sophie » (identifiant\xa0123\xa0456\xa0789)",
        "",
    )
    assert view.rows[0].visit == 0
    assert view.rows[0].sentence.startswith("Lundi 23 novembre 2026, 10\xa0h – 10\xa0h\xa037")
    assert view.rows[0].sentence.endswith("50\xa0€, pour 2 tranches.")


def test_months_are_chosen_from_the_newest_on_then_all(french: HistoryPresenter) -> None:
    newest = shown(french, TWO_MONTHS)
    assert newest.months == ("Novembre 2026", "Octobre 2026", "Tous les mois")
    assert newest.chosen == 0
    assert [row.visit for row in newest.rows] == [1]
    assert [row.visit for row in shown(french, TWO_MONTHS, 1).rows] == [0]
    everything = shown(french, TWO_MONTHS, 2)
    assert [row.visit for row in everything.rows] == [1, 0]
    assert everything.total.startswith("Tous les mois : 2 dépannages, 74\xa0min, 100\xa0€ TTC.")


def test_the_total_is_called_an_estimate(french: HistoryPresenter) -> None:
    assert shown(french, TWO_MONTHS).total == (
        "Novembre 2026 : 1 dépannage, 37\xa0min, 50\xa0€ TTC. "
        "C’est une estimation : la facture fait foi."
    )


def test_a_visit_over_midnight_ends_the_next_day(french: HistoryPresenter) -> None:
    assert (
        cell(shown(french, TWO_MONTHS, 1), "Heures") == "23\xa0h\xa050 – 0\xa0h\xa027 le lendemain"
    )


@pytest.mark.parametrize(
    ("cids", "says"),
    [
        (("one",), "Dépannage autorisé le lundi 23 novembre 2026"),
        (("lasting", "lasting"), "Accès permanent"),
        (("gone",), "Autorisation plus ancienne"),
        (("one", "lasting"), "Plusieurs autorisations"),
        (("one", None), "En partie sans autorisation"),
        ((None, None), "Aucune autorisation ici"),
    ],
)
def test_what_a_visit_rests_on_is_said(
    french: HistoryPresenter, cids: Tuple[Optional[str], ...], says: str
) -> None:
    connections = tuple(connection(cid=cid) for cid in cids)
    whole = History(Recording.ON, connections, (visit(*connections),))
    assert cell(shown(french, whole), "Autorisation") == says


@pytest.mark.parametrize(
    ("kind", "why"), [("FileTransfer", "Échange de fichiers"), ("Meeting", "pas un dépannage")]
)
def test_a_connection_that_does_not_count_says_why(
    french: HistoryPresenter, kind: str, why: str
) -> None:
    one = connection()._replace(kind=kind)
    view = shown(french, History(Recording.ON, (one,)))
    assert (cell(view, "Tranches"), cell(view, "Prix estimé")) == ("", "non compté")
    assert why in cell(view, "À savoir")
    assert view.rows[0].visit is None
    assert view.total.startswith("Novembre 2026 : 0 dépannages, 0\xa0min, 0\xa0€")


@pytest.mark.parametrize("disagreement", list(Disagreement))
def test_what_does_not_agree_is_said_in_the_line_and_in_the_sentence(
    french: HistoryPresenter, disagreement: Disagreement
) -> None:
    view = shown(french, history(connection()._replace(disagreement=disagreement)))
    said = french.say(f"history.note.{disagreement.value}")
    assert cell(view, "À savoir") == said
    assert view.rows[0].sentence.endswith(said)


def test_whoever_is_not_named_is_unknown(french: HistoryPresenter) -> None:
    view = shown(french, history(connection()._replace(peer_id="", peer_name="")))
    assert cell(view, "Qui") == "inconnu"


@pytest.mark.parametrize(
    ("damaged", "says"),
    [
        ((DamagedRow("f", 3, "times"),), "Une ligne de la liste"),
        ((DamagedRow("f", 3, "times"), DamagedRow("f", 9, "times")), "2 lignes de la liste"),
        ((DamagedRow("f", None, "unreadable"),), "Une liste de TeamViewer"),
    ],
)
def test_damage_is_one_sentence_and_never_nothing(
    french: HistoryPresenter, damaged: Tuple[DamagedRow, ...], says: str
) -> None:
    notes = shown(french, replace(EMPTY, damaged=damaged)).notes
    assert [note for note in notes if note.startswith(says)]
    assert french.say("history.empty") not in notes


@pytest.mark.parametrize(
    ("recording", "is_sure"),
    [(Recording.ON, True), (Recording.OFF, False), (Recording.UNKNOWN, False)],
)
def test_only_a_list_that_is_kept_can_be_empty(
    french: HistoryPresenter, recording: Recording, is_sure: bool
) -> None:
    view = shown(french, replace(EMPTY, recording=recording))
    assert (view.notes == (french.say("history.empty"),)) is is_sure
    assert (view.months, view.chosen, view.total, len(view.rows)) == ((), None, "", 0)


def test_recording_that_is_off_says_what_to_do(french: HistoryPresenter) -> None:
    notes = " ".join(shown(french, replace(TWO_MONTHS, recording=Recording.OFF)).notes)
    assert "TeamViewer ne note plus les connexions" in notes
    assert "Appelez-nous" in notes


def test_a_history_that_cannot_be_read_says_so_and_what_to_do(french: HistoryPresenter) -> None:
    error = AgentError(message("access.unreadable"), message("access.unreadable.advice"), "")
    notes = french.unreadable(error).notes
    assert notes[0] == "L’historique n’a pas pu être lu."
    assert notes[-1].startswith("Redémarrez l’ordinateur")
    assert "Aucune" not in french.loading().notes[0]


@pytest.mark.fault("list of 100 000 rows")
def test_ten_thousand_lines_are_only_made_when_they_are_looked_at(
    french: HistoryPresenter,
) -> None:
    many = history(*(connection(MONDAY_TEN + timedelta(hours=n)) for n in range(10_000)))
    all_months = len(shown(french, many).months) - 1
    rows = shown(french, many, all_months).rows
    assert len(rows) == 10_000
    assert rows[9_999].visit == 0
    assert rows[0].visit == 9_999


def test_a_chosen_visit_stays_the_one_that_was_shown() -> None:
    assert ChosenVisit(TWO_MONTHS, 1).visit.started == MONDAY_TEN


def test_a_connection_at_the_calendars_end_hides_no_other(french: HistoryPresenter) -> None:
    last = connection(datetime(9999, 12, 31, 23, 30, tzinfo=timezone.utc), minutes=20)
    assert len(shown(french, history(connection(), last), 0).rows) == 1
    assert cell(shown(french, history(connection(), last), 0), "Heures").startswith("23\xa0h\xa030")


def test_an_authorisation_at_the_calendars_end_hides_no_other(translator: Translator) -> None:
    access = AccessPresenter(load_brand(brand_folder()), translator("fr"), PARIS_WINTER)
    last = datetime(9999, 12, 31, 23, 30, tzinfo=timezone.utc)
    late = Authorisation("late", "permanent", "ended", last, last)
    picture = AccessPicture(authorisations=(late, *BOTH))
    assert len(access.authorisations(picture).lines) == 3
