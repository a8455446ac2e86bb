"""What a raw value says about the TeamViewer ID: an ID, none yet, or nothing certain.

Pure. An ID has 8 to 12 digits; 9 and 10 have been seen.
"""

import re
from dataclasses import dataclass
from typing import Union

from agent.windows_facts import Absent, RegistryKind, RegistryValue, Unreadable, ValueReading

_VALID_ID = re.compile(r"[1-9][0-9]{7,11}")
_DIGITS_AND_SPACES = re.compile(r"[0-9 ]{1,32}")


@dataclass(frozen=True)
class KnownId:
    """An ID that can be read out: 8 to 12 ASCII digits, the first of them not 0."""

    id: str


@dataclass(frozen=True)
class NoIdYet:
    """TeamViewer has not received an ID: it was never online, or its terms were not accepted."""


@dataclass(frozen=True)
class UnreadableId:
    """Something stands where the ID should be, and it is not one. `why` never quotes it."""

    why: str


IdReading = Union[KnownId, NoIdYet, UnreadableId]


def client_id_of(value: ValueReading) -> IdReading:
    """What a registry value `ClientID` says: DWORD and QWORD as unsigned numbers, or plain text."""
    if isinstance(value, Absent):
        return NoIdYet()
    if isinstance(value, Unreadable):
        return UnreadableId(value.why)
    return _from_value(value)


def client_id_of_text(text: str) -> IdReading:
    """What a text says: digits, with spaces between or around them, and nothing else."""
    if not _DIGITS_AND_SPACES.fullmatch(text):
        return UnreadableId("text is not digits")
    digits = text.replace(" ", "")
    if digits == "0":
        return NoIdYet()
    if not _VALID_ID.fullmatch(digits):
        return UnreadableId("not 8 to 12 digits")
    return KnownId(digits)


def _from_value(value: RegistryValue) -> IdReading:
    if value.kind in (RegistryKind.DWORD, RegistryKind.QWORD) and isinstance(value.data, int):
        return client_id_of_text(str(value.data))
    if value.kind is RegistryKind.TEXT and isinstance(value.data, str):
        return client_id_of_text(value.data)
    return UnreadableId(f"value of type {value.kind.value}")
