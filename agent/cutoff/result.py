"""What the cutoff did: what it leaves behind for the program that asked for it.

Pure. Whatever was left or failed, `ok` follows from it and cannot be said otherwise.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Optional

from agent.cutoff.words import Word
from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.removal import Removal


class Fault(enum.Enum):
    """Why nothing can be said of the computer: it was not asked properly, or it broke."""

    REFUSED = "refused"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True)
class Result:
    """One run. `start` is 32 hex digits that no other run has; `time` is when it ended, in UTC.

    `word` is None for anything that is not a word of ours. `removal` is there exactly when
    passwords were to be removed and the run came so far.
    """

    word: Optional[Word]
    start: str
    time: datetime
    outcome: Outcome
    removal: Optional[Removal] = None
    fault: Optional[Fault] = None

    @property
    def ok(self) -> bool:
        """Whether all that was asked is done, as read back."""
        is_removed = self.word is Word.CUT or (self.removal is not None and self.removal.ok)
        is_done = self.fault is None and self.word is not None
        return is_done and self.outcome.ok and is_removed
