"""What a journal will allow once a report is kept, worked out before anybody waits for the store.

All lines that matter are judged anew with each report that has such lines: the longer the journal,
the longer it takes. Nobody else's report has to wait for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from agent.consent.policy import matters
from agent.consent.record import Record, parse
from agent.consent.time_limits import TimeLimits
from desk.store import lines, logs
from desk.store.database import Store
from desk.store.logs import HeldLog
from desk.witness.report import CheckedReport
from desk.witness.standing import Standing, ahead_ms, standing


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


def foresee(store: Store, checked: CheckedReport, now: int, limits: TimeLimits) -> Foreseen | None:
    """Read the store and work it out; None when the report changes nothing of it.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    report = checked.report
    if not any(map(matters, checked.records)):
        return None
    with store.reading() as connection:
        held = logs.find(connection, report.log)
        size = 0 if held is None else held.size
        new = checked.records[max(0, size - report.first) :]
        if size < report.first or not any(map(matters, new)):
            return None
        known = [] if held is None else lines.that_matter(connection, held.id)
    records = (*map(parse, known), *filter(matters, new))
    return Foreseen(None if held is None else held.id, _allowed(records, new[-1], now, limits))


def read_again(
    connection: Connection, held: HeldLog, newest: Record, now: int, limits: TimeLimits
) -> Standing:
    """What all lines that are held allow, `newest` being the last: when it was not foreseen."""
    records = [parse(line) for line in lines.that_matter(connection, held.id)]
    return _allowed(records, newest, now, limits)


def _allowed(records: Sequence[Record], newest: Record, now: int, limits: TimeLimits) -> Standing:
    """By the clock of the machine, as its newest line shows it."""
    return standing(records, now + ahead_ms(newest, now), limits)
