"""The sessions that a log has opened and not ended: who tries, who is connected.

Pure. An attempt and the participant it becomes are joined by their ID, or by being the latest.
TeamViewer numbers each connection (`index`) and each session (`number`); either may be unknown.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Callable, Dict, List, Optional, Tuple, Union

from agent.teamviewer.live.log_lines import Joined, Left, Over, Own

# TeamViewer's own dialogs give up long before.
SILENCE = timedelta(minutes=5)
# A log that claims more at once is not to be believed, and not to be kept in memory.
MOST_OPEN = 100

Key = Tuple[str, Optional[int]]
Ended = List[Tuple["Guest", datetime]]


@dataclass(frozen=True)
class Trying:
    """Somebody who tries to connect; `last` is the latest word about it."""

    peer: Optional[str]
    started: datetime
    last: datetime
    pid: Optional[int] = None
    index: Optional[int] = None
    number: Optional[int] = None


@dataclass(frozen=True)
class Guest:
    """Another computer that takes part.

    `since` is when it joined, `started` when its session was created; `heard` is the latest line
    of the program `pid` that told of it.
    """

    peer: Optional[str]
    name: Optional[str]
    started: datetime
    since: datetime
    heard: datetime
    pid: Optional[int] = None
    index: Optional[int] = None
    number: Optional[int] = None


class OpenSessions:
    """Everything open; every change says which guests it ended, and when."""

    def __init__(self) -> None:
        self._trying: List[Trying] = []
        self._guests: Dict[Key, Guest] = {}
        self._own_id: Optional[str] = None
        self._own_number: Optional[int] = None

    @property
    def guests(self) -> Tuple[Guest, ...]:
        """Those who take part."""
        return tuple(self._guests.values())

    @property
    def writers(self) -> Tuple[Tuple[int, datetime], ...]:
        """The processes that told of what is open, and when they did."""
        told = [(one.pid, one.last) for one in self._trying]
        told += [(guest.pid, guest.since) for guest in self.guests]
        return tuple((pid, at) for pid, at in told if pid is not None)

    def trying_at(self, moment: datetime) -> Tuple[Trying, ...]:
        """Those who try and were not silent for long."""
        return tuple(one for one in self._trying if moment - one.last <= SILENCE)

    def hear(self, pid: Optional[int], at: datetime) -> None:
        """A program wrote a line; attempts that are silent for long are forgotten."""
        if self._trying:
            self._trying = list(self.trying_at(at))
        for key, guest in self._guests.items():
            if guest.pid == pid:
                self._guests[key] = replace(guest, heard=at)

    def try_(self, new: Trying, *, is_new: bool) -> None:
        """A word about an attempt; of somebody who takes part already, it is none."""
        if new.peer is not None and any(guest.peer == new.peer for guest in self.guests):
            return
        known = self._just_mentioned(new) if is_new else self._attempt_of(new.peer)
        if known is not None:
            self._trying.remove(known)
            new = replace(
                known, peer=known.peer or new.peer, last=new.last, index=known.index or new.index
            )
        self._trying = [*self._trying, new][-MOST_OPEN:]

    def mention(self, new: Trying) -> None:
        """Words that are not understood: they keep an attempt alive, or are one."""
        if self._trying:
            self._trying[-1] = replace(self._trying[-1], last=new.last)
        elif not self._guests:
            self._trying = [new]

    def take_part(self, own: Own) -> None:
        """This computer takes part in the session of the latest attempt."""
        self._own_number = own.number
        if own.is_certain:
            self._own_id = own.id
        if self._trying and self._trying[-1].number is None:
            self._trying[-1] = replace(self._trying[-1], number=own.number)

    def join(self, joined: Joined, at: datetime, pid: Optional[int]) -> None:
        """Another computer takes part from now on; told twice, it is the same one."""
        key = (joined.id, joined.number)
        if key in self._guests or joined.id == self._own_id or len(self._guests) >= MOST_OPEN:
            return
        attempt = self._attempt_of(joined.peer)
        if attempt is not None:
            self._trying.remove(attempt)
        self._guests[key] = Guest(
            peer=joined.peer,
            name=joined.name,
            started=attempt.started if attempt else at,
            since=at,
            heard=at,
            pid=pid,
            index=attempt.index if attempt else None,
            number=attempt.number if attempt else self._own_number,
        )

    def leave(self, left: Left, at: datetime) -> Ended:
        """A participant left; when it was this computer, its session is over for everybody."""
        gone = [key for key in self._guests if _same(key, (left.id, left.number))]
        if gone:
            return self._end(lambda key, _guest: key in gone, at)
        return self.end(Over(number=left.number), at, exactly=True)

    def end(self, over: Over, at: datetime, *, exactly: bool = False) -> Ended:
        """A session is over; when it cannot be told which, the only one there is."""
        everything: List[Union[Trying, Guest]] = [*self._trying, *self._guests.values()]
        named = any(_is_of(one, over) for one in everything)
        if named:
            self._trying = [one for one in self._trying if not _is_of(one, over)]
            return self._end(lambda _key, guest: _is_of(guest, over), at)
        if exactly or len(everything) != 1 or not _may_be_of(everything[0], over):
            return []
        self._trying = []
        return self._end(lambda _key, _guest: True, at)

    def end_all(self, at: Optional[datetime]) -> Ended:
        """Nothing is open any more; without `at`, it ended with the last that was heard."""
        self._trying = []
        self._own_number = None
        ended = [(guest, guest.heard if at is None else at) for guest in self.guests]
        self._guests = {}
        return ended

    def _just_mentioned(self, new: Trying) -> Optional[Trying]:
        """The attempt that was told of already, before it was told that it was created."""
        latest = self._trying[-1] if self._trying else None
        if latest is None or (latest.peer, latest.number) != (None, None):
            return None
        return latest if latest.index in (None, new.index) else None

    def _attempt_of(self, peer: Optional[str]) -> Optional[Trying]:
        """The attempt of this ID, else the latest one without any."""
        same = [one for one in self._trying if peer is not None and one.peer == peer]
        unnamed = [one for one in self._trying if one.peer is None or peer is None]
        found = same or unnamed
        return found[-1] if found else None

    def _end(self, is_over: Callable[[Key, Guest], bool], at: datetime) -> Ended:
        ended = [(guest, at) for key, guest in self._guests.items() if is_over(key, guest)]
        self._guests = {k: g for k, g in self._guests.items() if not is_over(k, g)}
        return ended


def _same(first: Key, second: Key) -> bool:
    return first[0] == second[0] and (first[1] == second[1] or None in (first[1], second[1]))


def _is_of(one: Union[Trying, Guest], over: Over) -> bool:
    by_index = over.index is not None and one.index == over.index
    by_number = over.number is not None and one.number == over.number
    return by_index or by_number


def _may_be_of(one: Union[Trying, Guest], over: Over) -> bool:
    """Whether nothing that is known of the two is different."""
    index = over.index is None or one.index is None
    number = over.number is None or one.number is None
    return index and number
