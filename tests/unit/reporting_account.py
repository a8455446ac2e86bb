"""An account that reports to a desk, and a hand that ends its program at any step."""

from pathlib import Path
from typing import Callable, List, Optional

from agent.consent.blobs import Blobs
from agent.consent.log_name import Sign
from agent.consent.receipt import Receipt
from agent.reporting.acknowledged import Acknowledged
from agent.reporting.answers import Answer, KeptLines, NotNow
from agent.reporting.desk import Desk
from agent.reporting.sync import Sync, SyncParts
from agent.reporting.synced import Synced
from tests.unit.journal_on_disk import Account
from tests.unit.journal_with_desk import DESK
from tests.unit.true_desk import TrueDesk

FIELDS = {"teamviewer_id": "1234567890", "outcome": "met"}


OnStep = Callable[[str], None]


class KilledError(BaseException):
    """The program is gone: nothing in it can catch this."""


class Line:
    """The line between an account and a desk, which can be cut."""

    def __init__(self, desk: TrueDesk) -> None:
        self.desk = desk
        self.is_cut = False
        self.on_step: Callable[[str], None] = lambda _step: None

    def send(self, body: bytes) -> Answer:
        self.on_step("before sending")
        if self.is_cut:
            return NotNow("no network")
        answer = self.desk.send(body)
        self.on_step("after sending")
        return answer

    def lines(self, log: str, start: int, seconds: int, sign: Sign) -> Optional[KeptLines]:
        self.on_step("before asking back")
        return None if self.is_cut else self.desk.give(log, start, seconds, sign)


class _Receipts(Acknowledged):
    """Receipts whose keeping can be interrupted."""

    on_step: Callable[[str], None]

    def keep(self, receipt: Receipt, data: bytes) -> None:
        self.on_step("before keeping")
        super().keep(receipt, data)
        self.on_step("after keeping")


class ReportingAccount(Account):
    """An account whose program reports; `start` begins it again."""

    def __init__(self, folder: Path, line: Desk, on_step: OnStep = lambda _step: None) -> None:
        self.line, self.on_step = line, on_step
        super().__init__(folder)

    def start(self) -> None:
        super().start()
        receipts = _Receipts(self.place, DESK, self.ed25519.verify)
        object.__setattr__(receipts, "on_step", lambda step: self.on_step(step))
        blobs = Blobs(self.place.blobs)
        parts = SyncParts(
            self.journal, self.keys, blobs, receipts, self.line, lambda: 1_800_000_000
        )
        self.sync = Sync(parts)

    def report(self) -> Synced:
        """A round, with the head in the store when it is over."""
        synced = self.sync.run()
        assert self.journal.heads.settle(60)
        return synced

    def send_id(self) -> Synced:
        """What the client's button does."""
        self.sync.prepare(FIELDS)
        return self.report()

    @property
    def log(self) -> str:
        """The present journal's name."""
        return self.place.log_of_kid(self.kid)


class TriedAccount(ReportingAccount):
    """One whose line to the desk can be cut, and whose program can be ended at any step."""

    def __init__(self, folder: Path, desk: TrueDesk) -> None:
        self.way = Line(desk)
        super().__init__(folder, self.way, lambda step: self.way.on_step(step))

    def held(self) -> List[bytes]:
        """What the desk holds of the present journal."""
        return self.way.desk.lines.get(self.log, [])
