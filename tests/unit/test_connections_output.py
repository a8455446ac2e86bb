"""`agent connections` says what is known, in fields or in sentences, and what may be missing."""

import argparse
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Callable, List, Tuple, cast

import pytest
import pytz

from agent.brand import Brand
from agent.connections import (
    DamagedRow,
    Live,
    LiveState,
    Peer,
    Recording,
)
from agent.connections_cli import run
from agent.day_argument import day_of
from agent.history.found import ConnectionsFound
from agent.history.lines import history_lines, live_line, notes
from agent.history.words import grouped_id, one_line
from agent.json_output import connections_json, live_json
from agent.texts import Message
from agent.visits import History
from tests.unit.connection_evidence import (
    ANNA,
    BERT,
    TARIFF,
    at,
    copied,
    listed,
    lists_of,
    seen,
    span,
    told,
)
from tests.unit.test_printed_receipt import BRAND

PARIS = pytz.timezone("Europe/Paris")
Translate = Callable[[Message], str]
Translator = Callable[[str], Translate]
NOBODY = Live(LiveState.NONE)
DAMAGED = (DamagedRow("list.txt", 7, "time"), DamagedRow("other.txt", None, "locked"))


@dataclass(frozen=True)
class CoreOfTest:
    """As much of the program's core as the command needs."""

    brand: Brand
    translate: Translate


def whole_history() -> History:
    """Two connections that are one visit, a file transfer, and one that nothing allowed."""
    files = listed(90, 91, "{f}")._replace(kind="FileTransfer")
    rows = (listed(0, 10), listed(15, 31, "{b}"), files)
    lists = lists_of(*rows, damaged=DAMAGED)
    return told(lists, seen(200, 230, BERT), spans=[span("one-cid", -5, 100)])


def said(
    capsys: "pytest.CaptureFixture[str]",
    translate: Translate,
    found: ConnectionsFound,
    **options: object,
) -> Tuple[str, str]:
    asked = argparse.Namespace(**{"json": False, "csv": False, "since": None, **options})
    core = cast(Any, CoreOfTest(BRAND, translate))
    assert run(core, asked, lambda: found) == 0
    shown = capsys.readouterr()
    return shown.out, shown.err


def test_the_object_has_the_fields_of_its_contract() -> None:
    live = Live(LiveState.CONNECTED, ANNA, "Anna", at(300))
    shown = connections_json(whole_history(), live)
    assert shown["recording"] == "on"
    assert shown["connections"][0] == {
        "peer_id": ANNA,
        "peer_name": "Atelier",
        "started": "2026-11-23T09:00:00Z",
        "ended": "2026-11-23T09:10:00Z",
        "seconds": 600,
        "user": "u",
        "kind": "RemoteControl",
        "session": "{a}",
        "consent": "one-cid",
    }
    assert shown["visits"] == [
        {
            "started": "2026-11-23T09:00:00Z",
            "ended": "2026-11-23T09:31:00Z",
            "minutes": 31,
            "slices": 2,
            "price_cents": 5000,
            "consent": "one-cid",
            "connections": [0, 1],
        },
        {
            "started": "2026-11-23T12:20:00Z",
            "ended": "2026-11-23T12:50:00Z",
            "minutes": 30,
            "slices": 1,
            "price_cents": 3000,
            "consent": None,
            "connections": [3],
        },
    ]
    assert shown["damaged"] == [
        {"file": "list.txt", "line": 7, "reason": "time"},
        {"file": "other.txt", "line": None, "reason": "locked"},
    ]
    assert shown["live"] == {
        "state": "connected",
        "peer_id": ANNA,
        "since": "2026-11-23T14:00:00Z",
    }
    assert shown["disagreements"] == []


def test_a_disagreement_names_its_connection() -> None:
    shown = connections_json(told(lists_of(), copied(listed()), seen(60, 70)), NOBODY)
    assert shown["disagreements"] == [
        {"connection": 0, "what": "removed_from_list"},
        {"connection": 1, "what": "not_listed"},
    ]


def test_what_is_not_known_now_is_null_and_not_none() -> None:
    assert live_json(Live()) == {"state": "unknown", "peer_id": None, "since": None}


def test_json_is_the_only_thing_on_standard_output(
    capsys: "pytest.CaptureFixture[str]", translator: Translator
) -> None:
    found = ConnectionsFound(whole_history(), NOBODY)
    out, err = said(capsys, translator("fr"), found, json=True)
    assert json.loads(out) == connections_json(found.history, NOBODY)
    assert err.splitlines() == [
        "list.txt, ligne 7 : illisible (time).",
        "other.txt : la liste n’a pas pu être lue en entier (locked).",
    ]


def test_since_leaves_out_what_began_before(
    capsys: "pytest.CaptureFixture[str]", translator: Translator
) -> None:
    found = ConnectionsFound(whole_history(), NOBODY)
    for day, count in ((date(2026, 11, 23), 4), (date(2026, 11, 24), 0)):
        out, _ = said(capsys, translator("fr"), found, json=True, since=day)
        assert len(json.loads(out)["connections"]) == count


def test_the_table_goes_into_a_file_with_its_mark(
    capsys: "pytest.CaptureFixture[str]", translator: Translator
) -> None:
    out, _ = said(capsys, translator("fr"), ConnectionsFound(whole_history(), NOBODY), csv=True)
    assert out.startswith("\ufeffVisite;")
    assert len(out.splitlines()) == 5


def test_people_read_a_line_a_visit_and_a_line_a_connection(translator: Translator) -> None:
    lines = list(history_lines(whole_history(), TARIFF, PARIS, translator("fr")))
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "lundi 23 novembre 2026, de 10 h à 10 h 31 : 31 minutes, 2 tranches, 50 €.",
        "  - Atelier (123 456 789), de 10 h à 10 h 10. Autorisé : one-cid.",
        "  - Atelier (123 456 789), de 10 h 15 à 10 h 31. Autorisé : one-cid.",
        "lundi 23 novembre 2026, hors visite :",
        "  - Atelier (123 456 789), de 11 h 30 à 11 h 31."
        " Ne compte pas : FileTransfer. Autorisé : one-cid.",
        "lundi 23 novembre 2026, de 13 h 20 à 13 h 50 : 30 minutes, 1 tranche, 30 €.",
        "  - Atelier (987 654 321), de 13 h 20 à 13 h 50. Aucune autorisation trouvée.",
        "En tout : 80 €. Estimation, la facture fait foi.",
    ]


def test_a_history_of_nothing_says_so(
    capsys: "pytest.CaptureFixture[str]", translator: Translator
) -> None:
    out, err = said(capsys, translator("fr"), ConnectionsFound(told(lists_of()), NOBODY))
    assert out.splitlines() == [
        "Aucune connexion n’est connue.",
        "Personne n’est connecté en ce moment.",
    ]
    assert err == ""


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        (Live(LiveState.ATTEMPT), "Quelqu’un se connecte, ou est déjà connecté."),
        (Live(), "Nous n’avons pas pu voir si quelqu’un est connecté."),
        (
            Live(LiveState.CONNECTED, "1234567890", "Anna\r\n\u202eb"),
            "Quelqu’un est connecté en ce moment : Annab (1 234 567 890).",
        ),
        (
            Live(LiveState.CONNECTED, "1234567890", "Anna", None, (Peer("987654321", "X"),)),
            "Quelqu’un est connecté en ce moment : Anna (1 234 567 890)."
            " Une autre personne est aussi connectée.",
        ),
        (
            Live(LiveState.CONNECTED),
            "Quelqu’un est connecté en ce moment : Nom inconnu.",
        ),
    ],
)
def test_who_is_connected_now_is_said(live: Live, expected: str, translator: Translator) -> None:
    assert live_line(live, translator("fr")) == expected


@pytest.mark.parametrize(
    ("recording", "expected"),
    [
        (Recording.ON, []),
        (Recording.OFF, ["TeamViewer n’écrit pas sa liste des connexions : il peut en manquer."]),
        (
            Recording.UNKNOWN,
            ["Nous n’avons pas pu vérifier que TeamViewer note les connexions."],
        ),
    ],
)
def test_a_list_that_is_not_written_is_said(
    recording: Recording, expected: List[str], translator: Translator
) -> None:
    found = ConnectionsFound(told(lists_of(recording=recording)), NOBODY)
    assert list(notes(found, translator("fr"))) == expected


def test_many_damaged_rows_are_counted(translator: Translator) -> None:
    damaged = [DamagedRow("list.txt", line, "time") for line in range(1, 501)]
    found = ConnectionsFound(told(lists_of(damaged=damaged)), NOBODY)
    lines = list(notes(found, translator("fr")))
    assert len(lines) == 21
    assert lines[-1] == "Et 480 autres lignes illisibles."


def test_a_strangers_name_stays_on_its_line() -> None:
    assert one_line("a\tb\r\nc\u202ed\u2028e\u00a0f\x1b[31m") == "abcd e f[31m"
    assert one_line("Élodie 东 🙂") == "Élodie 东 🙂"


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("12345678", "12 345 678"), ("123456789", "123 456 789"), ("", "")],
)
def test_an_id_is_shown_in_groups(digits: str, shown: str) -> None:
    assert grouped_id(digits) == shown


@pytest.mark.parametrize("text", ["2026-02-30", "20261123", "2026-1-3", "hier", "", "2026-W01-1"])
def test_what_is_no_day_is_wrong_usage(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        day_of(text)
    assert day_of("2026-11-23") == date(2026, 11, 23)
