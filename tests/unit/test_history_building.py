"""The history is made of whatever can be read, and what cannot be read accuses nobody."""

from typing import Any, Callable, Dict, Optional

import pytest

from agent.connections import ConnectionLists, Live, LiveReading, LiveState, SeenSession
from agent.errors import AgentError
from agent.history.building import HistoryReaders, Kept, find_connections
from agent.history.lines import notes
from agent.texts import Message, message
from agent.visits import History
from tests.unit.connection_evidence import (
    BERT,
    TARIFF,
    at,
    copied,
    listed,
    lists_of,
    parse_row,
    span,
)

Translator = Callable[[str], Callable[[Message], str]]
NOBODY = Live(LiveState.NONE)
NOBODY_LOOKED = HistoryReaders(ConnectionLists, LiveReading, Kept, lambda _row: None)


def readers(**others: Any) -> HistoryReaders:  # noqa: ANN401 - any of the readers
    usual: Dict[str, Any] = {
        "read_lists": lambda: lists_of(listed()),
        "read_live": lambda: LiveReading(NOBODY),
        "read_kept": lambda: Kept((copied(listed(60, 70, "{k}"), "k"),), (span("a", -5, 50),)),
        "parse_row": parse_row,
    }
    return HistoryReaders(**{**usual, **others})


def refused(error: Optional[Exception] = None) -> Any:  # noqa: ANN401 - never gives anything
    raise error or AgentError(message("a"), message("b"), "detail")


def test_all_readers_together_make_the_history() -> None:
    seen_now = (SeenSession(BERT, "Bert", at(100), at(110)),)
    live = LiveReading(Live(LiveState.ATTEMPT), seen_now)
    found = find_connections(readers(read_live=lambda: live), TARIFF, at(9000))
    assert [one.cid for one in found.history.connections] == ["a", "k", None]
    assert found.history.connections[2].peer_name == "Bert"
    assert found.live.state is LiveState.ATTEMPT
    assert found.troubles == ()


@pytest.mark.parametrize("error", [OSError("gone"), None])
@pytest.mark.parametrize("name", ["read_lists", "read_live", "read_kept"])
def test_a_reader_that_fails_costs_its_part_and_is_told(
    name: str, error: Optional[Exception], translator: Translator
) -> None:
    found = find_connections(readers(**{name: lambda: refused(error)}), TARIFF, at(9000))
    assert len(found.troubles) == 1
    assert all("lu" in text or "cherch" in text for text in map(translator("fr"), found.troubles))
    assert found.history.connections
    assert (found.live.state is LiveState.UNKNOWN) == (name == "read_live")


def test_lists_that_nobody_could_read_accuse_nobody(translator: Translator) -> None:
    found = find_connections(readers(read_lists=refused), TARIFF, at(9000))
    (kept,) = found.history.connections
    assert (kept.cid, kept.disagreement) == ("k", None)
    assert list(notes(found, translator("fr"))) == [
        "La liste des connexions de TeamViewer n’a pas pu être lue.",
        "Nous n’avons pas pu vérifier que TeamViewer note les connexions.",
    ]


def test_where_nobody_looked_nothing_is_claimed() -> None:
    found = find_connections(NOBODY_LOOKED, TARIFF, at(0))
    assert found.history == History()
    assert found.live.state is LiveState.UNKNOWN
    assert ConnectionLists().recording is found.history.recording
