"""A client reads short sentences in his own language, without a word nobody explains."""

import re
from pathlib import Path
from typing import Dict, FrozenSet, List

import pytest
import tomli
import words
from spellchecker import SpellChecker

ALLOWED = tomli.loads((words.ROOT / "docs" / "words.toml").read_text(encoding="utf-8"))
CATALOGUES = {language: words.catalogue(language) for language in ("fr", "en")}
FRENCH = CATALOGUES["fr"]
TERMS = sorted(words.TERMS.glob("*.txt"))
REQUESTS = [path for path in TERMS if path.name in ("oneoff.fr.txt", "permanent.fr.txt")]
EXPLAINED: Dict[str, str] = ALLOWED["explained"]
ENDINGS = r"-(?:le|la|les|lui|moi|nous|vous|y|en)\b"


@pytest.fixture(scope="module")
def dictionary() -> SpellChecker:
    return SpellChecker(language="fr")


def known_besides() -> FrozenSet[str]:
    lists = (ALLOWED["names"], ALLOWED["french"], EXPLAINED)
    return frozenset(word.lower() for words_of_a_list in lists for word in words_of_a_list)


def spoken(text: str) -> List[str]:
    """The words as they are said: no fields, no addresses, no elided letter, no joined pronoun."""
    plain = re.sub(r"\{\w+\}|\S+\.\w+\.?\w*(?=\s|$)", " ", text).replace("’", "'")
    plain = re.sub(ENDINGS, "", re.sub(r"\b(?:[cdjlmnst]|qu)'", "", plain, flags=re.IGNORECASE))
    return [word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain)]


def unknown_words(text: str, dictionary: SpellChecker) -> List[str]:
    besides = known_besides()
    asked = [word for word in spoken(text) if word not in besides and len(word) > 1]
    return [word for word in asked if word not in dictionary.word_frequency]


def says(term: str, text: str) -> bool:
    plain = re.sub(r"\{\w+\}", "", text).lower()
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", plain) is not None


def test_the_table_is_what_the_script_makes_of_the_sentences() -> None:
    assert words.TABLE.read_text(encoding="utf-8") == words.table()


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_sentence_has_more_than_fifteen_words(language: str) -> None:
    lengths = {key: words.longest(text) for key, text in CATALOGUES[language].items()}
    assert {key: n for key, n in lengths.items() if n > words.LONGEST_SENTENCE} == {}


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.name)
def test_only_wording_that_was_agreed_to_is_longer(path: Path) -> None:
    is_longer = words.longest(path.read_text(encoding="utf-8")) > words.LONGEST_SENTENCE
    assert is_longer == (path.name in ALLOWED["longer"])


def test_every_french_word_is_in_the_dictionary_or_on_the_list(dictionary: SpellChecker) -> None:
    found = {key: unknown_words(text, dictionary) for key, text in FRENCH.items()}
    assert {key: unknown for key, unknown in found.items() if unknown} == {}


@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.name)
def test_the_requests_are_french_too(path: Path, dictionary: SpellChecker) -> None:
    without_marks = re.sub(r"\[[^]]*\](?: \w+:)?", "", path.read_text(encoding="utf-8"))
    assert unknown_words(without_marks, dictionary) == []


@pytest.mark.parametrize("word", ["browser", "password", "update", "window", "mail", "desk"])
def test_an_english_word_is_not_in_the_dictionary(word: str, dictionary: SpellChecker) -> None:
    assert unknown_words(f"Ouvrez le {word}.", dictionary) == [word]


@pytest.mark.parametrize("term", EXPLAINED)
def test_a_term_is_used_where_it_is_said_to_be_explained(term: str) -> None:
    assert says(term, FRENCH[EXPLAINED[term]])


@pytest.mark.parametrize("term", ALLOWED["never"]["words"])
def test_no_sentence_uses_a_term_of_the_trade(term: str) -> None:
    assert [key for key, text in FRENCH.items() if says(term, text)] == []


def test_no_allowed_word_is_left_over() -> None:
    texts = [*FRENCH.values(), *(path.read_text(encoding="utf-8") for path in REQUESTS)]
    used = {word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())}
    listed = {word.lower() for word in (*ALLOWED["names"], *ALLOWED["french"])}
    assert {word for word in listed if not set(re.findall(r"\w+", word)) <= used} == set()
