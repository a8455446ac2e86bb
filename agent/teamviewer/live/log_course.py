"""Who is connected, told from the lines of one log in their order; and who was.

Pure. One log holds the lines of all of TeamViewer's programs. What cannot be told apart stays an
attempt, and an attempt never becomes nobody before it is over or silent for long.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

from agent.connections import NOBODY, Live, LiveState, Peer, SeenSession
from agent.teamviewer.live.judging import others_than
from agent.teamviewer.live.log_lines import (
    Attempt,
    Joined,
    Left,
    Line,
    Over,
    Own,
    Program,
    SomeSession,
    Started,
    parse_line,
)
from agent.teamviewer.live.log_times import Candidates, LogClock, Offsets
from agent.teamviewer.live.open_sessions import Guest, OpenSessions, Trying

MOST_REMEMBERED = 500
SERVICE = "teamviewer_service.exe"
# Programs beside the engine: their start says nothing about the sessions of the others.
_BESIDE = ("teamviewer_desktop.exe", "teamviewer_note.exe", "tv_w32.exe", "tv_x64.exe")
# A log that has said this much without one time is written in a way that is not known.
_ENOUGH_TO_JUDGE = 20


@dataclass(frozen=True)
class _Timed:
    """A line with its moment, or a header's line, which has none."""

    line: Line
    at: Optional[datetime]


class Course:
    """The sessions of one log, fed piece by piece; the pieces may be cut between any lines."""

    def __init__(self, offsets: Offsets) -> None:
        self._clock = LogClock(offsets)
        self._open = OpenSessions()
        self._ended: Dict[SeenSession, None] = {}
        self._is_starting = False
        self._has_service = False
        self._undated = 0
        self._dated = 0

    @property
    def is_understood(self) -> bool:
        """Whether the log's lines are written in a way that is known."""
        return self._dated > 0 or self._undated < _ENOUGH_TO_JUDGE

    @property
    def ended(self) -> Tuple[SeenSession, ...]:
        """The sessions that were told whole, each once."""
        return tuple(self._ended)

    @property
    def is_open(self) -> bool:
        """Whether somebody is connected as far as the log tells."""
        return bool(self._open.guests)

    @property
    def writers(self) -> Tuple[Tuple[int, datetime], ...]:
        """The processes that told of what is open, and when they did."""
        return self._open.writers

    def feed(self, lines: Sequence[str], written: Optional[datetime], now: datetime) -> None:
        """The next lines; `written` is when the last of them was, None when that was just now."""
        for timed in self._timed([parse_line(line) for line in lines], written or now, now):
            self._take(timed)

    def close(self, at: Optional[datetime] = None) -> None:
        """TeamViewer is gone: what was open ended at `at`, or with its writer's last line."""
        self._keep(self._open.end_all(at))

    def live(self, now: datetime) -> Live:
        """Who is connected at `now`."""
        guests = self._open.guests
        if guests:
            first = min(guests, key=lambda guest: guest.since)
            rest = [_peer(guest) for guest in guests if guest is not first]
            others = others_than(_peer(first), rest)
            since = min(first.since, now)
            return Live(LiveState.CONNECTED, first.peer, first.name, since, others)
        trying = self._open.trying_at(now)
        if trying:
            latest = max(trying, key=lambda one: one.last)
            return Live(LiveState.ATTEMPT, latest.peer, None, min(latest.started, now))
        return NOBODY

    def _timed(self, lines: Sequence[Line], written: datetime, now: datetime) -> Iterable[_Timed]:
        dated: List[Tuple[int, Candidates]] = []
        for position, line in enumerate(lines):
            candidates = self._candidates(line, now)
            if candidates:
                dated.append((position, candidates))
        moments = self._clock.resolve([candidates for _, candidates in dated], written, now)
        at = {position: moment for (position, _), moment in zip(dated, moments)}
        return [_Timed(line, at.get(position)) for position, line in enumerate(lines)]

    def _candidates(self, line: Line, now: datetime) -> Optional[Candidates]:
        if line.stamp is None:
            if isinstance(line.said, Started):
                self._clock.start(line.said.zone, None)
            self._undated += 1
            return None
        latest = now.replace(tzinfo=None) + timedelta(days=1)
        local = line.stamp.before(latest)
        if isinstance(line.said, Started):
            self._clock.start(line.said.zone, local)
            return self._clock.candidates(local, line.said.zone)
        self._dated += 1
        return self._clock.candidates(local)

    def _take(self, timed: _Timed) -> None:
        line, said = timed.line, timed.line.said
        if isinstance(said, Started):
            self._is_starting = True
        elif isinstance(said, Program):
            self._end_of_previous(said.name)
        elif timed.at is not None:
            self._end_of_previous(None)
            self._has_service = self._has_service or line.of_service
            self._open.hear(line.pid, timed.at)
            self._take_said(line, timed.at)

    def _end_of_previous(self, program: Optional[str]) -> None:
        """A start ends what an earlier run left open, unless another program was running it."""
        if not self._is_starting:
            return
        self._is_starting = False
        is_window = program is not None and program != SERVICE and self._has_service
        if program not in _BESIDE and not is_window:
            self.close()

    def _take_said(self, line: Line, at: datetime) -> None:
        said = line.said
        if isinstance(said, Attempt):
            self._open.try_(Trying(said.peer, at, at, line.pid, said.index), is_new=said.is_new)
        elif isinstance(said, SomeSession):
            self._open.mention(Trying(None, at, at, line.pid))
        elif isinstance(said, Own):
            self._open.take_part(said)
        elif isinstance(said, Joined):
            self._open.join(said, at, line.pid)
        elif isinstance(said, Left):
            self._keep(self._open.leave(said, at))
        elif isinstance(said, Over):
            self._keep(self._open.end(said, at))

    def _keep(self, guests: Iterable[Tuple[Guest, datetime]]) -> None:
        for guest, end in guests:
            ended = max(end, guest.started)
            self._ended[SeenSession(guest.peer, guest.name, guest.started, ended)] = None
        while len(self._ended) > MOST_REMEMBERED:
            del self._ended[next(iter(self._ended))]


def _peer(guest: Guest) -> Peer:
    return Peer(guest.peer, guest.name)
