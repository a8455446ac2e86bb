#!/usr/bin/env python3
"""Write `docs/words.md`: each sentence a client reads, its length and how easily it reads.

Usage: .dev/native/bin/python build/words.py

Reading ease: Kandel and Moles (1958) for French, 207 - 1.015 words/sentence - 73.6 syllables/word;
Flesch (1948) for English, 206.835 - 1.015 words/sentence - 84.6 syllables/word. A syllable is
counted for each group of vowels, without a mute e at the end. 60 and more is easy; of a text of
three words or fewer nothing is said.
"""

import re
import sys
from pathlib import Path
from typing import Dict, List

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "agent" / "translations"
TERMS = ROOT / "agent" / "brand" / "2clicks" / "terms"
TABLE = ROOT / "docs" / "words.md"
LONGEST_SENTENCE = 15
SHORT_TEXT = 3
HEAD = """# What a client reads

Made by `build/words.py` from `agent/translations`: change those, not this file. Words: of the
longest sentence. Ease: Kandel and Moles for French, Flesch for English; 60 and more is easy, and
texts of three words or fewer have none.

| Key | French | Words | Ease | English | Words | Ease |
|---|---|---|---|---|---|---|
"""


def catalogue(language: str) -> Dict[str, str]:
    """Every sentence of a language by its key, without keyboard marks."""
    found: Dict[str, str] = {}
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        with path.open("rb") as file:
            found.update({str(m.id): str(m.string).replace("&", "") for m in read_po(file) if m.id})
    return found


def sentences(text: str) -> List[str]:
    """The sentences of a text, with their full stops."""
    return [part for part in re.split(r"(?<=[.!?…])\s+|\n", text) if part.strip()]


def words(text: str) -> List[str]:
    """The words of a text as they are separated by spaces; a lone sign is none."""
    return [word for word in text.split() if re.search(r"\w", word)]


def longest(text: str) -> int:
    """How many words the longest sentence has."""
    return max((len(words(sentence)) for sentence in sentences(text)), default=0)


def _syllables(word: str) -> int:
    groups = re.findall(r"[aeiouyàâäéèêëîïôöùûüœæ]+", re.sub(r"(?<=\w\w)e(s|nt)?$", "", word))
    return max(1, len(groups))


def ease(text: str, language: str) -> str:
    """The reading ease as a whole number; empty for a text of few words."""
    said = [word.lower() for word in re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "x", text))]
    if len(said) <= SHORT_TEXT:
        return ""
    start, per_syllable = (207.0, 73.6) if language == "fr" else (206.835, 84.6)
    syllables = sum(_syllables(word) for word in said) / len(said)
    return f"{start - 1.015 * len(said) / len(sentences(text)) - per_syllable * syllables:.0f}"


def table() -> str:
    """The whole of `words.md`. Raises KeyError for a sentence that has no translation."""
    french, english = catalogue("fr"), catalogue("en")
    return HEAD + "".join(
        f"| `{key}` | {_cells(french[key], 'fr')} | {_cells(english[key], 'en')} |\n"
        for key in french
    )


def _cells(text: str, language: str) -> str:
    shown = text.replace("\n", "<br>").replace("|", "\\|")
    return f"{shown} | {longest(text)} | {ease(text, language)}"


def main() -> int:
    """Write the table."""
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_bytes(table().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
