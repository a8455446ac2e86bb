"""The words by which a machine is found, and how a search is compared with them.

Pure.
"""

import re
import unicodedata

LONGEST_WORD = 200
MOST_WORDS = 40
MOST_SOUGHT = 8
_WORD = re.compile(r"\w+")


def search_words(*texts: str | None) -> frozenset[str]:
    """The words by which something is found: small letters, without accents."""
    found: list[str] = []
    for text in texts:
        found += _WORD.findall(folded(text or ""))
    return frozenset(word[:LONGEST_WORD] for word in found[:MOST_WORDS])


def sought_words(text: str) -> tuple[str, ...]:
    """The words somebody typed; an ID may be typed in groups."""
    together = "".join(text.split())
    if together.isascii() and together.isdigit():
        return (together[:LONGEST_WORD],)
    return tuple(sorted(search_words(text)))[:MOST_SOUGHT]


def folded(text: str) -> str:
    """A text as it is compared when searching."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
