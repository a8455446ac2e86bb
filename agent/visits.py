"""The history of connections and visits as values, for window, command line and statement. Pure.

Every moment is aware, in UTC.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Optional, Tuple

from agent.connections import DamagedRow, Recording


class Disagreement(enum.Enum):
    """In what TeamViewer's list, its log and our journal do not agree about one connection."""

    NOT_LISTED = "not_listed"
    REMOVED_FROM_LIST = "removed_from_list"
    TIMES_DIFFER = "times_differ"


# A named tuple where there can be 100 000: it is made four times as fast as a dataclass.
class Connection(NamedTuple):
    """One connection that is over, from whatever source told of it.

    Empty `peer_id`, `peer_name`, `user` or `kind`: not known. `session` is empty unless TeamViewer
    listed it. `cid` is the consent it rests on, None when it is unexpected.
    """

    peer_id: str
    peer_name: str
    started: datetime
    ended: datetime
    user: str
    kind: str
    session: str
    cid: Optional[str] = None
    disagreement: Optional[Disagreement] = None

    @property
    def seconds(self) -> int:
        """How long it lasted."""
        return int((self.ended - self.started).total_seconds())


class Visit(NamedTuple):
    """Connections that count as one visit: from the first takeover to the last disconnection.

    `minutes` are begun minutes. `connections` are indices into the history's connections. `cid` is
    the consent that all of them rest on, None when there is none or they differ.
    """

    started: datetime
    ended: datetime
    minutes: int
    slices: int
    price_cents: int
    connections: Tuple[int, ...]
    cid: Optional[str] = None


@dataclass(frozen=True)
class History:
    """All connections and visits in the order of their starts; visits never overlap."""

    recording: Recording = Recording.UNKNOWN
    connections: Tuple[Connection, ...] = ()
    visits: Tuple[Visit, ...] = ()
    damaged: Tuple[DamagedRow, ...] = ()
