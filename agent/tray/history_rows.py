"""Visits and other connections as lines, each made when it is asked for. Pure."""

from datetime import datetime, tzinfo
from typing import Dict, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple, Union

from agent.brand_values import Tariff
from agent.date_text import day_text
from agent.hours_text import time_text
from agent.local_time import local as in_zone
from agent.money_text import amount_text
from agent.state import Authorisation
from agent.translations import Translate
from agent.tray.history_views import HistoryRow, Month
from agent.tray.peer_text import peer_text
from agent.tray.speaking import Speaking
from agent.visits import Connection, History, Visit

COLUMNS = ("day", "time", "minutes", "slices", "price", "allowed", "who", "note")
_FILE_TRANSFER = "filetransfer"


class Line(NamedTuple):
    """What one line is about: a visit, or a connection that belongs to none."""

    started: datetime
    visit: Optional[int]
    connections: Tuple[int, ...]


def lines_of(history: History) -> List[Line]:
    """All lines, the latest first."""
    counted = {index for visit in history.visits for index in visit.connections}
    lines = [Line(v.started, i, v.connections) for i, v in enumerate(history.visits)]
    lines += [
        Line(one.started, None, (index,))
        for index, one in enumerate(history.connections)
        if index not in counted
    ]
    return sorted(lines, key=lambda line: line.started, reverse=True)


def by_month(lines: Sequence[Line], zone: Optional[tzinfo]) -> Dict[Month, List[Line]]:
    """The lines by the month in which they began on this clock, in their own order."""
    found: Dict[Month, List[Line]] = {}
    for line in lines:
        local = in_zone(line.started, zone)
        found.setdefault((local.year, local.month), []).append(line)
    return found


class RowWords(Speaking):
    """Turns one line into words for one shop, one language and these authorisations."""

    def __init__(
        self,
        translate: Translate,
        tariff: Tariff,
        zone: Optional[tzinfo],
        authorisations: Mapping[str, Authorisation],
    ) -> None:
        self._translate, self._tariff, self._zone = translate, tariff, zone
        self._authorisations = authorisations

    def row(self, history: History, line: Line) -> HistoryRow:
        """The line's cells, and the same in sentences."""
        connections = [history.connections[index] for index in line.connections]
        visit = None if line.visit is None else history.visits[line.visit]
        whole = visit or connections[0]
        cells = {
            "day": self._day(whole.started),
            "time": self._times(whole.started, whole.ended),
            "minutes": self.say("history.minutes", minutes=_minutes(whole)),
            "slices": str(visit.slices) if visit else "",
            "price": self._price(visit),
            "allowed": self._allowed(connections),
            "who": self._who(connections),
            "note": self._note(visit, connections),
        }
        row = tuple(cells[name] for name in COLUMNS)
        return HistoryRow(row, self._sentence(cells, visit), line.visit)

    def _day(self, moment: datetime) -> str:
        return day_text(in_zone(moment, self._zone).date(), self._translate)

    def _times(self, started: datetime, ended: datetime) -> str:
        first, last = in_zone(started, self._zone), in_zone(ended, self._zone)
        days = (last.date() - first.date()).days
        case = {0: "history.times", 1: "history.times_next_day"}
        start, end = (time_text(moment, self._translate) for moment in (first, last))
        return self.say(case.get(days, "history.times_later"), start=start, end=end, days=days)

    def _price(self, visit: Optional[Visit]) -> str:
        if visit is None:
            return self.say("history.no_price")
        return amount_text(visit.price_cents, self._tariff.currency, self._translate)

    def _allowed(self, connections: Sequence[Connection]) -> str:
        """What they rest on; that a part rests on nothing is always said."""
        cids: Set[Optional[str]] = {one.cid for one in connections}
        if cids == {None}:
            return self.say("history.allowed.none")
        if None in cids:
            return self.say("history.allowed.partly")
        if len(cids) > 1:
            return self.say("history.allowed.several")
        return self._authorisation(next(cid for cid in cids if cid))

    def _authorisation(self, cid: str) -> str:
        found = self._authorisations.get(cid)
        if found is None:
            return self.say("history.allowed.other")
        return self.say(f"history.allowed.{found.scope}", day=self._day(found.given_at))

    def _who(self, connections: Sequence[Connection]) -> str:
        named = [one for one in connections if one.peer_name or one.peer_id]
        texts = [peer_text(one.peer_name, one.peer_id, self._translate) for one in named]
        return ", ".join(dict.fromkeys(texts)) or self.say("history.who.unknown")

    def _note(self, visit: Optional[Visit], connections: Sequence[Connection]) -> str:
        kinds = {one.kind.lower() for one in connections}
        why = "file_transfer" if kinds == {_FILE_TRANSFER} else "not_counted"
        first = [] if visit else [why]
        found = [one.disagreement.value for one in connections if one.disagreement]
        keys = dict.fromkeys([*first, *found])
        return " ".join(self.say(f"history.note.{key}") for key in keys)

    def _sentence(self, cells: Mapping[str, str], visit: Optional[Visit]) -> str:
        parts = [self.say("history.sentence", **cells)]
        if visit is not None:
            key = "history.sentence.one_slice" if visit.slices == 1 else "history.sentence.slices"
            parts.append(self.say(key, price=cells["price"], slices=visit.slices))
        whole = " ".join(filter(None, (*parts, cells["note"])))
        return whole[:1].upper() + whole[1:]


class HistoryRows(Sequence[HistoryRow]):
    """The lines of one view; ten thousand cost nothing until they are looked at."""

    def __init__(self, words: RowWords, history: History, lines: Sequence[Line]) -> None:
        self._words, self._history, self._lines = words, history, lines
        self._made: Dict[int, HistoryRow] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: Union[int, slice]) -> "HistoryRow":  # type: ignore[override]
        if isinstance(index, slice):
            raise TypeError("one line at a time")
        if index not in self._made:
            self._made[index] = self._words.row(self._history, self._lines[index])
        return self._made[index]


def _minutes(whole: Union[Visit, Connection]) -> int:
    """Begun minutes."""
    return whole.minutes if isinstance(whole, Visit) else -(-whole.seconds // 60)
