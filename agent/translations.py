"""Messages to sentences, in French or English, through gettext."""

import gettext
import os
from pathlib import Path
from typing import Callable

from agent.texts import Message

Translate = Callable[[Message], str]
LANGUAGES = ("fr", "en")
DOMAIN = "agent"


def choose_language(windows_is_french: bool) -> str:  # noqa: FBT001 - one fact, one argument
    """`fr` or `en`: what `COUPDEMAIN_LANGUAGE` names, else the language of Windows."""
    named = os.environ.get("COUPDEMAIN_LANGUAGE", "")
    if named in LANGUAGES:
        return named
    return "fr" if windows_is_french else "en"


def load_translate(folder: Path, language: str) -> Translate:
    """The function that turns a message into a sentence of this language.

    A key without a sentence comes back as the key, so that a slip in a translation never hides
    a fact; tests hold that none is missing.

    Raises:
        OSError: when the catalogue is not there.
    """
    catalogue = gettext.translation(DOMAIN, str(folder), [language])

    def translate(message: Message) -> str:
        if not message.key:
            return ""
        return catalogue.gettext(message.key).format(**dict(message.values))

    return translate
