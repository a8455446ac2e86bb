"""The keys of a brand file and what is wrong with them, so that an error names key and value.

Pure. A reader takes a key path and a raw TOML value; it returns the validated value or raises
BrandError.
"""

import json
import re
from dataclasses import dataclass
from typing import Callable, Iterable, Mapping, TypeVar

from agent.errors import AgentError
from agent.texts import message

_SHOWN = 60
"""How much of an offending value goes into an error: enough to find it, and still one line."""

T = TypeVar("T")
Reader = Callable[[str, object], T]


class BrandError(AgentError):
    """The brand cannot be used: its file is missing, unreadable, or a value is not allowed.

    `detail` names the key path and the value: `hours.monday[1]: "25:00" is not a time`.
    """

    def __init__(self, detail: str) -> None:
        super().__init__(message("brand.error.title"), message("brand.error.advice"), detail)


def shown(value: object) -> str:
    """A value as it may go into an error: on one line, ASCII, of bounded length."""
    if isinstance(value, str):
        return json.dumps(value if len(value) <= _SHOWN else value[:_SHOWN] + "...")
    if isinstance(value, (bool, float)):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() <= 64:
        return str(value)
    return f"a value of type {type(value).__name__}"


def refuse(path: str, value: object, problem: str) -> BrandError:
    """The error for a value that is not allowed; `problem` continues the sentence after it."""
    return BrandError(f"{path}: {shown(value)} {problem}")


@dataclass(frozen=True)
class Table:
    """A TOML table that holds exactly the keys it should."""

    path: str
    values: Mapping[str, object]

    def read(self, key: str, reader: Reader[T]) -> T:
        """The value of `key` as `reader` validates it."""
        return reader(_below(self.path, key), self.values[key])


def _below(path: str, key: str) -> str:
    name = key if re.fullmatch("[A-Za-z0-9_-]{1,60}", key) else shown(key)
    return f"{path}.{name}" if path else name


def table(path: str, value: object, keys: Iterable[str]) -> Table:
    """The table at `path` (empty for the whole file), refused unless its keys are `keys`."""
    if not isinstance(value, dict):
        raise refuse(path, value, "is not a table")
    allowed = tuple(keys)
    for key in value:
        if key not in allowed:
            raise BrandError(f"{_below(path, key)}: unknown key")
    for key in allowed:
        if key not in value:
            raise BrandError(f"{_below(path, key)}: missing key")
    return Table(path, value)
