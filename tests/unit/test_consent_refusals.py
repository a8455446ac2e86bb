"""Whatever is wrong with a line or a receipt, a person reads one plain sentence about it."""

from typing import Callable

import pytest

from agent.consent.refusals import (
    Flaw,
    LineRefusedError,
    ReceiptFlaw,
    ReceiptRefusedError,
    flaw_message,
    receipt_message,
)
from agent.texts import Message

Translator = Callable[[str], Callable[[Message], str]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_flaw_has_a_sentence_of_its_own(translator: Translator, language: str) -> None:
    translate = translator(language)
    messages = [*map(flaw_message, Flaw), *map(receipt_message, ReceiptFlaw)]
    sentences = [translate(message) for message in messages]
    assert len(set(sentences)) == len(Flaw) + len(ReceiptFlaw)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_refusal_says_what_happened_and_what_to_do(
    translator: Translator, language: str
) -> None:
    translate = translator(language)
    for flaw in Flaw:
        refusal = LineRefusedError(flaw, "line 3")
        assert translate(refusal.title) == translate(flaw_message(flaw))
        assert translate(refusal.advice)
        assert refusal.detail == "line 3"
    for receipt_flaw in ReceiptFlaw:
        refused = ReceiptRefusedError(receipt_flaw, "size")
        assert translate(refused.title) == translate(receipt_message(receipt_flaw))
        assert translate(refused.advice)
