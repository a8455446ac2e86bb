"""How a round of reporting ended. Pure."""

import enum
from dataclasses import dataclass
from typing import Optional

from agent.consent.receipt import Receipt


class Reached(enum.Enum):
    """How a round ended.

    NOTHING: there is no journal, or nothing in it. UP_TO_DATE: the desk has signed for everything.
    UNSENT: there is something the desk has not signed for, and nobody has tried. NOT_NOW: no desk
    answered, or it asked to come back. REFUSED: the desk does not take the report. UNTRUSTED: what
    it answered is not signed by the shop's desk, or not for these lines. FORKED: it holds other
    lines that this account signed.
    """

    NOTHING = "nothing"
    UP_TO_DATE = "up_to_date"
    UNSENT = "unsent"
    NOT_NOW = "not_now"
    REFUSED = "refused"
    UNTRUSTED = "untrusted"
    FORKED = "forked"


@dataclass(frozen=True)
class Synced:
    """How a round ended, the newest receipt for the present journal, and why, for the log.

    `seconds` is how long the desk asked to be left alone.
    """

    reached: Reached
    receipt: Optional[Receipt] = None
    why: str = ""
    seconds: Optional[int] = None
