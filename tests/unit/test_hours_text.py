"""The opening as a client reads it, in both languages."""

import pathlib
from datetime import datetime, time, timedelta
from typing import Callable

import pytest
import pytz

from agent.brand import load_brand
from agent.brand_values import Slot, WeeklyHours
from agent.hours import opening_at
from agent.hours_text import describe_opening
from agent.state import Opening
from agent.texts import Message

HOURS = load_brand(pathlib.Path(__file__).parents[2] / "agent" / "brand" / "2clicks").hours
PARIS = pytz.timezone("Europe/Paris")
ON_MONDAYS = WeeklyHours("Europe/Paris", ((Slot(time(9, 5), time(10)),), *((),) * 6))

Translator = Callable[[str], Callable[[Message], str]]


def paris(text: str) -> datetime:
    return PARIS.localize(datetime.fromisoformat(text))


def described(
    moment: datetime, translate: Callable[[Message], str], hours: WeeklyHours = HOURS
) -> str:
    sentence = describe_opening(opening_at(moment, hours), moment, translate)
    return sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        ("2026-03-04 10:00", "Ouvert jusqu’à 12 h", "Open until 12:00"),
        ("2026-03-04 12:00", "Fermé. Ouvre à 14 h", "Closed. Opens at 14:00"),
        ("2026-03-05 00:10", "Fermé. Ouvre à 9 h 30", "Closed. Opens at 9:30"),
        ("2026-03-04 23:50", "Fermé. Ouvre demain à 9 h 30", "Closed. Opens tomorrow at 9:30"),
        ("2026-03-08 12:00", "Fermé. Ouvre demain à 9 h 30", "Closed. Opens tomorrow at 9:30"),
        ("2026-03-06 19:00", "Fermé. Ouvre lundi à 9 h 30", "Closed. Opens on Monday at 9:30"),
        ("2026-03-28 23:59", "Fermé. Ouvre lundi à 9 h 30", "Closed. Opens on Monday at 9:30"),
    ],
)
def test_the_opening_is_told_in_one_short_sentence(
    moment: str, french: str, english: str, translator: Translator
) -> None:
    assert described(paris(moment), translator("fr")) == french
    assert described(paris(moment), translator("en")) == english


def test_minutes_have_two_digits_and_a_week_ahead_is_said_to_be_next_week(
    translator: Translator,
) -> None:
    evening = paris("2026-03-02 20:00")
    french = described(evening, translator("fr"), ON_MONDAYS)
    assert french == "Fermé. Ouvre lundi prochain à 9 h 05"
    english = described(evening, translator("en"), ON_MONDAYS)
    assert english == "Closed. Opens next Monday at 9:05"


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "lundi", "Monday"),
        (1, "mardi", "Tuesday"),
        (2, "mercredi", "Wednesday"),
        (3, "jeudi", "Thursday"),
        (4, "vendredi", "Friday"),
        (5, "samedi", "Saturday"),
        (6, "dimanche", "Sunday"),
    ],
)
def test_every_day_has_its_name(
    number: int, french: str, english: str, translator: Translator
) -> None:
    opens = paris("2026-03-02 09:00") + timedelta(days=number)
    opening = Opening(is_open=False, until=None, next_opening=opens)
    before = opens - timedelta(days=3)
    assert f" {french} " in describe_opening(opening, before, translator("fr"))
    assert f" {english} " in describe_opening(opening, before, translator("en"))


def test_tomorrow_is_the_shop_s_tomorrow_and_not_the_computer_s(translator: Translator) -> None:
    # In Auckland it is Thursday already; at the shop it is Wednesday evening.
    evening = paris("2026-03-04 20:00").astimezone(pytz.timezone("Pacific/Auckland"))
    assert evening.strftime("%A") == "Thursday"
    assert described(evening, translator("fr")) == "Fermé. Ouvre demain à 9 h 30"


@pytest.mark.parametrize(
    "opening",
    [
        Opening(is_open=False, until=None, next_opening=None),
        Opening(is_open=True, until=None, next_opening=None),
        Opening(is_open=True, until=paris("2026-03-04 12:00"), next_opening=None),
        Opening(is_open=False, until=None, next_opening=paris("2026-03-04 09:30")),
        Opening(is_open=False, until=None, next_opening=paris("2026-03-12 09:30")),
    ],
    ids=["none", "without_end", "overtaken_closing", "overtaken_opening", "over_a_week"],
)
def test_what_is_not_known_any_more_is_never_told_as_open(
    opening: Opening, translator: Translator
) -> None:
    noon = paris("2026-03-04 12:00")
    sentence = describe_opening(opening, noon, translator("fr"))
    assert sentence == "Fermé. La prochaine ouverture n’est pas connue."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_time_is_never_broken_over_two_lines(language: str, translator: Translator) -> None:
    moment = paris("2026-03-04 08:00")
    sentence = describe_opening(opening_at(moment, HOURS), moment, translator(language))
    assert sentence.split(" ")[-1].replace("\u00a0", " ") in {"9 h 30", "9:30"}


def test_the_errors_of_a_brand_have_words_in_both_languages(translator: Translator) -> None:
    for key in ("brand.error.title", "brand.error.advice"):
        assert translator("fr")(Message(key)) != translator("en")(Message(key))
