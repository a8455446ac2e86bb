"""What speaks for each connection: rows in TeamViewer's lists, copies of rows, and what was seen.

Pure.
"""

from collections import defaultdict
from datetime import datetime
from typing import (
    Callable,
    DefaultDict,
    Dict,
    Iterator,
    List,
    NamedTuple,
    Optional,
    Sequence,
    Tuple,
)

from agent.connections import ConnectionLists, KeptSession, ListedConnection, SessionSource
from agent.history.matching import TOLERANCE, Told, match, without_duplicates

ParseRow = Callable[[str], Optional[ListedConnection]]
RowKey = Tuple[str, ...]


class Evidence(NamedTuple):
    """One connection. `row` is None when no list has it and no copy of its row can be read.

    `told` is what our journals tell of it. `is_listed`: a list has its row now. `was_listed`: it
    was copied from a list.
    """

    row: Optional[ListedConnection]
    told: Tuple[Told, ...] = ()
    is_listed: bool = False
    was_listed: bool = False
    times_differ: bool = False


def gather(
    lists: ConnectionLists, kept: Sequence[KeptSession], parse_row: ParseRow
) -> Iterator[Evidence]:
    """The evidence of each connection once; of a session without an end there is none."""
    listed = {_key(row): row for row in reversed(lists.rows)}
    copies, seen = _sorted_out(kept, parse_row)
    copied_rows = {key: first for key, ((first, _), *_others) in copies.items()}
    rows = {**copied_rows, **listed} if copied_rows else listed
    ordered = sorted(rows.items(), key=_order)
    matched = match([row for _, row in ordered], without_duplicates(seen))
    for number, (key, row) in enumerate(ordered):
        about = matched.by_row.get(number, ())
        copied = copies.get(key)
        if copied or about:
            yield _evidence(row, copied or [], about, is_listed=key in listed)
        else:
            yield Evidence(row, is_listed=True)
    for one in matched.alone:
        yield Evidence(None, (one,), was_listed=one.is_from_list)


def _evidence(
    row: ListedConnection,
    copied: "Sequence[Tuple[ListedConnection, Told]]",
    about: Sequence[Told],
    *,
    is_listed: bool,
) -> Evidence:
    return Evidence(
        row,
        (*(told for _, told in copied), *about),
        is_listed,
        was_listed=bool(copied),
        times_differ=_differs(row, about) or any(_differs(row, (told,)) for _, told in copied),
    )


def _order(keyed: Tuple[RowKey, ListedConnection]) -> Tuple[datetime, datetime, RowKey]:
    key, row = keyed
    return row.started, row.ended, key


def _key(row: ListedConnection) -> RowKey:
    """What tells one connection from another, also where the row names no session."""
    return (row.session,) if row.session else (row.peer_id, str(row.started), str(row.ended))


Copies = Dict[RowKey, List[Tuple[ListedConnection, Told]]]


def _sorted_out(kept: Sequence[KeptSession], parse_row: ParseRow) -> Tuple[Copies, List[Told]]:
    """The copied rows, and what has no row that can be read."""
    copies: DefaultDict[RowKey, List[Tuple[ListedConnection, Told]]] = defaultdict(list)
    seen: List[Told] = []
    for session in kept:
        row = parse_row(session.row) if session.row is not None else None
        if row is not None:
            copies[_key(row)].append((row, _told_by_copy(session, row)))
        elif session.started is not None and session.ended is not None:
            seen.append(
                Told(
                    session.peer_id or "",
                    session.peer_name or "",
                    session.started,
                    max(session.started, session.ended),
                    session.cid,
                    session.is_unexpected,
                    session.source is SessionSource.LIST,
                )
            )
    return copies, seen


def _told_by_copy(session: KeptSession, row: ListedConnection) -> Told:
    return Told(
        row.peer_id,
        row.peer_name,
        row.started,
        row.ended,
        session.cid,
        session.is_unexpected,
        is_from_list=True,
    )


def _differs(row: ListedConnection, told: Sequence[Told]) -> bool:
    """Whether what is told, all together, begins or ends otherwise than the row says."""
    if not told:
        return False
    first, last = min(one.started for one in told), max(one.ended for one in told)
    return abs(first - row.started) > TOLERANCE or abs(last - row.ended) > TOLERANCE
