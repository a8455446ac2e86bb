"""What pages show of values, whatever a client put into them."""

from datetime import datetime, timezone
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from desk.pages.csv_text import csv_lines, harmless
from desk.pages.responses import own_path
from desk.pages.search_form import search_of
from desk.pages.wording import Wording, grouped, teamviewer_link
from desk.pages.words import chosen_language, load_words
from desk.store.heads import milliseconds
from desk.store.listing import Place
from tests.desk.journals import at

PARIS = ZoneInfo("Europe/Paris")
WORDS = load_words()


def wording(language: str = "fr", minutes: float = 0) -> Wording:
    return Wording(WORDS[language], PARIS, at(minutes))


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    french, english = WORDS["fr"].sentences, WORDS["en"].sentences
    assert french.keys() == english.keys()
    assert not [key for key in french if fields(french[key]) != fields(english[key])]
    assert all(french.values())
    assert all(english.values())


def test_a_key_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    for language in ("fr", "en"):
        (tmp_path / language).mkdir()
        for name in ("a", "b"):
            (tmp_path / language / f"{name}.po").write_text('msgid "x"\nmsgstr "y"\n')
    with pytest.raises(ValueError, match="stands twice"):
        load_words(tmp_path)


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        (None, "", "fr"),
        (None, "en-GB,en;q=0.9", "en"),
        (None, "de, en;q=0.5, fr;q=0.3", "en"),
        (None, "zz;;;,,", "fr"),
        ("en", "fr", "en"),
        ("xx", "fr", "fr"),
        ("../en", "en", "en"),
    ],
)
def test_the_language_is_the_chosen_one_then_the_browsers_then_french(
    cookie: str | None, accept: str, language: str
) -> None:
    assert chosen_language(cookie, accept) == language


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [("1234567890", "1 234 567 890"), ("987654321", "987 654 321"), (None, ""), ("", "")],
)
def test_an_id_is_shown_in_groups_of_three(identifier: str | None, shown: str) -> None:
    assert grouped(identifier) == shown.replace(" ", "\u202f")


@pytest.mark.parametrize("bad", [None, "", "12 34", "1234/..", "javascript:1", "١٢٣٤٥٦٧٨٩", "12a"])
def test_a_link_to_teamviewer_is_built_from_digits_only(bad: str | None) -> None:
    assert teamviewer_link("1234567890") == "https://start.teamviewer.com/1234567890"
    assert teamviewer_link(bad) == ""


@pytest.mark.fault("formula in a field")
@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1",
        "|calc",
        "%0A",
        "\u00a0=1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_calculate_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Zoé", "1234567890", "a=b", 'say "hi"; x'])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_cell_cannot_leave_its_place() -> None:
    assert csv_lines([['a";"=1', "b\r\n=2"]]) == '"a"";""=1";"b\r\n=2"\r\n'


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/", "/"),
        ("/machines/a?before=3", "/machines/a?before=3"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("", "/"),
        ("/é", "/"),
    ],
)
def test_a_browser_is_only_sent_on_to_this_desk(text: str, path: str) -> None:
    assert own_path(text) == path


def test_both_days_of_a_search_are_whole_days_on_the_shops_clock() -> None:
    wanted = search_of({"q": " zoé ", "since": "2026-11-23", "until": "2026-11-23"}).wanted(PARIS)
    midnight = milliseconds(datetime(2026, 11, 22, 23, tzinfo=timezone.utc))
    assert (wanted.text, wanted.since, wanted.until) == ("zoé", midnight, midnight + 86_400_000)


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-13-01", "9999-12-31", "0001-01-01", "'"])
def test_a_day_that_is_none_is_not_looked_for(day: str) -> None:
    search = search_of({"since": day, "until": day})
    assert not search.is_anything
    assert search.wanted(PARIS).since is None


@pytest.mark.parametrize(
    ("after", "place"),
    [("12-3", Place(12, 3)), ("", None), ("12", None), ("a-b", None), ("9" * 30 + "-1", None)],
)
def test_a_page_begins_after_a_place_or_at_the_beginning(after: str, place: Place | None) -> None:
    assert search_of({"after": after}).place == place


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "10:00"), (60 * 24, "23/11 10:00"), (60 * 24 * 300, "23/11/2026 10:00")],
)
def test_a_moment_is_as_short_as_can_be_and_on_the_shops_clock(minutes: float, shown: str) -> None:
    assert wording(minutes=minutes).short(at(0)) == shown


def test_the_calendars_last_day_can_be_shown() -> None:
    last = datetime(9999, 12, 31, 23, 59, tzinfo=timezone.utc)
    assert wording().exact(last) == "31/12/9999 23:59"


def test_an_amount_is_written_as_each_language_writes_it() -> None:
    assert wording("fr").money(7050) == "70,50\u202f€"
    assert wording("en").money(7050) == "€70.50"
