"""What the start check says and looks for, baked in: it must need no file to say it."""

import gettext
from pathlib import Path
from typing import Dict, Iterable

PLACE_OF_UPDATE = "https://www.catalog.update.microsoft.com/Search.aspx?q=KB3063858"
_KEYS = tuple(
    name + ending
    for name in ("start.part_missing", "start.update_missing")
    for ending in ("", ".advice")
)


def write_words(target: Path, translations: Path, program: str) -> None:
    """Write the sentences of all languages, French first."""
    sentences = [_sentences(translations, language) for language in ("fr", "en")]
    lines = (
        f"PROGRAM = {program!r}",
        f"PLACE_OF_UPDATE = {PLACE_OF_UPDATE!r}",
        f"SENTENCES = {sentences!r}",
    )
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_parts(target: Path, names: Iterable[str]) -> None:
    """Write the names of the files that have to lie in the program's folder."""
    parts = sorted({name.replace("\\", "/") for name in names})
    target.write_bytes(("\n".join(parts) + "\n").encode())


def _sentences(translations: Path, language: str) -> Dict[str, str]:
    catalogue = gettext.translation("agent", str(translations), [language])
    return {key: catalogue.gettext(key) for key in _KEYS}
