"""Log and processes together: who is connected now.

Pure. TeamViewer_Desktop.exe runs only while somebody connects or is connected, so where it runs,
there is at least an attempt, whatever the log says. Nobody is connected where no TeamViewer runs.
"""

import enum
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Iterable, List, Optional, Sequence, Tuple

from agent.connections import NOBODY, Live, LiveState, Peer


class LogState(enum.Enum):
    """Whether there is a log that can be asked. One that is not understood is UNREADABLE."""

    READ = "read"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Running:
    """TeamViewer's programs in every session; None where Windows would not list them.

    `session` is whether the program of a session runs, `any` whether any of them does.
    """

    session: Optional[bool] = None
    any: Optional[bool] = None


_ORDER = (LiveState.CONNECTED, LiveState.ATTEMPT, LiveState.UNKNOWN, LiveState.NONE)


def together(found: Sequence[Live]) -> Live:
    """What several logs tell as one: the most serious state, of the earliest beginning."""
    if not found:
        return NOBODY
    state = min((one.state for one in found), key=_ORDER.index)
    same = [one for one in found if one.state is state]
    first = min(same, key=lambda one: (one.since is None, one.since and one.since.timestamp()))
    if state is not LiveState.CONNECTED:
        return first
    rest = [_peer(one) for one in same if one is not first]
    beside = [peer for one in same for peer in one.others]
    return replace(first, others=others_than(_peer(first), [*rest, *beside]))


def others_than(first: Peer, rest: Iterable[Peer]) -> Tuple[Peer, ...]:
    """Of those who are connected besides the first, each ID once; one that is not told counts."""
    others: List[Peer] = []
    known = {first.peer_id}
    for peer in rest:
        if peer.peer_id is None or peer.peer_id not in known:
            others.append(peer)
            known.add(peer.peer_id)
    return tuple(others)


def _peer(live: Live) -> Peer:
    return Peer(live.peer_id, live.peer_name)


def together_state(found: Sequence[LogState]) -> LogState:
    """One log that refuses leaves a doubt; without any log, nothing is logged."""
    if LogState.UNREADABLE in found:
        return LogState.UNREADABLE
    return LogState.READ if LogState.READ in found else LogState.ABSENT


def judge(logged: Live, log: LogState, running: Running, since: datetime) -> Live:
    """Who is connected. `since` is when the session's program was first seen unexplained."""
    if running.any is False:
        return NOBODY
    if logged.state in (LiveState.CONNECTED, LiveState.ATTEMPT):
        return logged
    if running.session:
        return Live(LiveState.ATTEMPT, since=since)
    is_told = log is LogState.READ or (log is LogState.ABSENT and running.session is False)
    return NOBODY if is_told else Live()
