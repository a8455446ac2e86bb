"""What Windows answered, as values that adapters return and deciding modules judge.

Pure, so that a decision can be tested anywhere. A refusal is a value of its own (`Unreadable`) and
never looks like "not there" (`Absent`).
"""

import enum
from dataclasses import dataclass
from typing import Optional, Tuple, Union


class Hive(enum.Enum):
    """The two parts of the registry that are read."""

    LOCAL_MACHINE = "HKLM"
    CURRENT_USER = "HKCU"


class View(enum.Enum):
    """Which half of a 64-bit registry is meant; `SHARED` where there is only one."""

    BITS_64 = "64"
    BITS_32 = "32"
    SHARED = "shared"


@dataclass(frozen=True)
class RegistryKey:
    """The address of a key; `path` has no leading or trailing backslash."""

    hive: Hive
    view: View
    path: str


@dataclass(frozen=True)
class Absent:
    """It is not there, and that is certain."""


ABSENT = Absent()


@dataclass(frozen=True)
class Unreadable:
    """It may or may not be there. `why` is technical and never holds the content."""

    why: str


class RegistryKind(enum.Enum):
    """Types of registry values; `OTHER` ones are never kept."""

    DWORD = "dword"
    QWORD = "qword"
    TEXT = "text"
    EXPANDABLE_TEXT = "expandable_text"
    OTHER = "other"


@dataclass(frozen=True)
class RegistryValue:
    """A value and its type: an unsigned int, a text, or None for `OTHER`."""

    kind: RegistryKind
    data: Union[int, str, None]


ValueReading = Union[Absent, Unreadable, RegistryValue]


@dataclass(frozen=True)
class ValueSize:
    """A value that is there and was not fetched; `content` is its bytes without its end marks."""

    content: int


SizeReading = Union[Absent, Unreadable, ValueSize]
FlagReading = Union[Absent, Unreadable, bool]


class StartType(enum.Enum):
    """When Windows starts a service."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"
    DISABLED = "disabled"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ServiceFacts:
    """A service. `image_path` is the program alone, without quotes or arguments."""

    name: str
    image_path: str
    start: StartType
    running: bool


@dataclass(frozen=True)
class ServicesReading:
    """Services that run a given program, and the names of those that could not be looked into."""

    services: Tuple[ServiceFacts, ...]
    unreadable: Tuple[str, ...]


@dataclass(frozen=True)
class ProcessFacts:
    """A running process. `path` and `session` are None when Windows would not tell."""

    pid: int
    name: str
    path: Optional[str]
    session: Optional[int]


@dataclass(frozen=True)
class FileVersion:
    """Texts of a program's version resource; None when it has no such text."""

    product_name: Optional[str]
    file_version: Optional[str]


class Trust(enum.Enum):
    """What a program's own signature proves. `UNKNOWN`: it could not be verified either way."""

    SIGNED = "signed"
    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Signature:
    """Whether a program is signed; `signer` is present exactly when `trust` is SIGNED."""

    trust: Trust
    signer: Optional[str] = None


@dataclass(frozen=True)
class FileEnds:
    """The first and last bytes of a file of `size` bytes, with nothing in between when it is long.

    `tail` is empty when `head` is the whole file.
    """

    head: bytes
    tail: bytes
    size: int


class Refusal(enum.Enum):
    """Why Windows did not do what was asked; `IGNORED`: it was asked and did not happen in time."""

    DENIED = "denied"
    GONE = "gone"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(frozen=True)
class Refused:
    """Something asked of Windows that did not happen. `why` is technical."""

    refusal: Refusal
    why: str


class Ran(enum.Enum):
    """How a program that was to run once, elsewhere, came to its end."""

    FINISHED = "finished"
    MISSING = "missing"
    REFUSED_BY_PERSON = "refused_by_person"
    TIMED_OUT = "timed_out"
    FAILED = "failed"
