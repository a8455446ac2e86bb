"""What a person saw confirmed, or began and saw interrupted, in its order. Pure."""

from dataclasses import dataclass, field
from typing import List

YES_ONCE, YES_LASTING, NO, STOP, WITHDRAW = "yes, once", "yes, lasting", "no", "stop", "withdraw"


@dataclass
class Answered:
    """One thing that a person did; `is_confirmed` once the program has said that it counts."""

    what: str
    day: int
    is_confirmed: bool = False


@dataclass
class Ledger:
    """Everything a person did, as he would tell it."""

    entries: List[Answered] = field(default_factory=list)

    def begin(self, what: str, day: int) -> Answered:
        """He begins; it is confirmed later, or never."""
        self.entries.append(Answered(what, day))
        return self.entries[-1]
