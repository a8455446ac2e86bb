"""The question names the words that the technician says first, once there are some."""

from dataclasses import replace
from pathlib import Path
from typing import Callable

import pytest

from agent.consent.asking import Asking
from agent.consent.terms import Scope
from agent.texts import Message
from tests.unit.access_room import Room

Translator = Callable[[str], Callable[[Message], str]]


@pytest.mark.parametrize("scope", list(Scope))
def test_the_words_of_the_last_receipt_are_in_the_question(
    scope: Scope, tmp_path: Path, translator: Translator
) -> None:
    asking = Room(tmp_path, translator).client.asking
    named = replace(asking, control=lambda: ("abeille", "citron"))
    assert "Mots de contrôle" not in text_of(asking, scope)
    assert "Mots de contrôle : abeille citron." in text_of(named, scope)


def text_of(asking: Asking, scope: Scope) -> str:
    return asking.question(scope).request.content.decode().replace("\u00a0", " ")
