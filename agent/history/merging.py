"""One history from TeamViewer's lists, what our journals kept of them, and what its log showed.

Pure. Sorting and looking up only, so that 100 000 connections are no burden.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import groupby
from typing import Callable, Dict, Iterable, List, Optional, Sequence, Set, Tuple

from agent.brand_values import Tariff
from agent.connections import ConnectionLists, ConsentSpan, KeptSession, Recording
from agent.history.evidence import Evidence, ParseRow, gather
from agent.history.intervals import intervals
from agent.history.matching import TOLERANCE, Told
from agent.local_time import Zone, local
from agent.tariff import visits_of
from agent.visits import Connection, Disagreement, History, Visit

CONSENT_TOLERANCE = timedelta(seconds=5)
ONE_TAKEOVER = "oneoff"
END_OF_TIME = datetime.max.replace(tzinfo=timezone.utc)

FindConsent = Callable[[datetime], Optional[str]]
MonthName = Tuple[int, int]


def history(
    lists: ConnectionLists,
    kept: Sequence[KeptSession],
    spans: Sequence[ConsentSpan],
    tariff: Tariff,
    now: datetime,
    parse_row: ParseRow,
) -> History:
    """All connections that are over, each once, and their visits.

    A connection rests on the consent that a journal wrote for it, else on the one that allowed
    access when it started, one takeover before lasting access. `parse_row` reads a copied row.
    """
    find = _consent_finder(spans)
    disagreement = _disagreement_finder(lists, now)
    connections = [
        _connection(evidence, find, disagreement(evidence))
        for evidence in gather(lists, kept, parse_row)
    ]
    connections.sort(key=lambda one: (one.started, one.ended, one.session, one.peer_id))
    ordered = tuple(connections)
    return History(lists.recording, ordered, visits_of(ordered, tariff), lists.damaged)


def _connection(
    evidence: Evidence, find: FindConsent, disagreement: Optional[Disagreement]
) -> Connection:
    row, told = evidence.row, evidence.told
    if row is None:
        one = told[0]
        cid = _consent(told, one.started, find)
        times = (one.started, one.ended)
        return Connection(one.peer_id, one.peer_name, *times, "", "", "", cid, disagreement)
    peer_id, peer_name, started, ended, user, kind, session, _ = row
    cid = _consent(told, started, find) if told else find(started)
    return Connection(peer_id, peer_name, started, ended, user, kind, session, cid, disagreement)


def _disagreement_finder(
    lists: ConnectionLists, now: datetime
) -> Callable[[Evidence], Optional[Disagreement]]:
    """A list that could not be read whole proves nothing by what it lacks."""
    is_readable = all(row.line is not None for row in lists.damaged)
    lists_all = is_readable and lists.recording is Recording.ON
    # Without a TeamViewer there is no list that anything could be missing from.
    can_miss = is_readable and lists.recording is not Recording.UNKNOWN

    def find(evidence: Evidence) -> Optional[Disagreement]:
        if evidence.is_listed:
            return Disagreement.TIMES_DIFFER if evidence.times_differ else None
        if evidence.was_listed and can_miss:
            return Disagreement.REMOVED_FROM_LIST
        if evidence.row is None and not evidence.was_listed:
            is_late = evidence.told[0].ended + TOLERANCE < now
            return Disagreement.NOT_LISTED if lists_all and is_late else None
        return Disagreement.TIMES_DIFFER if evidence.times_differ else None

    return find


def _consent(told: Sequence[Told], started: datetime, find: FindConsent) -> Optional[str]:
    """What a journal saw itself is not overruled by what was allowed a moment later."""
    written = next((one.cid for one in told if one.cid), None)
    if written or any(one.is_unexpected for one in told):
        return written
    return find(started)


def _consent_finder(spans: Sequence[ConsentSpan]) -> FindConsent:
    stretches = [(span.opened, span.closed or END_OF_TIME) for span in spans]
    takeovers = [number for number, span in enumerate(spans) if span.scope == ONE_TAKEOVER]
    lasting = [number for number, span in enumerate(spans) if span.scope != ONE_TAKEOVER]
    by_scope = [intervals(stretches, some) for some in (takeovers, lasting) if some]

    def find(started: datetime) -> Optional[str]:
        for of_scope in by_scope:
            number = of_scope.reaching(started - CONSENT_TOLERANCE, started + CONSENT_TOLERANCE)
            if number is not None:
                return spans[number].cid
        return None

    return find


def since(whole: History, day: date) -> History:
    """What started on this day in UTC or later; a visit that began before is left out as one."""

    def is_kept(started: datetime) -> bool:
        return started.astimezone(timezone.utc).date() >= day

    visits = [visit for visit in whole.visits if is_kept(visit.started)]
    kept = {n for n, one in enumerate(whole.connections) if is_kept(one.started)}
    return _part(whole, visits, kept)


@dataclass(frozen=True)
class Month:
    """What a month of the zone came to, by the starts of its visits."""

    year: int
    month: int
    visits: int
    minutes: int
    price_cents: int


def months(whole: History, zone: Zone) -> Tuple[Month, ...]:
    """Every month in which something was, the latest first."""
    names = _months_of_connections(whole, zone)
    totals = {name: Month(*name, 0, 0, 0) for name in sorted(set(names), reverse=True)}
    by_name = sorted(whole.visits, key=lambda visit: _month_name(visit.started, zone))
    for name, some in groupby(by_name, lambda visit: _month_name(visit.started, zone)):
        visits = list(some)
        minutes, cents = sum(v.minutes for v in visits), sum(v.price_cents for v in visits)
        totals[name] = Month(*name, len(visits), minutes, cents)
    return tuple(totals.values())


def month_of(whole: History, year: int, month: int, zone: Zone) -> History:
    """What belongs to a month; a connection belongs where its visit began."""
    wanted = (year, month)
    visits = [visit for visit in whole.visits if _month_name(visit.started, zone) == wanted]
    names = _months_of_connections(whole, zone)
    return _part(whole, visits, {n for n, name in enumerate(names) if name == wanted})


def _months_of_connections(whole: History, zone: Zone) -> Sequence[MonthName]:
    began = [one.started for one in whole.connections]
    for visit in whole.visits:
        for number in visit.connections:
            began[number] = visit.started
    return [_month_name(started, zone) for started in began]


def _month_name(moment: datetime, zone: Zone) -> MonthName:
    there = local(moment, zone)
    return there.year, there.month


def _part(whole: History, visits: Iterable[Visit], kept: Set[int]) -> History:
    """The kept connections, counted anew, and the visits with the new indices."""
    order: List[int] = sorted(kept)
    renumbered: Dict[int, int] = {old: new for new, old in enumerate(order)}
    connections = tuple(whole.connections[number] for number in order)
    counted_anew = tuple(_renumbered(visit, renumbered) for visit in visits)
    return History(whole.recording, connections, counted_anew, whole.damaged)


def _renumbered(visit: Visit, renumbered: Dict[int, int]) -> Visit:
    indices = tuple(renumbered[number] for number in visit.connections)
    values = (visit.started, visit.ended, visit.minutes, visit.slices, visit.price_cents)
    return Visit(*values, indices, visit.cid)
