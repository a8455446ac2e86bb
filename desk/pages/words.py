"""The sentences of the pages, by key, from `desk/translations/<language>/*.po`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

FOLDER = Path(__file__).resolve().parent.parent / "translations"
LANGUAGES = ("fr", "en")
USUAL = LANGUAGES[0]


@dataclass(frozen=True)
class Words:
    """One language. `words("key", name="…")` is the sentence with its `{name}` filled."""

    language: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence; a missing one is an error, the tests look for it."""
        return self.sentences[key].format(**values)

    def or_other(self, key: str, other: str) -> str:
        """The sentence of a key that a client's journal may have made up; else that of `other`."""
        return self.sentences.get(key) or self.sentences[other]


def load_words(folder: Path = FOLDER) -> dict[str, Words]:
    """All languages.

    Raises:
        ValueError: a key stands twice in one language.
    """
    return {language: Words(language, _sentences(folder / language)) for language in LANGUAGES}


def _sentences(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.po")):
        for entry in polib.pofile(str(file), encoding="utf-8"):
            if entry.msgid in found:
                raise ValueError(f"{file.name}: {entry.msgid} stands twice")
            found[entry.msgid] = entry.msgstr
    return found


def chosen_language(cookie: str | None, accept: str) -> str:
    """The language somebody chose, else the first one his browser asks for that there is."""
    if cookie in LANGUAGES:
        return str(cookie)
    asked = [part.partition(";")[0].strip().lower()[:2] for part in accept[:400].split(",")]
    return next((language for language in asked if language in LANGUAGES), USUAL)
