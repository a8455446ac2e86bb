"""Sentences for people, named by key; the words live in the translation files.

Pure: deciding code returns messages, and whoever shows them translates them.
"""

from dataclasses import dataclass
from typing import Tuple


@dataclass(frozen=True)
class Message:
    """A sentence's key and the values that go into it.

    `key` is looked up in `agent/translations/<language>/*.po`; `values` fill its `{name}` fields.
    """

    key: str
    values: Tuple[Tuple[str, str], ...] = ()


def message(key: str, **values: object) -> Message:
    """A message whose values are turned into text in a fixed order."""
    return Message(key, tuple((name, str(value)) for name, value in sorted(values.items())))
