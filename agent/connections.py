"""Incoming connections as values: the rows of TeamViewer's list, what is seen now, what was kept.

Pure. Every moment is aware, in UTC, to the second. What could not be read has a value of its own,
which never means that nobody is connected.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Optional, Tuple


class Recording(enum.Enum):
    """Whether TeamViewer writes its list of incoming connections."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


# A named tuple where there can be 100 000: it is made four times as fast as a dataclass.
class ListedConnection(NamedTuple):
    """One row of TeamViewer's list: a connection that is over.

    `peer_id` is 8 to 12 ASCII digits; `kind` is TeamViewer's own word, such as `RemoteControl`;
    `session` identifies the connection among all files; `row` is the row's text as it was read.
    `ended` is never before `started`.
    """

    peer_id: str
    peer_name: str
    started: datetime
    ended: datetime
    user: str
    kind: str
    session: str
    row: str


@dataclass(frozen=True)
class DamagedRow:
    """A row that says nothing certain, or a whole list that cannot be read (`line` is None then).

    `line` counts from 1; `reason` is one word of `agent.teamviewer.connections.rows`; `row` is the
    text as far as it could be read, bounded.
    """

    file: str
    line: Optional[int]
    reason: str
    row: str = ""


@dataclass(frozen=True)
class ConnectionLists:
    """All lists of this computer, merged: each connection once, in the order of their starts."""

    recording: Recording = Recording.UNKNOWN
    rows: Tuple[ListedConnection, ...] = ()
    damaged: Tuple[DamagedRow, ...] = ()


class LiveState(enum.Enum):
    """Whether somebody else is connected now.

    ATTEMPT: somebody is trying to connect or is connected, and these cannot be told apart.
    """

    NONE = "none"
    ATTEMPT = "attempt"
    CONNECTED = "connected"
    UNKNOWN = "unknown"


class Peer(NamedTuple):
    """Whoever connects, in TeamViewer's words; None is what it does not say."""

    peer_id: Optional[str]
    peer_name: Optional[str]


@dataclass(frozen=True)
class Live:
    """The connection now.

    `peer_id` (digits) and `peer_name` are TeamViewer's words, None when it does not say; `since` is
    the first sign of it, None when nothing tells. `others` are connected at the same time.
    """

    state: LiveState = LiveState.UNKNOWN
    peer_id: Optional[str] = None
    peer_name: Optional[str] = None
    since: Optional[datetime] = None
    others: Tuple[Peer, ...] = ()


NOBODY = Live(LiveState.NONE)


@dataclass(frozen=True)
class SeenSession:
    """A connection that TeamViewer's own log tells of from its start to its end."""

    peer_id: Optional[str]
    peer_name: Optional[str]
    started: datetime
    ended: datetime


@dataclass(frozen=True)
class LiveReading:
    """What log and processes tell at one moment; `ended` are the sessions the log tells whole."""

    live: Live = Live()
    ended: Tuple[SeenSession, ...] = ()


class SessionSource(enum.Enum):
    """What a session line in a journal rests on."""

    LIST = "list"
    LOG = "log"


@dataclass(frozen=True)
class KeptSession:
    """A connection as the consent journals keep it.

    `row` is the copied row of TeamViewer's list, None for what was seen in the log. The peer is
    None once personal data was erased. `ended` is None when nobody saw the end; `is_over` says that
    it has ended all the same. `is_unexpected` says that nothing allowed it when it was written.
    """

    source: SessionSource
    peer_id: Optional[str]
    peer_name: Optional[str]
    started: Optional[datetime]
    ended: Optional[datetime]
    cid: Optional[str] = None
    row: Optional[str] = None
    is_unexpected: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class ConsentSpan:
    """A stretch of time in which one consent allowed access; `closed` is None while it does."""

    cid: str
    scope: str
    opened: datetime
    closed: Optional[datetime]


class Standing(enum.Enum):
    """What the present connection rests on. UNDECIDED: not known yet, or whether there is one."""

    NOBODY = "nobody"
    EXPECTED = "expected"
    UNEXPECTED = "unexpected"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class SessionPicture:
    """The present connection and what it rests on.

    `scope` and `until` belong to the consent of an EXPECTED one. `visit_started` is when the visit
    began that this connection belongs to: earlier than `live.since` after a short interruption.
    """

    live: Live = Live()
    standing: Standing = Standing.UNDECIDED
    cid: Optional[str] = None
    scope: Optional[str] = None
    until: Optional[datetime] = None
    visit_started: Optional[datetime] = None


NOT_LOOKED_YET = SessionPicture()
