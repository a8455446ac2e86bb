"""Everything a machine's page shows, read in one view of the store."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from agent.consent.log_name import is_log_name
from agent.consent.policy import Consent, consents
from agent.consent.record import Record, parse
from agent.consent.succession import Journal, Trust
from desk.pages.failures import PageRefusedError
from desk.remote_sessions import SESSION_EVENTS, RemoteSession, sessions_in
from desk.settings import Settings
from desk.store import blobs, flags, lines, listing, logs, receipts, succession
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
    """A machine and what its journal tells; the newest comes first in each.

    `consents` are those of the journals before and after it as well; `goes_on_in` is the next one.
    """

    row: MachineRow
    flags: tuple[Flag, ...]
    consents: tuple[Consent, ...]
    sessions: tuple[RemoteSession, ...]
    visits: tuple[Visit, ...]
    receipt: KeptReceipt | None
    goes_on_in: str | None

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
    line, later = _line_of(connection, log, records)
    standing = consents(line, clock_at(now + row.clock_ahead_ms), settings.limits)
    sessions = _proven(_sessions(connection, row.id, records), standing)
    return MachinePicture(
        row,
        tuple(flags.of(connection, row.id)),
        standing,
        sessions[::-1],
        visits_of(sessions, settings.tariff)[::-1],
        receipts.newest(connection, row.id),
        later,
    )


def _line_of(
    connection: Connection, log: str, records: tuple[Record, ...]
) -> tuple[list[Journal], str | None]:
    """The journals of the account, the oldest first, and in which this one goes on."""
    held = logs.find(connection, log)
    before = succession.before(connection, records[0])
    later = [] if held is None else succession.after(connection, held)
    line = [
        *(succession.that_matter(connection, one) for one in before),
        records,
        *(succession.that_matter(connection, one) for one in later),
    ]
    return [Journal(one, Trust.SOUND) for one in line], later[0].name if later else None


def _proven(
    sessions: tuple[RemoteSession, ...], standing: tuple[Consent, ...]
) -> tuple[RemoteSession, ...]:
    """The connections, each with the consent it names only if somebody said yes to that one."""
    given = {consent.cid for consent in standing if consent.yes is not None}
    return tuple(one if one.cid in given else replace(one, cid=None) for one in sessions)


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
