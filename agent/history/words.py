"""Durations, slices, IDs and names of connections as people read them. Pure."""

import unicodedata
from typing import Callable

from agent.texts import Message, message

Translate = Callable[[Message], str]


def duration_text(minutes: int, translate: Translate) -> str:
    """Begun minutes in words: `43 minutes`."""
    if minutes == 0:
        return translate(message("connections.no_minute"))
    key = "connections.minute" if minutes == 1 else "connections.minutes"
    return translate(message(key, minutes=minutes))


def slices_text(slices: int, translate: Translate) -> str:
    """How many slices were begun: `2 tranches`."""
    key = "connections.slice" if slices == 1 else "connections.slices"
    return translate(message(key, slices=slices))


def others_text(count: int, translate: Translate) -> str:
    """So many more people are connected at the same time; nothing where there is nobody else."""
    if count < 2:
        return translate(message("session.others.one")) if count else ""
    return translate(message("session.others.more", count=count))


def grouped_id(peer_id: str) -> str:
    """The digits in groups of three from the right: `1 234 567 890`."""
    first = len(peer_id) % 3
    groups = [peer_id[:first]] if first else []
    return " ".join(groups + [peer_id[n : n + 3] for n in range(first, len(peer_id), 3)])


def one_line(text: str) -> str:
    """A stranger's text on one line: what is no letter, sign or blank cannot act on the rest."""
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    return "".join(" " if kind[0] == "Z" else letter for letter, kind in kinds if kind[0] != "C")
