"""The history from whatever readers there are; a reader that fails costs its part, no more."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Callable, List, Tuple, TypeVar

from agent.brand_values import Tariff
from agent.connections import (
    ConnectionLists,
    ConsentSpan,
    DamagedRow,
    KeptSession,
    LiveReading,
    Recording,
    SeenSession,
    SessionSource,
)
from agent.errors import AgentError
from agent.history.evidence import ParseRow
from agent.history.found import ConnectionsFound
from agent.history.merging import history
from agent.texts import Message, message

_log = logging.getLogger(__name__)

Read = TypeVar("Read")

# A list that nobody could read must not look like one from which everything was removed.
UNREAD_LISTS = ConnectionLists(Recording.UNKNOWN, (), (DamagedRow("", None, "unreadable"),))


@dataclass(frozen=True)
class Kept:
    """What the consent journals tell: the sessions they keep, and when what was allowed."""

    sessions: Tuple[KeptSession, ...] = ()
    spans: Tuple[ConsentSpan, ...] = ()


@dataclass(frozen=True)
class HistoryReaders:
    """Each is called once; an AgentError or OSError of one is logged and told."""

    read_lists: Callable[[], ConnectionLists]
    read_live: Callable[[], LiveReading]
    read_kept: Callable[[], Kept]
    parse_row: ParseRow


@dataclass
class _Reading:
    """Readings so far, and what is to be said of those that failed."""

    troubles: List[Message] = field(default_factory=list)

    def of(self, read: Callable[[], Read], instead: Read, key: str) -> Read:
        try:
            return read()
        except (AgentError, OSError) as error:
            _log.warning("%s: %s", key, error)
            self.troubles.append(message(key))
            return instead


def find_connections(readers: HistoryReaders, tariff: Tariff, now: datetime) -> ConnectionsFound:
    """Everything that can be told now. The log's own sessions count beside those kept of it."""
    reading = _Reading()
    # The log first: what ends in between is then in the list, and counted once all the same.
    live = reading.of(readers.read_live, LiveReading(), "connections.unread.live")
    lists = reading.of(readers.read_lists, UNREAD_LISTS, "connections.unread.lists")
    kept = reading.of(readers.read_kept, Kept(), "connections.unread.kept")
    sessions = (*kept.sessions, *map(_kept_of, live.ended))
    whole = history(lists, sessions, kept.spans, tariff, now, readers.parse_row)
    return ConnectionsFound(whole, live.live, tuple(reading.troubles))


def _kept_of(seen: SeenSession) -> KeptSession:
    times = (seen.started, seen.ended)
    return KeptSession(SessionSource.LOG, seen.peer_id, seen.peer_name, *times)
