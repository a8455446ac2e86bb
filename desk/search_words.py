"""The words by which a machine is found, and how a search is compared with them.

Pure.
"""

import re
import unicodedata

LONGEST_WORD = 200
MOST_WORDS = 40
_WORD = re.compile(r"\w+")


def search_words(*texts: str | None) -> frozenset[str]:
    """The words by which something is found: small letters, without accents."""
    found: list[str] = []
    for text in texts:
        found += _WORD.findall(folded(text or ""))
    return frozenset(word[:LONGEST_WORD] for word in found[:MOST_WORDS])


def folded(text: str) -> str:
    """A text as it is compared when searching."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
