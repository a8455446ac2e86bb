"""The bytes of a request and its text are two forms of one thing."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agent.consent.terms_text import (
    LARGEST_TEXT,
    Answer,
    Block,
    Box,
    Button,
    TermsError,
    TermsText,
    decode_terms,
    encode_terms,
)

LINES = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)
NAMES = st.sampled_from(["takeover", "start_now", "a", "A", "", "é"])
BLOCKS = st.lists(st.builds(Block, LINES, st.lists(LINES, max_size=3).map(tuple)), max_size=3)
TEXTS = st.builds(
    TermsText,
    LINES,
    BLOCKS.map(tuple),
    st.lists(st.builds(Box, NAMES, LINES), max_size=2).map(tuple),
    st.lists(st.builds(Button, st.sampled_from(Answer), LINES), max_size=2).map(tuple),
    BLOCKS.map(tuple),
)
WHOLE = TermsText(
    "Titre",
    (Block("Qui ?", ("Un", "Deux")), Block("", ("Trois",)), Block("Seul", ())),
    (Box("takeover", "J’autorise [tout]: oui"),),
    (Button(Answer.YES, "Oui"), Button(Answer.NO, "Non merci")),
    (Block("Conditions", ("- Un", "+ Deux")),),
)
BYTES = """# Titre

## Qui ?
Un
Deux

Trois

## Seul

[ ] takeover: J’autorise [tout]: oui

[yes] Oui
[no] Non merci

---
## Conditions
- Un
+ Deux
""".encode()


def test_a_text_is_laid_out_with_one_mark_a_line() -> None:
    assert encode_terms(WHOLE) == BYTES
    assert decode_terms(BYTES) == WHOLE


@given(TEXTS)
def test_a_text_comes_back_from_its_bytes_or_has_none(text: TermsText) -> None:
    try:
        data = encode_terms(text)
    except TermsError:
        return
    assert decode_terms(data) == text


@given(TEXTS, TEXTS)
def test_two_texts_never_share_their_bytes(one: TermsText, other: TermsText) -> None:
    assume(one != other)
    try:
        data = encode_terms(one), encode_terms(other)
    except TermsError:
        return
    assert data[0] != data[1]


PIECES = st.sampled_from(
    [b"# a", b"## a", b"a", b"[ ] a: b", b"[yes] a", b"[", b"---", b"", b"\n", b" ", b"\xc2\xa0"]
)


@given(st.lists(PIECES, max_size=8).map(b"\n".join) | st.binary(max_size=50))
def test_bytes_stand_for_no_text_or_for_one_that_gives_them_back(data: bytes) -> None:
    try:
        text = decode_terms(data)
    except TermsError:
        return
    assert encode_terms(text) == data


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b"a\n", b"# \n", b"# a", b"# a\n\n\n", b"# a\n\n\n\nb\n", b"# a\r\n",
        b"# a\n\n# b\n", b"# a\n\nb\n# c\n", b"# a\n\nb\n## c\n", b"# a\n\nb\n\n---\n",
        b"# a\n\n[x] b\n",
        b"# a\n\n[yes] b\n\n[ ] c: d\n", b"# a\n\n[maybe] b\n", b"# a\n\n[ ] A: b\n",
        b"# a\n\nb \n",
        b"# a\n\n b\n", b"# a\n\nb\tc\n", b"# a\n\nb\x00\n", b"# a\n\n\xe2\x80\xaeb\n", b"# \xff\n",
        b"# a\n\n\xe2\x80\xa8b\n", b"\xef\xbb\xbf# a\n", b"# a\n\n[yes] b\n\nc\n",
        b"# a\n\n" + b"x" * LARGEST_TEXT + b"\n",
    ],
    ids=range(26),
)  # fmt: skip
def test_what_is_not_laid_out_as_terms_is_refused(data: bytes) -> None:
    with pytest.raises(TermsError):
        decode_terms(data)


def test_every_word_shown_is_listed_in_reading_order() -> None:
    assert WHOLE.words == (
        "Titre", "Qui ?", "Un", "Deux", "Trois", "Seul", "J’autorise [tout]: oui",
        "Oui", "Non merci", "Conditions", "- Un", "+ Deux",
    )  # fmt: skip
