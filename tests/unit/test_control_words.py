"""The two words on the phone."""

import hashlib
import re

import pytest

from agent.consent.control_words import WORDS, control_words


def test_every_byte_has_a_word_of_its_own() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(re.fullmatch("[a-zàâéèêîïôûç]{3,12}", word) for word in WORDS)


def test_the_words_are_those_of_the_contract() -> None:
    root = bytes(range(32))
    text = b"coupdemain/words/v1\n2clicks.fr/consent/0123456789abcdef\n7\n"
    digest = hashlib.sha256(text + b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").digest()
    found = control_words("2clicks.fr/consent/0123456789abcdef", 7, root)
    assert found == (WORDS[digest[0]], WORDS[digest[1]])


def test_an_empty_journal_has_no_words() -> None:
    with pytest.raises(ValueError, match="0 lines"):
        control_words("2clicks.fr/consent/0123456789abcdef", 0, b"")
