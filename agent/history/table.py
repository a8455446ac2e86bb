"""The history as a table that a spreadsheet opens: one row a connection.

Pure. Fields are parted by semicolons, as a French Excel expects, and rows by CR LF; written as
UTF-8 with a byte order mark in front (Python's `utf-8-sig`), Excel shows every letter right.
"""

from typing import Callable, Dict, Iterator, List, Optional

from agent.local_time import Zone, local, offset_text
from agent.texts import Message, message
from agent.visits import Connection, History, Visit

Translate = Callable[[Message], str]

COLUMNS = (
    "visit", "start", "end", "zone", "seconds", "name", "peer", "user", "kind", "consent",
    "remark", "minutes", "slices", "price",
)  # fmt: skip
# A cell that begins so is a formula, or becomes one once the blank is gone.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
QUOTED = (";", '"', "\r", "\n")


def history_csv(whole: History, zone: Zone, translate: Translate) -> str:
    """The table with its headings; what a visit costs stands in its first row only.

    Times are those of the zone. A cell that a spreadsheet would take for a formula gets an
    apostrophe in front: names come from strangers.
    """
    heads = [translate(message(f"connections.csv.{name}")) for name in COLUMNS]
    rows = [heads, *_rows(whole, zone, translate)]
    return "".join(";".join(map(_cell, row)) + "\r\n" for row in rows)


def _rows(whole: History, zone: Zone, translate: Translate) -> Iterator[List[str]]:
    numbers: Dict[int, int] = {}
    firsts: Dict[int, Visit] = {}
    for number, visit in enumerate(whole.visits, start=1):
        numbers.update((index, number) for index in visit.connections)
        firsts[min(visit.connections)] = visit
    for index, one in enumerate(whole.connections):
        number_text = str(numbers[index]) if index in numbers else ""
        about = _about_connection(one, zone, translate)
        yield [number_text, *about, *_about_visit(firsts.get(index), translate)]


def _about_connection(one: Connection, zone: Zone, translate: Translate) -> List[str]:
    started, ended = local(one.started, zone), local(one.ended, zone)
    remark = one.disagreement
    return [
        f"{started:%Y-%m-%d %H:%M:%S}",
        f"{ended:%Y-%m-%d %H:%M:%S}",
        offset_text(started),
        str(one.seconds),
        one.peer_name,
        one.peer_id,
        one.user,
        one.kind,
        one.cid or "",
        translate(message(f"connections.{remark.value}")) if remark else "",
    ]


def _about_visit(visit: Optional[Visit], translate: Translate) -> List[str]:
    if visit is None:
        return ["", "", ""]
    units, cents = divmod(visit.price_cents, 100)
    price = translate(message("connections.csv.amount", units=units, cents=f"{cents:02d}"))
    return [str(visit.minutes), str(visit.slices), price]


def _cell(text: str) -> str:
    safe = "'" + text if text.startswith(FORMULA_STARTS) else text
    if any(sign in safe for sign in QUOTED):
        return '"' + safe.replace('"', '""') + '"'
    return safe
