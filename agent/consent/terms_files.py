"""Reads the shop's texts from its folder, each checked against the SHA-256 its index names.

A text that was changed on the disk is never shown: a client must not agree to a stranger's words.
"""

import dataclasses
import hashlib
import re
from pathlib import Path
from typing import FrozenSet, Mapping

import tomli

from agent.consent.terms import Scope, Template
from agent.consent.terms_text import LARGEST_TEXT, Block, TermsError, TermsText, decode_terms
from agent.files import read_bounded

FOLDER = "terms"
INDEX = "index.toml"

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")


def load_template(brand_folder: Path, scope: Scope, lang: str) -> Template:
    """The shop's request for this scope in this language, with its conditions behind "read all".

    Raises:
        TermsError: when a file is missing, unreadable, not the one the index names, or no text.
    """
    folder = brand_folder / FOLDER
    index = _index(folder)
    asked = _text(folder, f"{scope.value}.{lang}.txt", index)
    conditions = _text(folder, f"conditions.{lang}.txt", index)
    title = Block(conditions.title, ())
    details = (*asked.details, title, *conditions.blocks)
    terms_id = f"{_version(index)}.{scope.value}.{lang}"
    return Template(terms_id, scope, lang, dataclasses.replace(asked, details=details))


def narrower_versions(brand_folder: Path) -> FrozenSet[str]:
    """The earlier versions of the texts that allowed the shop less than the present one does.

    Raises:
        TermsError: when the index is missing, unreadable, or does not say.
    """
    told = _index(brand_folder / FOLDER).get("wider_than")
    if not isinstance(told, list):
        raise TermsError(f"{INDEX}: wider_than is no list")
    for version in told:
        if not isinstance(version, str) or not _ID.fullmatch(version):
            raise TermsError(f"{INDEX}: wider_than names what is no version")
    return frozenset(told)


def _index(folder: Path) -> Mapping[str, object]:
    try:
        return tomli.loads(_bytes(folder / INDEX).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise TermsError(f"{INDEX}: not TOML: {error}"[:200]) from error


def _version(index: Mapping[str, object]) -> str:
    version = index.get("version")
    if not isinstance(version, str) or not _ID.fullmatch(version):
        raise TermsError(f"{INDEX}: no version")
    return version


def _text(folder: Path, name: str, index: Mapping[str, object]) -> TermsText:
    sums = index.get("sha256")
    expected = sums.get(name) if isinstance(sums, dict) else None
    if not isinstance(expected, str) or not _SHA256.fullmatch(expected):
        raise TermsError(f"{INDEX}: no SHA-256 of {name}")
    data = _bytes(folder / name)
    if hashlib.sha256(data).hexdigest() != expected:
        raise TermsError(f"{name}: not the text that {INDEX} names")
    return decode_terms(data)


def _bytes(path: Path) -> bytes:
    try:
        return read_bounded(path, LARGEST_TEXT)
    except OSError as error:
        raise TermsError(f"{path.name}: {type(error).__name__}: {error.strerror}") from error
