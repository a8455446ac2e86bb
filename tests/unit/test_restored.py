"""TeamViewer is said to run again only when nothing of it is blocked any more."""

from typing import Callable, Optional

import pytest

from agent.shutting.restored import Restored, restored
from agent.texts import Message
from agent.windows_facts import Ran

Translator = Callable[[str], Callable[[Message], str]]


@pytest.mark.parametrize("ran", Ran)
@pytest.mark.parametrize("is_blocked", [True, False, None])
def test_only_what_was_read_back_counts(ran: Ran, is_blocked: Optional[bool]) -> None:
    came = restored(ran, is_blocked=is_blocked)
    if ran is Ran.REFUSED_BY_PERSON:
        assert came is Restored.REFUSED_BY_PERSON
    else:
        expected = {True: Restored.NOT_DONE, False: Restored.DONE, None: Restored.UNKNOWN}
        assert came is expected[is_blocked]


@pytest.mark.parametrize("came", Restored)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_outcome_has_words_and_a_next_step(
    came: Restored, lang: str, translator: Translator
) -> None:
    for text in (came.title, came.advice):
        assert translator(lang)(text) != text.key
