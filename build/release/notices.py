"""The text that goes with the program: who made what is in it, and under which terms."""

from dataclasses import dataclass
from typing import Dict, Iterator, List, Sequence

WIDTH = 100
HEAD = """\
This program contains the work of others, listed here with the terms under which they let it be
used.

Ce programme contient le travail d'autres personnes. En voici la liste, avec les conditions
(en anglais) sous lesquelles elles permettent de l'utiliser.
"""


@dataclass(frozen=True)
class Notice:
    """One work, its terms by name, and their words."""

    name: str
    version: str
    licence: str
    text: str
    note: str = ""
    link: str = ""


def complaints(notices: Sequence[Notice]) -> List[str]:
    """What is shipped without known terms, or without their words."""
    unnamed = [f"{n.name}: its licence is not known" for n in notices if not n.licence]
    wordless = [f"{n.name}: no text of its licence" for n in notices if not (n.text or n.note)]
    return unnamed + wordless


def written(notices: Sequence[Notice]) -> str:
    """The whole text: a list, then each work; words that several share are printed once."""
    ordered = sorted(notices, key=lambda n: n.name.lower())
    names = [f"  {n.name} {n.version}: {n.licence}" for n in ordered]
    return "\n".join([HEAD, *names, "", *_sections(ordered)])


def _sections(notices: Sequence[Notice]) -> Iterator[str]:
    printed: Dict[str, str] = {}
    for notice in notices:
        yield "=" * WIDTH
        yield f"{notice.name} {notice.version}"
        yield f"Licence: {notice.licence}"
        if notice.link:
            yield notice.link
        if notice.note:
            yield f"\n{notice.note.strip()}"
        if notice.text in printed:
            yield f"\nThe text of the licence stands under {printed[notice.text]}."
        elif notice.text:
            printed[notice.text] = notice.name
            yield f"\n{notice.text}"
        yield ""
