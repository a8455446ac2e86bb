"""Several lists as one: each connection once, in the order of the starts.

Pure. The result does not depend on the order of lists or rows. Two rows of one session that differ
are no mistake to pass over: the smaller one stays, and each other is named as contradicting it.
"""

from operator import attrgetter
from typing import Dict, Iterable, List, Tuple

from agent.connections import ConnectionLists, DamagedRow, ListedConnection, Recording
from agent.teamviewer.connections.list_text import MAX_SHOWN_CHARACTERS, ListContent
from agent.teamviewer.connections.rows import Reason

Content = Tuple[object, ...]


def merge(contents: Iterable[ListContent], recording: Recording) -> ConnectionLists:
    """All lists together; what is the same in several of them is there once."""
    lists = sorted(contents, key=lambda content: content.file)
    rows = [row for one in lists for row in one.rows]
    by_session = {row.session: row for row in rows}
    damaged = [row for one in lists for row in one.damaged]
    if len(by_session) < len(rows):
        by_session, contradictions = _without_repetitions(lists)
        damaged += contradictions
    return ConnectionLists(
        recording,
        tuple(sorted(by_session.values(), key=attrgetter("started", "session"))),
        tuple(sorted(damaged, key=lambda row: (row.file, row.line or 0, row.reason, row.row))),
    )


def _without_repetitions(
    lists: Iterable[ListContent],
) -> Tuple[Dict[str, ListedConnection], List[DamagedRow]]:
    """The row that stays of each session, and those that say something else of it."""
    kept: Dict[str, ListedConnection] = {}
    places: Dict[Content, DamagedRow] = {}
    for one in lists:
        for row, line in zip(one.rows, one.lines):
            other = kept.setdefault(row.session, row)
            if other is not row and _order(row) < _order(other):
                kept[row.session] = row
            place = DamagedRow(
                one.file, line, Reason.CONTRADICTS.value, row.row[:MAX_SHOWN_CHARACTERS]
            )
            places.setdefault(_content(row), place)
    told = {_content(row) for row in kept.values()}
    return kept, [place for content, place in places.items() if content not in told]


def _content(row: ListedConnection) -> Content:
    """Everything a row says; its text may end differently in another file."""
    return (row.started, row.ended, row.session, row.peer_id, row.peer_name, row.user, row.kind)


def _order(row: ListedConnection) -> Content:
    return (*_content(row), row.row)
