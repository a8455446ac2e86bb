"""What the desk holds beyond, or instead of, a journal that is not as it was.

The desk is believed in nothing: lines it gives back count because this account's own key signed
them, and so does a line that shows that there are two stories.
"""

import enum
import logging
from dataclasses import dataclass
from functools import partial
from typing import Callable, List, Optional, Tuple

from agent.consent.chain import links
from agent.consent.journal import Journal
from agent.consent.keys import KnownHead, SigningKey
from agent.consent.record import parse
from agent.consent.refusals import LineRefusedError
from agent.consent.signing import Ed25519
from agent.reporting.answers import KeptLines
from agent.reporting.desk import Desk
from agent.reporting.unsent import Tail

# A journal of a year is far shorter; a desk that gives more is none.
MOST_LINES = 200_000

_log = logging.getLogger(__name__)


class Repair(enum.Enum):
    """What came of it.

    MENDED: the missing lines are back. FORKED: two stories, both signed by this account's key.
    NOTHING_MORE: the desk holds the same lines, or fewer. CONTRADICTION: what it gives is not
    signed or does not follow. NO_ANSWER: it gave nothing.
    """

    MENDED = "mended"
    FORKED = "forked"
    NOTHING_MORE = "nothing_more"
    CONTRADICTION = "contradiction"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Repairing:
    """Asks for lines and puts them back. `seconds` is this computer's Unix time."""

    client: Desk
    journal: Journal
    ed25519: Ed25519
    seconds: Callable[[], int]

    def repair(self, key: SigningKey, log: str, ours: Tail) -> Repair:
        """Hold the desk's lines against ours from `ours.start` on, and put back what is missing.

        Raises:
            ConsentStorageError: nothing was put back.
        """
        kept = self._kept(key, log, ours.start)
        if kept is None:
            return Repair.NO_ANSWER
        own = [link.record.line for link in ours.links]
        for index, (mine, its) in enumerate(zip(own, kept)):
            if mine != its:
                return self._other_line(key, log, its, ours.start + index)
        if len(kept) <= len(own):
            return Repair.NOTHING_MORE
        return self._put_back(key, log, ours, kept[len(own) :])

    def _kept(self, key: SigningKey, log: str, start: int) -> Optional[Tuple[bytes, ...]]:
        """All lines the desk holds from `start` on; None when it does not give them."""
        lines: List[bytes] = []
        sign = partial(self.ed25519.sign, key.seed)
        while True:
            position = start + len(lines)
            page = self.client.lines(log, position, self.seconds(), sign)
            if page is None or page.start != position or len(lines) > MOST_LINES:
                return None
            lines += page.lines
            if start + len(lines) >= page.size or not page.lines:
                return tuple(lines) if _is_whole(page, start + len(lines)) else None

    def _other_line(self, key: SigningKey, log: str, line: bytes, number: int) -> Repair:
        """A line in place of ours: it says something only when this account signed it."""
        try:
            record = parse(line)
        except LineRefusedError:
            return Repair.CONTRADICTION
        is_same_place = (record.log, record.seq) == (log, number)
        is_signed = self.ed25519.verify(key.public, record.signed, record.signature)
        return Repair.FORKED if is_same_place and is_signed else Repair.CONTRADICTION

    def _put_back(
        self, key: SigningKey, log: str, ours: Tail, missing: Tuple[bytes, ...]
    ) -> Repair:
        if ours.head is None:
            return Repair.CONTRADICTION
        try:
            *_, last = links(missing, self.ed25519.verify, ours.head)
        except LineRefusedError as refusal:
            _log.warning("lines of %s from the desk do not follow: %s", log, refusal)
            return self._other_line(key, log, missing[0], ours.head.size)
        witnessed = KnownHead(last.head.size, last.head.line_hash)
        is_done = self.journal.put_back(missing, witnessed)
        return Repair.MENDED if is_done else Repair.NOTHING_MORE


def _is_whole(page: KeptLines, reached: int) -> bool:
    """A desk that says it holds more than it gives has not answered."""
    return reached >= page.size or page.size <= page.start
