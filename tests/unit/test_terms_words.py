"""The words of a request: short, known, calm, the same in both languages, and the shop's own."""

import dataclasses
import re
from datetime import timedelta
from typing import Dict, List, Tuple

import pytest

from agent.consent.terms import Scope
from agent.consent.terms_files import load_template
from tests.unit.terms_requests import (
    BOTH,
    FOLDER,
    SEED,
    WORDS,
    Translator,
    asked,
    first_layer,
    plain,
)


def sentences(text: str) -> List[str]:
    return re.split(r"(?<=[.!?…])\s+|\n", text)


def count(sentence: str) -> int:
    return len([word for word in sentence.split() if re.search(r"\w", word)])


CASES: Dict[str, Tuple[Tuple[str, ...], timedelta]] = {
    "words": (WORDS, timedelta(hours=4)),
    "no_words_and_tomorrow": ((), timedelta(hours=23)),
}


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize(("words", "lasting"), CASES.values(), ids=CASES.keys())
def test_no_french_sentence_of_a_request_has_fifteen_words(
    scope: Scope, words: Tuple[str, ...], lasting: timedelta, translator: Translator
) -> None:
    shown = asked(translator, scope, words=words, lasting=lasting)
    own = shown.text.details[:1]
    text = dataclasses.replace(shown.text, details=own)
    assert own[0].heading == "Ce qui est noté"
    assert [s for s in sentences("\n".join(text.words)) if count(s) > 14] == []


ENGLISH = {"the", "you", "your", "access", "request", "click", "button", "file", "yes", "and"}
FEAR = {"danger", "urgent", "virus", "piraté", "menace", "immédiatement", "obligatoire"}
JARGON = {"serveur", "registre", "port", "proxy", "session", "technicien", "distant", "cookie"}


@pytest.mark.parametrize("scope", Scope)
def test_the_french_request_has_no_english_no_jargon_and_no_fear(
    scope: Scope, translator: Translator
) -> None:
    shown = first_layer(asked(translator, scope)).lower()
    used = set(re.findall(r"[\w-]+", shown))
    assert used & (ENGLISH | FEAR | JARGON) == set()


def test_every_place_for_a_password_or_a_card_is_a_warning(translator: Translator) -> None:
    said = [
        sentence
        for scope in Scope
        for sentence in sentences(first_layer(asked(translator, scope)))
        if re.search("mot de passe|carte|virement", sentence)
    ]
    assert said
    assert all(re.search("jamais|aucun autre|permanent", sentence) for sentence in said)


@pytest.mark.parametrize("scope", Scope)
def test_the_two_languages_ask_the_same_things(scope: Scope, translator: Translator) -> None:
    french, english = (asked(translator, scope, lang) for lang in ("fr", "en"))
    shapes = [
        ([len(block.paragraphs) for block in shown.text.blocks], shown.box_names,
         [button.answer for button in shown.text.buttons])
        for shown in (french, english)
    ]  # fmt: skip
    assert shapes[0] == shapes[1]


def test_the_shop_s_own_conditions_are_behind_read_all_word_for_word(
    translator: Translator,
) -> None:
    shown = "\n".join(
        words
        for block in asked(translator).text.details[1:]
        for words in (block.heading, *block.paragraphs)
        if words
    )

    def bare(text: str) -> str:
        return re.sub(r"\s", "", text)

    assert bare(shown) == bare(SEED.read_text(encoding="utf-8"))


def test_the_english_conditions_say_that_the_french_ones_count(translator: Translator) -> None:
    words = plain(asked(translator, lang="en"))
    assert "Courtesy translation" in words
    assert "The French text is the one that counts." in words


@pytest.mark.parametrize(("scope", "lang"), BOTH)
def test_the_terms_have_an_identity_with_scope_language_and_version(
    scope: Scope, lang: str
) -> None:
    template = load_template(FOLDER, scope, lang)
    assert re.fullmatch(
        rf"2clicks\.[0-9]{{4}}-[0-9]{{2}}\.{scope.value}\.{lang}", template.terms_id
    )
