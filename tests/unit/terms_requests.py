"""Requests as the shop's own texts make them, for tests to read."""

import dataclasses
import pathlib
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Callable, Tuple

import pytz

from agent.brand import load_brand
from agent.consent.terms import Request, Scope, request
from agent.consent.terms_files import load_template
from agent.texts import Message

FOLDER = pathlib.Path(__file__).parents[2] / "agent" / "brand" / "2clicks"
SEED = pathlib.Path(__file__).parent / "seed_conditions.fr.txt"
BRAND = load_brand(FOLDER)
PARIS = pytz.timezone("Europe/Paris")
NEW_YORK = pytz.timezone("America/New_York")

Translator = Callable[[str], Callable[[Message], str]]
BOTH = [(scope, lang) for scope in Scope for lang in ("fr", "en")]


def local(text: str, zone: tzinfo = PARIS) -> datetime:
    """A moment by its UTC text, in the local time of that moment."""
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc).astimezone(zone)


NINE = local("2026-11-23 08:02")
WORDS = ("tulipe", "bateau")


def asked(
    translator: Translator,
    scope: Scope = Scope.ONEOFF,
    lang: str = "fr",
    moment: datetime = NINE,
    lasting: timedelta = timedelta(hours=4),
    words: Tuple[str, ...] = WORDS,
    zone: tzinfo = PARIS,
) -> Request:
    end = (moment + lasting).astimezone(zone)
    template = load_template(FOLDER, scope, lang)
    return request(template, BRAND, moment.astimezone(zone), end, words, translator(lang))


def plain(shown: Request) -> str:
    return "\n".join(shown.text.words).replace("\u00a0", " ")


def first_layer(shown: Request) -> str:
    text = dataclasses.replace(shown.text, details=())
    return "\n".join(text.words).replace("\u00a0", " ")
