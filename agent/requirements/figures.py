"""Numbers for sentences, cut so that no language has to.

Pure. A figure is handed over as whole units and tenths, because French writes a comma between
them and English a point; the translation files put it there.
"""

import math
from typing import Tuple


def rounded_down(value: float) -> Tuple[int, int]:
    """Units and tenths of what was measured, never more than was measured."""
    return divmod(math.floor(round(value * 10, 6)), 10)


def rounded_up(value: float) -> Tuple[int, int]:
    """Units and tenths of what is needed, never less than is needed."""
    return divmod(math.ceil(round(value * 10, 6)), 10)
