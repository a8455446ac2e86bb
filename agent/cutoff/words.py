"""The fixed words the cutoff takes, and nothing else. Pure."""

import enum
from typing import Optional, Sequence


class Word(enum.Enum):
    """`CUT` shuts; `WITHDRAW` shuts and takes TeamViewer's permanent passwords away."""

    CUT = "cut"
    WITHDRAW = "withdraw"


def word_of(arguments: Sequence[str]) -> Optional[Word]:
    """The word, when it is the only argument and exactly one of them; else None."""
    return next((word for word in Word if list(arguments) == [word.value]), None)
