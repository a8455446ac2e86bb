"""Who is connected and what that rests on: shown at once, and written into the journal.

What is seen is judged and shown on the caller's thread, within the moment. Writing runs on the
thread of `AccessController`, where the journal may have to be loaded first.
"""

import logging
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Callable, List, Optional, Sequence, Tuple

from agent.access_controller import AccessController
from agent.access_parts import AccessParts
from agent.connections import (
    ConnectionLists,
    KeptSession,
    ListedConnection,
    LiveReading,
    Recording,
    SeenSession,
    SessionPicture,
    SessionSource,
    Standing,
)
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.errors import AgentError
from agent.sessions.course import Followed, Turn, as_shown, follow, visit_start, whole
from agent.sessions.rows import Known, RowLine, lines_about, new_rows, seen_of, unseen_ends
from agent.state import AccessPicture

# A list of years is copied in parts, so that a person's click does not wait for all of it.
ROWS_AT_ONCE = 100
# What a full disk did not take is offered again, and not at every look.
_TRIES_AGAIN = timedelta(seconds=60)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LedgerSurroundings:
    """What the ledger needs of the program around it.

    `publish` shows the present connection; `missed` is told of connections that nobody allowed and
    that were over before they were seen; `visit_gap` is how long an interruption ends no visit.
    """

    now: Callable[[], datetime]
    publish: Callable[[SessionPicture], None]
    missed: Callable[[Tuple[ListedConnection, ...]], None]
    visit_gap: timedelta


@dataclass(frozen=True)
class LastVisit:
    """A visit that is over, unless somebody comes back soon; `started` is None when not known."""

    started: Optional[datetime]
    ended: datetime


class SessionLedger:
    """Follows connections. Safe to use from several threads."""

    def __init__(self, access: AccessController, around: LedgerSurroundings) -> None:
        self._access, self._around = access, around
        self._mutex = threading.RLock()
        self._followed = Followed()
        self._shown = self._followed.picture
        self._allowed: Optional[AccessPicture] = None
        self._reading = LiveReading()
        self._lists = ConnectionLists()
        self._is_looked_over = False
        self._written: Sequence[ListedConnection] = ()
        self._failed_at: Optional[datetime] = None
        self._last_visit: Optional[LastVisit] = None

    def take_access(self, picture: AccessPicture) -> None:
        """Take over what is allowed now."""
        with self._mutex:
            self._allowed = picture
            self._follow()

    def take(self, reading: LiveReading, lists: ConnectionLists) -> None:
        """Take over what log, processes and lists tell now."""
        with self._mutex:
            self._reading, self._lists = reading, lists
            self._follow()
            if self._allowed is not None and self._has_news():
                self._is_looked_over = True
                self._written = lists.rows
                self._access.do(self._try_what_is_over)

    @property
    def latest(self) -> Tuple[LiveReading, ConnectionLists]:
        """What log, processes and lists told last."""
        with self._mutex:
            return self._reading, self._lists

    @property
    def last_visit(self) -> Optional[LastVisit]:
        """The visit that ended last while this program looked."""
        with self._mutex:
            return self._last_visit

    def _has_news(self) -> bool:
        """Whether anything may be over that no journal has yet."""
        if self._failed_at is not None and self._around.now() - self._failed_at < _TRIES_AGAIN:
            return False
        if self._lists.rows != self._written:
            return True
        return not self._is_looked_over and bool(self._reading.ended)

    def _follow(self) -> None:
        now = self._around.now()
        turn = follow(self._followed, self._reading.live, self._allowed, now)
        self._followed = replace(turn.followed, picture=self._with_visit(turn.followed.picture))
        before, self._shown = self._shown, as_shown(self._followed.picture, self._reading.live)
        if self._shown != before:
            self._around.publish(self._shown)
        if turn.ended is not None:
            self._last_visit = _visit_of(turn.ended, self._reading.ended, now)
        if turn.begun is not None or turn.ended is not None:
            self._access.do(partial(self._write_turn, turn, self._reading.ended, now))

    def _with_visit(self, picture: SessionPicture) -> SessionPicture:
        since = picture.live.since
        if since is None or picture.standing is not Standing.EXPECTED:
            return picture
        listed = (
            SeenSession(row.peer_id, row.peer_name, row.started, row.ended)
            for row in self._lists.rows
        )
        over = (*listed, *self._reading.ended)
        return replace(picture, visit_started=visit_start(since, over, self._around.visit_gap))

    def _write_turn(
        self, turn: Turn, ended: Tuple[SeenSession, ...], now: datetime, parts: AccessParts
    ) -> None:
        known = self._known(parts)
        if turn.ended is not None:
            self._write_end(turn.ended, ended, now, parts)
        if turn.begun is not None:
            self._write_beginning(turn.begun, known, parts)

    def _write_beginning(self, begun: SessionPicture, known: Known, parts: AccessParts) -> None:
        is_stranger = begun.standing is Standing.UNEXPECTED
        session = _session(begun, begun.live.since, None)
        if any(_is_told(one, session, is_stranger=is_stranger) for one in known.kept):
            return
        kind = EventType.SESSION_UNEXPECTED if is_stranger else EventType.SESSION_STARTED
        parts.authorisations.note(parts.sessions.seen(kind, session))

    def _write_end(
        self,
        over: SessionPicture,
        ended: Tuple[SeenSession, ...],
        now: datetime,
        parts: AccessParts,
    ) -> None:
        seen = whole(over, ended)
        started = over.live.since if seen is None else seen.started
        session = _session(over, started, now if seen is None else seen.ended)
        parts.authorisations.note(parts.sessions.seen(EventType.SESSION_ENDED, session))

    def _try_what_is_over(self, parts: AccessParts) -> None:
        try:
            self._write_what_is_over(parts)
            self._failed_at = None
        except AgentError:
            self._failed_at, self._written = self._around.now(), ()
            self._is_looked_over = False
            raise

    def _write_what_is_over(self, parts: AccessParts) -> None:
        """Copy what the lists and the log tell of the time before this look."""
        with self._mutex:
            reading, lists, followed = self._reading, self._lists, self._followed
        known, now = self._known(parts), self._around.now()
        self._close_what_is_over(known, reading, followed, parts)
        new = new_rows(lists.rows, known.kept, now)
        lines = [line for row in new[:ROWS_AT_ONCE] for line in lines_about(row, known)]
        drafts = [_draft(line, parts) for line in lines]
        if lists.recording is not Recording.ON:
            drafts += self._unlisted(known, reading, parts)
        parts.authorisations.note(*drafts)
        strangers = tuple(li.row for li in lines if li.kind is EventType.SESSION_UNEXPECTED)
        if strangers:
            self._around.missed(strangers)
        if len(new) > ROWS_AT_ONCE:
            self._access.do(self._try_what_is_over)

    def _close_what_is_over(
        self, known: Known, reading: LiveReading, followed: Followed, parts: AccessParts
    ) -> None:
        """A session that was open when the program was killed, and is not any more."""
        if followed.picture.standing is not Standing.NOBODY:
            return
        for one in unseen_ends(known.kept):
            picture = SessionPicture(
                replace(reading.live, peer_id=one.peer_id, since=one.started), cid=one.cid
            )
            seen = whole(picture, reading.ended)
            over = replace(one, ended=None if seen is None else seen.ended)
            parts.authorisations.note(parts.sessions.seen(EventType.SESSION_ENDED, over))

    def _unlisted(self, known: Known, reading: LiveReading, parts: AccessParts) -> List[Draft]:
        """Sessions that only the log tells of, because TeamViewer keeps no list."""
        lines = (
            line
            for seen in reading.ended
            for row in [_as_row(seen)]
            if seen_of(row, known.kept) is None and row.started >= (known.begun or row.ended)
            for line in lines_about(row, known)
        )
        return [parts.sessions.seen(line.kind, _kept_as_seen(line)) for line in lines]

    def _known(self, parts: AccessParts) -> Known:
        folder = parts.authorisations.folder()
        records = [record for journal in folder.for_policy for record in journal.records]
        begun = min((record.stamp.t for record in records), default=None)
        return Known(parts.sessions.kept(records), parts.authorisations.spans(folder), begun)


def _visit_of(over: SessionPicture, ended: Tuple[SeenSession, ...], now: datetime) -> LastVisit:
    seen = whole(over, ended)
    return LastVisit(over.visit_started or over.live.since, now if seen is None else seen.ended)


def _session(
    picture: SessionPicture, started: Optional[datetime], ended: Optional[datetime]
) -> KeptSession:
    live, is_stranger = picture.live, picture.standing is Standing.UNEXPECTED
    return KeptSession(
        SessionSource.LOG, live.peer_id, live.peer_name, started, ended, picture.cid,
        is_unexpected=is_stranger,
    )  # fmt: skip


def _is_told(one: KeptSession, session: KeptSession, *, is_stranger: bool) -> bool:
    """Whether a journal tells of this beginning already: the program was started again."""
    if one.source is not SessionSource.LOG or one.is_over or one.is_unexpected is not is_stranger:
        return False
    return (one.peer_id, one.started) == (session.peer_id, session.started)


def _draft(line: RowLine, parts: AccessParts) -> Draft:
    return parts.sessions.listed(line.kind, line.row, line.cid)


def _as_row(seen: SeenSession) -> ListedConnection:
    return ListedConnection(
        seen.peer_id or "", seen.peer_name or "", seen.started, seen.ended, "", "", "", ""
    )


def _kept_as_seen(line: RowLine) -> KeptSession:
    row, is_begun = line.row, line.kind is EventType.SESSION_STARTED
    return KeptSession(
        SessionSource.LOG, row.peer_id, row.peer_name, row.started,
        None if is_begun else row.ended, line.cid,
    )  # fmt: skip
