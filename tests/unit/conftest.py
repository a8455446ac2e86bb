"""The sentences as a client reads them, straight from the translation files; no test is timed."""

import functools
import pathlib
from typing import Callable, Dict

import pytest
from hypothesis import HealthCheck, settings

from agent.texts import Message

TRANSLATIONS = pathlib.Path(__file__).parents[2] / "agent" / "translations"

# A slow machine is no defect: a property holds or not, however long an example takes.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def _sentences(language: str) -> Dict[str, str]:
    # Only the tests that read sentences need Babel: the others run without it.
    from babel.messages.pofile import read_po

    sentences: Dict[str, str] = {}
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=language, abort_invalid=True):
                if entry.id:
                    assert entry.id not in sentences, f"{entry.id} is there twice"
                    sentences[str(entry.id)] = str(entry.string)
    assert sentences, f"no sentence in {language}"
    return sentences


@pytest.fixture(scope="session")
def translator() -> Callable[[str], Callable[[Message], str]]:
    """`translator("fr")` turns a message into its sentence; an unknown key or field is an error."""

    @functools.lru_cache(maxsize=None)
    def for_language(language: str) -> Callable[[Message], str]:
        sentences = _sentences(language)

        def translate(message: Message) -> str:
            return sentences[message.key].format(**dict(message.values)) if message.key else ""

        return translate

    return for_language
