"""How much anybody may have kept: new journals, bytes a day, bytes in all.

Whoever has reported before goes on whatever strangers do; what is refused is refused whole, and the
client sends it again.
"""

import hashlib
import hmac
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from desk.key import DeskKey
from desk.settings import Quotas
from desk.store import usage
from desk.store.logs import HeldLog
from desk.store.succession import named_predecessor
from desk.witness.refusals import JournalFullError, NoRoomError, NotTodayError
from desk.witness.report import CheckedReport

_DAY_MS = 86_400_000
_SETTLED_DAYS = 30
_MB = 1024 * 1024
_SOURCE_PREFIX = b"coupdemain/source/v1\n"


@dataclass(frozen=True)
class Quota:
    """The bounds of one desk. `folder` is on the disk that must not be filled, None if unknown."""

    quotas: Quotas
    key: DeskKey
    folder: Path | None

    def let_in(
        self, connection: Connection, checked: CheckedReport, address: str, now: int
    ) -> None:
        """Count a journal that was just made known, unless one known for long went on as this.

        Raises:
            NotTodayError: too many began today, from this address or in all.
        """
        day = now // _DAY_MS
        name, log = named_predecessor(checked.records[0]), checked.report.log
        settled = now - _SETTLED_DAYS * _DAY_MS
        if name is not None and usage.follows(connection, name, log, before=settled):
            return
        source = self._source(address, day)
        if usage.count_newcomer(connection, day, source) > self.quotas.new_per_address:
            raise NotTodayError("too many new journals from this address today", _rest_of_day(now))
        if usage.count_newcomer(connection, day) > self.quotas.new_in_all:
            raise NotTodayError("too many new journals today", _rest_of_day(now))

    def count(self, connection: Connection, held: HeldLog, more: int, now: int) -> None:
        """Count so many bytes that were written for a journal.

        Raises:
            JournalFullError, NotTodayError, NoRoomError: it is too much; nothing is to be kept.
        """
        used = usage.add(connection, held.id, more, now // _DAY_MS)
        if used.in_all > self.quotas.journal_kb * 1024:
            raise JournalFullError("this journal is as long as is kept")
        if used.today > self.quotas.day_kb * 1024:
            raise NotTodayError("too much of this journal today", _rest_of_day(now))
        if held.matched_id is None and self._is_short_of_room():
            raise NoRoomError("the disk is nearly full")

    def note(self, connection: Connection, held: HeldLog, more: int, now: int) -> None:
        """Count what is kept in any case."""
        usage.add(connection, held.id, more, now // _DAY_MS)

    def _source(self, address: str, day: int) -> str:
        """Stands for an address on one day; without the desk's key it leads back to nobody."""
        told = _SOURCE_PREFIX + f"{day}\n{address}".encode()
        return hmac.new(self.key.seed, told, hashlib.sha256).hexdigest()

    def _is_short_of_room(self) -> bool:
        if self.folder is None or not self.quotas.spare_mb:
            return False
        try:
            return shutil.disk_usage(self.folder).free < self.quotas.spare_mb * _MB
        except OSError:
            return True


def taken_by(*contents: bytes) -> int:
    """Bytes that a report takes of which this is kept, each in a row, and a line that tells it."""
    rows = sum(len(content) + usage.ROW_BYTES for content in contents)
    return rows + usage.OWN_LINE_BYTES


def _rest_of_day(now: int) -> int:
    """Seconds until the next day begins, UTC."""
    return (_DAY_MS - now % _DAY_MS) // 1000 + 1
