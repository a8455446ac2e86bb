"""Text limits of Windows count UTF-16 units, not characters. Pure."""

ELLIPSIS = "…"


def utf16_length(text: str) -> int:
    """How many UTF-16 units Windows stores for this text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip_utf16(text: str, units: int) -> str:
    """The text when it fits, else its longest start with `…` that does; never half a character."""
    if utf16_length(text) <= units:
        return text
    kept = text
    while kept and utf16_length(kept) > units - 1:
        kept = kept[:-1]
    return kept + ELLIPSIS
