"""Whether a result is the answer to what was asked just now. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Optional, Union

from agent.cutoff.result import Result
from agent.cutoff.words import Word
from agent.windows_facts import Absent, Unreadable

Reading = Union[Result, Absent, Unreadable]


@dataclass(frozen=True)
class Asked:
    """A word, when it was asked, and the run whose result was there before."""

    word: Word
    at: datetime
    before: Optional[str]


def answer_to(asked: Asked, reading: Reading, now: datetime) -> Optional[Result]:
    """The result, when it is of a new run, with this word, begun since; else None.

    A clock that was set meanwhile makes it doubtful, which is not believed either.
    """
    if not isinstance(reading, Result) or reading.word is not asked.word:
        return None
    is_new = reading.start != asked.before
    # Results are kept to the second.
    is_since = asked.at.replace(microsecond=0) <= reading.time <= now + timedelta(seconds=1)
    return reading if is_new and is_since and reading.fault is None else None
