"""Connections to visits, and visits to prices, as `cli.md` (Price) says.

Pure. A price is an estimate; the invoice is the shop's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from desk.remote_sessions import RemoteSession
from desk.tariff import Price, Tariff, begun_minutes, price_of

_COUNTED = ("", "remotecontrol")


@dataclass(frozen=True)
class Visit:
    """Connections that count as one: from the first takeover to the last disconnection.

    `minutes` are begun minutes.
    """

    started: datetime
    ended: datetime
    minutes: int
    price: Price
    sessions: tuple[RemoteSession, ...]

    @property
    def cids(self) -> tuple[str, ...]:
        """The consents, in the order in which they were first used."""
        return tuple(dict.fromkeys(one.cid for one in self.sessions if one.cid is not None))

    @property
    def is_covered(self) -> bool:
        """Whether every connection rests on a consent."""
        return all(one.cid is not None and not one.is_unexpected for one in self.sessions)


def counts(session: RemoteSession) -> bool:
    """Whether it is paid for: it has ended, and is remote control or of a kind nothing tells."""
    is_whole = session.started is not None and session.ended is not None
    return is_whole and session.kind.casefold() in _COUNTED


def visits_of(sessions: Sequence[RemoteSession], tariff: Tariff) -> tuple[Visit, ...]:
    """The visits in the order of their starts, whatever the order of the connections."""
    spans = [span for span in map(_span, sessions) if span is not None]
    spans.sort(key=lambda span: (span.started, span.ended))
    gap = timedelta(minutes=tariff.same_visit_gap_minutes)
    return tuple(_visit(group, tariff) for group in _groups(spans, gap))


@dataclass(frozen=True)
class _Span:
    session: RemoteSession
    started: datetime
    ended: datetime


def _span(session: RemoteSession) -> _Span | None:
    if session.started is None or session.ended is None or not counts(session):
        return None
    return _Span(session, session.started, max(session.started, session.ended))


def _groups(spans: Sequence[_Span], gap: timedelta) -> Iterator[list[_Span]]:
    group: list[_Span] = []
    reached = datetime.min.replace(tzinfo=timezone.utc)
    for span in spans:
        if group and span.started - reached >= gap:
            yield group
            group = []
        group.append(span)
        reached = max(reached, span.ended)
    if group:
        yield group


def _visit(group: Sequence[_Span], tariff: Tariff) -> Visit:
    started, ended = group[0].started, max(span.ended for span in group)
    seconds = (ended - started) // timedelta(seconds=1)
    price = price_of(seconds, tariff)
    sessions = tuple(span.session for span in group)
    return Visit(started, ended, begun_minutes(seconds), price, sessions)
