"""Where a line may not end. Pure."""

import re

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_INSIDE_SIGNS = re.compile("(?<=«) | (?=[»?!:;])")


def keep_signs(text: str) -> str:
    """The text to draw: French signs that stand behind or before a space stay with their word."""
    return _INSIDE_SIGNS.sub(NO_BREAK_SPACE, text)
