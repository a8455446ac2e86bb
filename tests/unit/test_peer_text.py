"""Whoever connects is shown by the name he chose, and nothing in it is believed."""

from dataclasses import replace
from typing import Callable, Optional, Tuple

import pytest

from agent.connections import Live, LiveState, Peer
from agent.texts import Message
from agent.tray.peer_text import grouped_id, peer_text, plain_name, session_sentence
from tests.unit.session_scenes import SOPHIE

Translator = Callable[[str], Callable[[Message], str]]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Sophie", "Sophie"),
        (" Sophie\r\nde\t2CLICKS ", "Sophie de 2CLICKS"),
        ("\u202ekcilc\u200b", "kcilc"),
        ("X » (2CLICKS) « Y", "X (2CLICKS) Y"),
        ("é" * 60, "é" * 39 + "…"),
        ("{name}", "{name}"),
        (None, ""),
    ],
)
def test_a_name_cannot_pretend_to_be_more_than_a_name(name: Optional[str], shown: str) -> None:
    assert plain_name(name) == shown


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("12345678", "12\xa0345\xa0678"), ("1234567890", "1\xa0234\xa0567\xa0890"), (None, "")],
)
def test_an_id_is_read_in_groups_of_three(digits: Optional[str], shown: str) -> None:
    assert grouped_id(digits) == shown


@pytest.mark.parametrize("state", list(LiveState))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_main_window_says_nobody_only_when_nobody_was_seen(
    translator: Translator, language: str, state: LiveState
) -> None:
    said = session_sentence(Live(state), translator(language))
    assert said
    assert ("personne" in said or "Nobody" in said) is (state is LiveState.NONE)


def test_the_main_window_names_who_is_connected(translator: Translator) -> None:
    said = session_sentence(SOPHIE, translator("fr"))
    assert peer_text("Sophie", "123456789", translator("fr")) in said


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ((), ""),
        ((Peer(None, None),), "Une autre personne est aussi connectée."),
        (
            (Peer("987654321", "\u202eX\r\n"),),
            "Une autre personne est aussi connectée."
            " TeamViewer indique : « X » (identifiant\xa0987\xa0654\xa0321).",
        ),
        (
            (Peer("987654321", "X"), Peer(None, "Y")),
            "2 autres personnes sont aussi connectées.",
        ),
    ],
)
def test_the_main_window_says_who_else_is_connected(
    translator: Translator, others: Tuple[Peer, ...], expected: str
) -> None:
    alone = session_sentence(SOPHIE, translator("fr"))
    said = session_sentence(replace(SOPHIE, others=others), translator("fr"))
    assert said == f"{alone} {expected}".rstrip()
