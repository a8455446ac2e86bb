"""Which running programs are TeamViewer's, and which only look like it.

Pure. A program is TeamViewer's by its place or by its signature. What proves to be neither is left
alone, whatever it calls itself.
"""

import enum
import re
from dataclasses import dataclass
from typing import Iterable, Optional, Protocol, Tuple

from agent.teamviewer.places import is_inside
from agent.teamviewer.portable import MAKERS
from agent.windows_facts import ProcessFacts, Signature, Trust

_PROGRAM_NAME = re.compile(r"(teamviewer.*|tv_(w32|x64|w64))\.exe", re.IGNORECASE)
# Ended in the middle, an installation or a removal leaves a computer in pieces.
_SETUP_NAME = re.compile(r"(teamviewer.*setup.*|uninstall(er)?|au_|un_[a-z])\.exe", re.IGNORECASE)
# Where QuickSupport unpacks itself, for every person; a terminal server numbers the sessions.
_UNPACKED = re.compile(
    r"\\(appdata\\local|local settings|windows)\\temp\\([0-9]{1,5}\\)?teamviewer\\", re.IGNORECASE
)
_MAKER_PREFIX = "teamviewer"


class Belonging(enum.Enum):
    """Whether a running program is TeamViewer's; only TEAMVIEWER is ever ended."""

    TEAMVIEWER = "teamviewer"
    STRANGER = "stranger"
    UNVERIFIED = "unverified"
    UNREADABLE = "unreadable"
    SETUP = "setup"


@dataclass(frozen=True)
class Target:
    """A running program that is, or looks like, TeamViewer's."""

    process: ProcessFacts
    belonging: Belonging

    @property
    def what(self) -> str:
        """How the program is named to a person: where it is, when that is known."""
        return self.process.path or self.process.name


class Evidence(Protocol):
    """What a program's file says of itself."""

    def product_of(self, path: str) -> Optional[str]:
        """The product it claims to be; None when it claims nothing or cannot be looked at."""

    def signature_of(self, path: str) -> Signature:
        """Whose signature it carries."""


def targets_among(
    processes: Iterable[ProcessFacts], places: Tuple[str, ...], evidence: Evidence
) -> Tuple[Target, ...]:
    """Those of the processes that matter. `places` are the folders of TeamViewers.

    Whatever else is in such a folder is TeamViewer's only with its name or its signature.
    """
    judged = ((one, _belonging(one, places, evidence)) for one in processes)
    return tuple(Target(one, belonging) for one, belonging in judged if belonging is not None)


def is_program_name(name: str) -> bool:
    """Whether one of TeamViewer's programs is named so."""
    return _PROGRAM_NAME.fullmatch(name) is not None


def _belonging(
    process: ProcessFacts, places: Tuple[str, ...], evidence: Evidence
) -> Optional[Belonging]:
    named = is_program_name(process.name)
    if process.path is None:
        return Belonging.UNREADABLE if named else None
    in_place = any(is_inside(process.path, folder) for folder in places)
    claims = named or _claims(process.path, evidence)
    if _SETUP_NAME.fullmatch(process.name):
        return Belonging.SETUP if claims or in_place else None
    if named and (in_place or _UNPACKED.search(process.path)):
        return Belonging.TEAMVIEWER
    return _by_signature(process.path, evidence, claims=claims) if claims or in_place else None


def _claims(path: str, evidence: Evidence) -> bool:
    return (evidence.product_of(path) or "").lower().startswith(_MAKER_PREFIX)


def _by_signature(path: str, evidence: Evidence, *, claims: bool) -> Optional[Belonging]:
    signature = evidence.signature_of(path)
    if signature.trust is Trust.SIGNED and signature.signer in MAKERS:
        return Belonging.TEAMVIEWER
    if not claims:
        return None
    return Belonging.UNVERIFIED if signature.trust is Trust.UNKNOWN else Belonging.STRANGER
