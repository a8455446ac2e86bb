"""Which sessions that were seen are which connections of TeamViewer's list. Pure.

Each step sorts once and looks up; none compares everything with everything.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Callable, DefaultDict, Dict, List, Optional, Sequence, Tuple

from agent.connections import ListedConnection
from agent.history.intervals import Intervals, intervals

TOLERANCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Told:
    """What a journal or TeamViewer's log tells of a connection; an empty peer is not known.

    `is_from_list`: it was in TeamViewer's list when it was written down.
    """

    peer_id: str
    peer_name: str
    started: datetime
    ended: datetime
    cid: Optional[str] = None
    is_unexpected: bool = False
    is_from_list: bool = False


@dataclass(frozen=True)
class Matched:
    """What is told about each row, by its index, and what is told about no row."""

    by_row: Dict[int, Tuple[Told, ...]]
    alone: Tuple[Told, ...]


def match(rows: Sequence[ListedConnection], told: Sequence[Told]) -> Matched:
    """Join what is told with the row of the same peer, or of any peer when it is not known.

    Sharing time comes first, and several may share time with one row; what shares time with none
    is joined with a row that nothing is told about and that starts within two minutes.
    """
    if not told:
        return Matched({}, ())
    by_row: DefaultDict[int, List[Told]] = defaultdict(list)
    left = _join_overlapping(rows, sorted(told, key=_times), by_row)
    alone = _join_near(rows, left, by_row)
    return Matched({row: tuple(about) for row, about in by_row.items()}, tuple(alone))


def _times(one: Told) -> Tuple[datetime, datetime, str]:
    return one.started, one.ended, one.peer_id


def _join_overlapping(
    rows: Sequence[ListedConnection], told: Sequence[Told], by_row: DefaultDict[int, List[Told]]
) -> List[Told]:
    """What shares time with no row."""
    find = _row_finder(rows)
    left: List[Told] = []
    for one in told:
        row = find(one)
        (left if row is None else by_row[row]).append(one)
    return left


def _row_finder(rows: Sequence[ListedConnection]) -> Callable[[Told], Optional[int]]:
    stretches = [(row.started, row.ended) for row in rows]
    numbers: DefaultDict[str, List[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        numbers[row.peer_id].append(number)
    of_peer: Dict[str, Intervals] = {p: intervals(stretches, some) for p, some in numbers.items()}
    of_anybody = intervals(stretches, range(len(rows)))

    def find(one: Told) -> Optional[int]:
        candidates = of_peer.get(one.peer_id) if one.peer_id else of_anybody
        return candidates.overlapping(one.started, one.ended) if candidates else None

    return find


def _join_near(
    rows: Sequence[ListedConnection], told: Sequence[Told], by_row: DefaultDict[int, List[Told]]
) -> List[Told]:
    """What is near no row either; who is known has the first choice of rows."""
    alone: List[Told] = []
    by_peer: DefaultDict[str, List[Told]] = defaultdict(list)
    for one in told:
        by_peer[one.peer_id].append(one)
    unknown = by_peer.pop("", [])
    free: DefaultDict[str, List[int]] = defaultdict(list)
    for number in sorted(range(len(rows)), key=lambda number: rows[number].started):
        if number not in by_row:
            free[rows[number].peer_id].append(number)
    for peer, some in by_peer.items():
        alone += _join_in_order(rows, free.get(peer, []), some, by_row)
    everybody = (number for numbers in free.values() for number in numbers if number not in by_row)
    remaining = sorted(everybody, key=lambda number: rows[number].started)
    return alone + _join_in_order(rows, remaining, unknown, by_row)


def _join_in_order(
    rows: Sequence[ListedConnection],
    free: Sequence[int],
    told: Sequence[Told],
    by_row: DefaultDict[int, List[Told]],
) -> List[Told]:
    """Both are in the order of their starts, so one pass over both finds who goes with whom."""
    alone: List[Told] = []
    candidates = list(reversed(free))
    for one in told:
        while candidates and rows[candidates[-1]].started < one.started - TOLERANCE:
            candidates.pop()
        if candidates and rows[candidates[-1]].started <= one.started + TOLERANCE:
            by_row[candidates.pop()].append(one)
        else:
            alone.append(one)
    return alone


@dataclass
class _Cluster:
    """What is told of one connection by several; `reach` is the latest end."""

    members: List[Told]
    reach: datetime
    is_known: bool = False

    def takes(self, one: Told) -> bool:
        return one.started < self.reach or one.started == self.members[-1].started

    def add(self, one: Told) -> None:
        self.members.append(one)
        self.reach = max(self.reach, one.ended)
        self.is_known = self.is_known or bool(one.peer_id)


def without_duplicates(told: Sequence[Told]) -> Tuple[Told, ...]:
    """One for all that share time and have the same peer, or an unknown one: from first to last."""
    clusters: List[_Cluster] = []
    of_peer: Dict[str, _Cluster] = {}
    farthest: Optional[_Cluster] = None
    for one in sorted(told, key=_times):
        candidates = (
            of_peer.get(one.peer_id),
            of_peer.get("") if one.peer_id else farthest,
        )
        cluster = next((c for c in candidates if c is not None and c.takes(one)), None)
        if cluster is None:
            cluster = _Cluster([], one.ended)
            clusters.append(cluster)
        cluster.add(one)
        _note_peer(of_peer, one.peer_id, cluster)
        farthest = max(filter(None, (farthest, cluster)), key=lambda c: c.reach)
    return tuple(_joined(cluster.members) for cluster in clusters)


def _note_peer(of_peer: Dict[str, _Cluster], peer_id: str, cluster: _Cluster) -> None:
    """A cluster of nobody known becomes the first known one's."""
    if peer_id and of_peer.get("") is cluster:
        del of_peer[""]
    if peer_id or not cluster.is_known:
        of_peer[peer_id] = cluster


def _joined(members: Sequence[Told]) -> Told:
    return Told(
        next((one.peer_id for one in members if one.peer_id), ""),
        next((one.peer_name for one in members if one.peer_name), ""),
        min(one.started for one in members),
        max(one.ended for one in members),
        next((one.cid for one in members if one.cid), None),
        any(one.is_unexpected for one in members),
        any(one.is_from_list for one in members),
    )
