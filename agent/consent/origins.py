"""Where a journal was begun: by this account, by another of this computer, or elsewhere.

A journal carries no name of its computer, and a folder can be copied to another one. A small file
beside each journal says where it began; what it allowed counts only here. What it withdrew counts
everywhere.
"""

import enum
import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from agent.files import read_bounded, replace_durably

_LIMIT_BYTES = 256

_log = logging.getLogger(__name__)


class Origin(enum.Enum):
    """Where a journal was begun, as far as can be told."""

    THIS_ACCOUNT = "this_account"
    THIS_COMPUTER = "this_computer"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Whereabouts:
    """What Windows calls this installation and this account; None where it does not say."""

    machine: Optional[str]
    account: Optional[str]

    def _text(self, kid: str) -> str:
        """Hashes only, different for each journal: the file tells nobody who it is about."""
        hidden = (
            hashlib.sha256(f"coupdemain/origin/v1\n{kid}\n{part}".encode()).hexdigest()
            for part in (self.machine, self.account)
        )
        return "\n".join(hidden) + "\n"

    def note(self, folder: Path, kid: str) -> None:
        """Say beside the journal that it was begun here.

        A disk that refuses costs other accounts this journal's grants, nothing else: logged.
        """
        if self.machine is None or self.account is None:
            return
        try:
            replace_durably(_path(folder, kid), self._text(kid).encode())
        except OSError as error:
            _log.warning("the origin of %s is not noted: %s", kid, error)

    def origin_of(self, folder: Path, kid: str) -> Origin:
        """Where the journal was begun; what is not said, or not known here, is UNKNOWN."""
        if self.machine is None or self.account is None:
            return Origin.UNKNOWN
        try:
            said = read_bounded(_path(folder, kid), _LIMIT_BYTES).decode("ascii").split("\n")
        except (OSError, ValueError):
            return Origin.UNKNOWN
        machine, account, *_ = self._text(kid).split("\n")
        if said[0] != machine:
            return Origin.ELSEWHERE
        return Origin.THIS_ACCOUNT if said[1:2] == [account] else Origin.THIS_COMPUTER


def _path(folder: Path, kid: str) -> Path:
    return folder / f"origin-{kid}"
