"""What the cutoff is called in Windows, and the fixed words it takes. Pure."""

import enum
from typing import Optional, Sequence

SERVICE_NAME = "CoupDeMainCutoff"


class Word(enum.Enum):
    """`CUT` shuts; `WITHDRAW` shuts and takes TeamViewer's permanent passwords away."""

    CUT = "cut"
    WITHDRAW = "withdraw"


def word_of(arguments: Sequence[str]) -> Optional[Word]:
    """The word, when it is the only argument and exactly one of them; else None."""
    return next((word for word in Word if list(arguments) == [word.value]), None)
