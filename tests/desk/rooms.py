"""A desk inside the test, whose clock the test sets."""

from dataclasses import dataclass, field

from desk.api.desk import Desk, open_desk
from desk.settings import Settings
from desk.store import flags, listing, logs
from desk.store.flags import Flag
from desk.store.listing import MachineRow
from desk.witness.ingest import Conflict, Receipted, Taken
from desk.witness.report import Report
from tests.desk.journals import Client


@dataclass
class Room:
    """A desk; `now` is Unix ms."""

    settings: Settings
    now: int
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = open_desk(self.settings, lambda: self.now)

    def take(self, report: Report) -> Taken:
        return self.desk.witness.take(report)

    def receipt(self, report: Report) -> bytes:
        """The receipt of a report that has to be taken."""
        taken = self.take(report)
        assert isinstance(taken, Receipted)
        return taken.receipt

    def conflict(self, report: Report) -> tuple[int, str]:
        """Known size and reason for a report that has to be in conflict."""
        taken = self.take(report)
        assert isinstance(taken, Conflict)
        return taken.known_size, taken.why.value

    def row(self, client: Client) -> MachineRow:
        with self.desk.store.reading() as connection:
            row = listing.one(connection, client.log)
        assert row is not None
        return row

    def knows(self, client: Client) -> bool:
        with self.desk.store.reading() as connection:
            return logs.find(connection, client.log) is not None

    def flags(self, client: Client) -> dict[str, Flag]:
        row = self.row(client)
        with self.desk.store.reading() as connection:
            return {flag.kind.value: flag for flag in flags.of(connection, row.id)}
