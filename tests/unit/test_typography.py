"""No line ends inside quotes, or before a sign that belongs to the word before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agent.tray.typography import keep_signs


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Cliquez sur « Arrêter ».", "Cliquez sur «\xa0Arrêter\xa0»."),
        ("TeamViewer indique : « X »", "TeamViewer indique\xa0: «\xa0X\xa0»"),
        ("Personne ? Oui ; non !", "Personne\xa0? Oui\xa0; non\xa0!"),
        ("Nobody else? Click “Stop access”: done.", "Nobody else? Click “Stop access”: done."),
        ("", ""),
    ],
)
def test_signs_stay_with_their_word(text: str, drawn: str) -> None:
    assert keep_signs(text) == drawn


@given(some.text())
def test_nothing_but_spaces_changes_and_never_twice(text: str) -> None:
    drawn = keep_signs(text)
    assert drawn.replace("\xa0", " ") == text.replace("\xa0", " ")
    assert keep_signs(drawn) == drawn
