"""TeamViewer is said to run again only when nothing of it is blocked any more."""

from typing import Callable, Optional, Tuple

import pytest

from agent.shutting.restored import Restored, is_blocked, restored
from agent.texts import Message
from agent.windows_facts import Ran, ServiceFacts, ServicesReading, StartType, Unreadable

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


@pytest.mark.parametrize(
    ("starts", "withheld", "blocked"),
    [
        ((StartType.MANUAL, StartType.DISABLED), ("TeamViewer",), True),
        ((StartType.AUTOMATIC,), (), False),
        ((), ("Spooler",), False),
        ((StartType.AUTOMATIC,), ("TeamViewer9",), None),
        ((StartType.UNKNOWN,), (), None),
    ],
)
def test_a_service_that_is_not_shown_may_be_blocked(
    starts: Tuple[StartType, ...], withheld: Tuple[str, ...], blocked: Optional[bool]
) -> None:
    services = tuple(ServiceFacts("TeamViewer", "", start, running=False) for start in starts)
    assert is_blocked(ServicesReading(services, withheld)) is blocked
    assert is_blocked(Unreadable("no list")) is None


@pytest.mark.parametrize("came", Restored)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_outcome_has_words_and_a_next_step(
    came: Restored, lang: str, translator: Translator
) -> None:
    for text in (came.title, came.advice):
        assert translator(lang)(text) != text.key
