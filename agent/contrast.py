"""How well a colour can be read on another, so that a brand never gets text too pale to read.

Pure. Formulas: WCAG 2.1, "relative luminance" and "contrast ratio".
"""

READABLE = 4.5
"""The least contrast for normal text (WCAG 2.1, success criterion 1.4.3)."""


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """The contrast of two `#RRGGBB` colours, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
