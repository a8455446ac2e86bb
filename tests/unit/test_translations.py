"""All languages say the same things, completely, in sentences short enough to be understood."""

import pathlib
import re
import string
from typing import List, Set

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from agent.translations import LANGUAGES

TRANSLATIONS = pathlib.Path(__file__).parents[2] / "agent" / "translations"
LONGEST_SENTENCE = 15
FILES = sorted(path.relative_to(TRANSLATIONS).as_posix() for path in TRANSLATIONS.glob("*/*.po"))
AREAS = sorted({pathlib.PurePosixPath(name).name for name in FILES})


def catalogue(name: str) -> Catalog:
    with (TRANSLATIONS / name).open("rb") as file:
        return read_po(file, locale=name.split("/")[0], abort_invalid=True)


def entries(name: str) -> List[Message]:
    return [entry for entry in catalogue(name) if entry.id]


def fields(sentence: str) -> Set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def sentences(text: str) -> List[str]:
    return re.split(r"(?<=[.!?…])\s+|\n", text)


def words(sentence: str) -> List[str]:
    return [word for word in sentence.split() if re.search(r"\w", word)]


def test_there_are_sentences_in_every_language_that_can_be_chosen() -> None:
    assert {name.split("/")[0] for name in FILES} == set(LANGUAGES)
    assert {"fr", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_all_languages_have_the_same_keys(area: str, language: str) -> None:
    french = {str(entry.id) for entry in entries(f"fr/{area}")}
    assert french == {str(entry.id) for entry in entries(f"{language}/{area}")}
    assert french


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_all_languages_fill_in_the_same_fields(area: str, language: str) -> None:
    french = {entry.id: fields(str(entry.string)) for entry in entries(f"fr/{area}")}
    said = {entry.id: fields(str(entry.string)) for entry in entries(f"{language}/{area}")}
    assert french == said


@pytest.mark.parametrize("name", FILES)
def test_every_field_is_a_plain_name(name: str) -> None:
    used = {field for entry in entries(name) for field in fields(str(entry.string))}
    assert [field for field in used if not re.fullmatch("[a-z_]+", field)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_is_empty_or_doubtful(name: str) -> None:
    for entry in entries(name):
        assert isinstance(entry.string, str), entry.id
        assert entry.string.strip(), entry.id
        assert not entry.fuzzy, entry.id
    assert not catalogue(name).obsolete


@pytest.mark.parametrize("name", FILES)
def test_every_key_is_a_dotted_name_and_is_there_once(name: str) -> None:
    text = (TRANSLATIONS / name).read_text(encoding="utf-8")
    keys = [key for key in re.findall(r'^msgid "(.*)"$', text, re.MULTILINE) if key]
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", key)] == []
    assert len(keys) == len(set(keys)) == len(entries(name))


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("fr/")])
def test_no_french_sentence_is_longer_than_fifteen_words(name: str) -> None:
    too_long = [
        sentence
        for entry in entries(name)
        for sentence in sentences(str(entry.string))
        if len(words(sentence)) > LONGEST_SENTENCE
    ]
    assert too_long == []


def test_punctuation_is_no_word_and_a_full_stop_ends_a_sentence() -> None:
    assert words("Fermé\u00a0: l'atelier ouvre demain !") == [
        "Fermé",
        "l'atelier",
        "ouvre",
        "demain",
    ]
    assert sentences("Fermé. Ouvre à {time}") == ["Fermé.", "Ouvre à {time}"]
