"""A spreadsheet opens the table as it is, and runs nothing that a stranger typed."""

import csv
import io
from typing import Callable, Dict, List

import pytest
import pytz

from agent.connections import Recording
from agent.history.table import history_csv
from agent.texts import Message
from agent.visits import History
from tests.unit.connection_evidence import listed, lists_of, seen, span, told

PARIS = pytz.timezone("Europe/Paris")
Translate = Callable[[Message], str]
Translator = Callable[[str], Translate]


def table(whole: History, translate: Translate) -> List[Dict[str, str]]:
    """The rows as a spreadsheet reads them, by their headings."""
    text = history_csv(whole, PARIS, translate)
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def named(name: str, user: str = "u") -> History:
    return told(lists_of(listed()._replace(peer_name=name, user=user)))


def test_each_connection_is_a_row_and_the_price_is_there_once(translator: Translator) -> None:
    files = listed(90, 91, "{f}")._replace(kind="FileTransfer")
    rows = (listed(0, 10), listed(15, 31, "{b}"), files, listed(200, 230, "{c}"))
    whole = told(lists_of(*rows), spans=[span("one-cid", -5, 100)])
    first, second, third, fourth = table(whole, translator("fr"))
    assert first == {
        "Visite": "1",
        "Début": "2026-11-23 10:00:00",
        "Fin": "2026-11-23 10:10:00",
        "Heure": "UTC+01:00",
        "Durée (secondes)": "600",
        "Nom": "Atelier",
        "Identifiant TeamViewer": "123456789",
        "Compte Windows": "u",
        "Type": "RemoteControl",
        "Autorisation": "one-cid",
        "Remarque": "",
        "Minutes commencées": "31",
        "Tranches": "2",
        "Prix estimé": "50,00",
    }
    assert (second["Visite"], second["Prix estimé"]) == ("1", "")
    assert (third["Visite"], third["Prix estimé"]) == ("", "")
    assert (fourth["Visite"], fourth["Prix estimé"], fourth["Autorisation"]) == ("2", "30,00", "")


def test_english_has_its_own_headings_and_decimal_sign(translator: Translator) -> None:
    (row,) = table(named("Anna"), translator("en"))
    assert row["Estimated price"] == "30.00"


def test_a_disagreement_is_said_in_words(translator: Translator) -> None:
    (row,) = table(told(lists_of(), seen()), translator("fr"))
    assert row["Remarque"] == "TeamViewer ne l’a pas inscrite dans sa liste."
    (quiet,) = table(told(lists_of(recording=Recording.OFF), seen()), translator("fr"))
    assert quiet["Remarque"] == ""


@pytest.mark.fault("formula in a field")
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str, translator: Translator) -> None:
    evil = start + "HYPERLINK(1)"
    (row,) = table(named(evil, evil), translator("fr"))
    assert row["Nom"] == row["Compte Windows"] == "'" + evil


@pytest.mark.parametrize("name", ['a;b"c', "two\r\nlines", '"', ";", "'", "Élodie 东", "a=1"])
def test_every_name_comes_back_as_it_was(name: str, translator: Translator) -> None:
    (row,) = table(named(name), translator("fr"))
    assert row["Nom"] == name


def test_nothing_known_is_a_table_with_headings_only(translator: Translator) -> None:
    assert table(told(lists_of()), translator("fr")) == []
