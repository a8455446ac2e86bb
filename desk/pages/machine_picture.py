"""Everything a machine's page shows, read in one view of the store."""

from dataclasses import dataclass

from sqlalchemy import Connection

from agent.consent.log_name import is_log_name
from agent.consent.policy import Consent, consents
from agent.consent.record import Record, parse
from agent.consent.succession import Journal, Trust
from desk.pages.failures import PageRefusedError
from desk.remote_sessions import SESSION_EVENTS, RemoteSession, sessions_in
from desk.settings import Settings
from desk.store import blobs, flags, lines, listing, receipts
from desk.store.flags import Flag
from desk.store.heads import milliseconds
from desk.store.listing import MachineRow
from desk.store.receipts import KeptReceipt
from desk.visits import Visit, visits_of
from desk.witness.standing import clock_at

LINES_A_PAGE = 50
MOST_SHOWN = 100
"""Of consents, connections and visits: the latest; the proof has all."""


@dataclass(frozen=True)
class MachinePicture:
    """A machine and what its journal tells; the newest comes first in each."""

    row: MachineRow
    flags: tuple[Flag, ...]
    consents: tuple[Consent, ...]
    sessions: tuple[RemoteSession, ...]
    visits: tuple[Visit, ...]
    receipt: KeptReceipt | None

    def visit_of(self, started: int) -> Visit | None:
        """The visit that began then (Unix ms)."""
        return next((one for one in self.visits if milliseconds(one.started) == started), None)

    def consent_of(self, cid: str) -> Consent | None:
        """The consent of that number."""
        return next((consent for consent in self.consents if consent.cid == cid), None)


def picture_of(connection: Connection, log: str, settings: Settings, now: int) -> MachinePicture:
    """A machine by its journal's name.

    Raises:
        PageRefusedError: there is none.
    """
    row = machine_row(connection, log)
    records = tuple(parse(line) for line in lines.that_matter(connection, row.id))
    sessions = _sessions(connection, row.id, records)
    visits = visits_of(sessions, settings.tariff)
    by_its_clock = clock_at(now + row.clock_ahead_ms)
    standing = consents([Journal(records, Trust.SOUND)], by_its_clock, settings.limits)
    return MachinePicture(
        row,
        tuple(flags.of(connection, row.id)),
        standing,
        sessions[::-1],
        visits[::-1],
        receipts.newest(connection, row.id),
    )


def machine_row(connection: Connection, log: str) -> MachineRow:
    """A machine's row.

    Raises:
        PageRefusedError: there is none.
    """
    row = listing.one(connection, log) if is_log_name(log) else None
    if row is None:
        raise PageRefusedError(404, "refused.no_machine")
    return row


def journal_page(connection: Connection, row: MachineRow, before: int) -> tuple[Record, ...]:
    """The lines before number `before`, the newest first."""
    end = min(before, row.size)
    held = lines.between(connection, row.id, max(0, end - LINES_A_PAGE), end)
    return tuple(parse(line) for line in reversed(held))


def _sessions(
    connection: Connection, log_id: int, records: tuple[Record, ...]
) -> tuple[RemoteSession, ...]:
    told = [record for record in records if record.event in SESSION_EVENTS]
    known = blobs.contents(connection, log_id, (name for one in told for name in one.blobs))
    return sessions_in(told, known.get)
