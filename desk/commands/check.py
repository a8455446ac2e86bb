"""`desk check`: every chain and every receipt again, from the bytes."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from agent.consent import chain
from agent.consent.chain import Head
from agent.consent.checkpoint import read_checkpoint
from agent.consent.receipt import read_receipt
from agent.consent.refusals import LineRefusedError, ReceiptRefusedError
from desk.api.desk import Desk, open_desk
from desk.ed25519 import verify
from desk.errors import StoreDamagedError
from desk.key import DeskKey
from desk.settings import Settings
from desk.store import lines, logs, own_log, receipts
from desk.store.logs import HeldLog
from desk.store.schema import LOGS


def check(settings: Settings) -> int:
    """Check all of it; 0 when all holds, else 1, and the first that does not is named."""
    desk = open_desk(settings)
    checked = 0
    for name in (desk.key.own_log, *_names(desk)):
        with desk.store.reading() as connection:
            bad = _first_bad(connection, desk.key, name)
        if bad is not None:
            print(f"{name}: {bad}")
            return 1
        checked += 1
    print(f"OK, {checked} journals")
    return 0


def _names(desk: Desk) -> Iterator[str]:
    last = 0
    while True:
        query = select(LOGS.c.id, LOGS.c.name).where(LOGS.c.id > last).order_by(LOGS.c.id)
        with desk.store.reading() as connection:
            found = connection.execute(query.limit(1000)).tuples().all()
        if not found:
            return
        last = found[-1][0]
        yield from (name for _, name in found)


def _first_bad(connection: Connection, key: DeskKey, name: str) -> str | None:
    """What is first wrong with a journal; None when all holds, or it is no longer there."""
    try:
        if name == key.own_log:
            return _bad_own(connection, key)
        held = logs.find(connection, name)
        return None if held is None else _bad(connection, key, held)
    except StoreDamagedError:
        return "what is kept of its last line is damaged"


def _bad(connection: Connection, key: DeskKey, held: HeldLog) -> str | None:
    kept = {receipt.size: receipt.text for receipt in receipts.every(connection, held.id)}
    report = chain.check(lines.every(connection, held.id), verify, sizes=frozenset(kept))
    if report.bad is not None:
        return f"line {report.bad.index}: {report.bad.flaw.value}"
    if report.head is None or report.head != held.head or report.head.public_key != held.public_key:
        return "the lines are not those that its row was made for"
    for size, text in kept.items():
        try:
            said = read_receipt(text, held.public_key, key.signer, verify).checkpoint
        except ReceiptRefusedError as refusal:
            return f"receipt for {size} lines: {refusal.flaw.value}"
        if (said.log, said.size, said.root) != (held.name, size, report.roots.get(size)):
            return f"receipt for {size} lines: of other lines"
    return None if held.size in kept else f"no receipt for all {held.size} lines"


def _bad_own(connection: Connection, key: DeskKey) -> str | None:
    kept = own_log.checkpoints(connection)
    head: Head | None = None
    roots: dict[int, bytes] = {}
    try:
        for link in chain.links(own_log.every(connection), verify):
            head = link.head
            if head.size in kept:
                roots[head.size] = head.tree.root()
    except LineRefusedError as refusal:
        return f"line {head.size if head else 0}: {refusal.flaw.value}"
    if head is None or head != own_log.head(connection, key):
        return "the lines are not those that were last written"
    for size, text in kept.items():
        try:
            said = read_checkpoint(text, key.signer.public_key, verify)
        except ReceiptRefusedError as refusal:
            return f"checkpoint of {size} lines: {refusal.flaw.value}"
        if said.root != roots.get(size):
            return f"checkpoint of {size} lines: of other lines"
    return None
