"""What a journal will allow once a report is kept, worked out before anybody waits for the store.

All lines that matter are judged anew with each report that has such lines: the longer the journal,
the longer it takes. Nobody else's report has to wait for that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from agent.consent.policy import matters
from agent.consent.record import Record
from agent.consent.time_limits import TimeLimits
from desk.store import logs, succession
from desk.store.database import Store
from desk.store.logs import HeldLog
from desk.witness.report import CheckedReport
from desk.witness.standing import MOVED, Standing, ahead_ms, standing


@dataclass(frozen=True)
class Foreseen:
    """What the journal allows after the report's last line; `log_id` is None if it was not known.

    It stays right however much is added meanwhile: a journal only grows, and a report is kept only
    if it says the same as what is held by then.
    """

    log_id: int | None
    standing: Standing

    def is_of(self, held: HeldLog) -> bool:
        """Whether it is of this journal: one that was deleted and made known anew is another."""
        return self.log_id in (None, held.id)


def bears_on_access(record: Record) -> bool:
    """Whether what the journal allows has to be worked out anew after this line."""
    return matters(record) or succession.named_heir(record) is not None


def foresee(store: Store, checked: CheckedReport, now: int, limits: TimeLimits) -> Foreseen | None:
    """Read the store and work it out; None when the report changes nothing of it.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    report = checked.report
    if not any(map(bears_on_access, checked.records)):
        return None
    with store.reading() as connection:
        held = logs.find(connection, report.log)
        size = 0 if held is None else held.size
        new = checked.records[max(0, size - report.first) :]
        if size < report.first or not any(map(bears_on_access, new)):
            return None
        known = () if held is None else succession.that_matter(connection, held)
        records = (*known, *filter(matters, new))
        line = (*_before(connection, records[0]), records)
    return Foreseen(None if held is None else held.id, _allowed(line, new[-1], now, limits))


def read_again(
    connection: Connection, held: HeldLog, newest: Record, now: int, limits: TimeLimits
) -> Standing:
    """What all lines that are held allow, `newest` being the last: when it was not foreseen."""
    records = succession.that_matter(connection, held)
    return _allowed((*_before(connection, records[0]), records), newest, now, limits)


def _before(connection: Connection, genesis: Record) -> Iterator[Sequence[Record]]:
    """What is allowed goes on in the next journal."""
    for held in succession.before(connection, genesis):
        yield succession.that_matter(connection, held)


def _allowed(
    line: Sequence[Sequence[Record]], newest: Record, now: int, limits: TimeLimits
) -> Standing:
    """By the clock of the machine, as its newest line shows it."""
    if succession.named_heir(newest) is not None:
        return Standing(MOVED, None)
    return standing(line, now + ahead_ms(newest, now), limits)
