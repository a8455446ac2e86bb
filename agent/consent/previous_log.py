"""What a new journal says of the one it goes on from."""

import base64
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Dict, Optional

from agent.consent.canonical import Json
from agent.consent.journal_file import Use, opened
from agent.consent.journal_place import JournalPlace
from agent.consent.merkle import tree_over
from agent.consent.origins import Origin, Whereabouts
from agent.consent.record import parse
from agent.consent.refusals import LineRefusedError


@dataclass(frozen=True)
class PreviousLog:
    """An older journal's name, and the size and RFC 6962 root of what is there of it."""

    log: str
    size: int
    root: bytes

    @property
    def data(self) -> Dict[str, Json]:
        """As a genesis names it."""
        root = base64.b64encode(self.root).decode()
        return {"log": self.log, "size": self.size, "root": root}


def previous_log(place: JournalPlace, kid: str) -> PreviousLog:
    """The journal of a key as it lies there, or as it was last set aside; else without lines.

    Raises:
        JournalRefusedError: it cannot be read.
    """
    paths = [place.journal(kid), *reversed(place.corrupt(kid))]
    path = next((path for path in paths if path.exists()), None)
    if path is None:
        tree = tree_over(())
    else:
        with opened(path, Use.READ) as file:
            tree = tree_over(file.lines())
    return PreviousLog(place.log_of_kid(kid), tree.size, tree.root())


def lost_journal(place: JournalPlace, here: Whereabouts, coming: str) -> Optional[str]:
    """The kid of the newest journal that this account may have written and has no key for.

    A journal nobody said the origin of may be this account's: then it is taken for that, because
    a key that is lost takes less for granted than one that never was. `coming` is not looked at.

    Raises:
        JournalRefusedError: a journal cannot be read.
    """
    mine = (Origin.THIS_ACCOUNT, Origin.UNKNOWN)
    kids = [kid for kid in place.journals() if kid != coming]
    dated = {
        kid: _last_written(place.journal(kid))
        for kid in kids
        if here.origin_of(place.folder, kid) in mine
    }
    return max(dated, key=dated.__getitem__) if dated else None


def _last_written(path: Path) -> datetime:
    with opened(path, Use.READ) as file:
        last = next(file.lines_backwards(), b"")
    try:
        return parse(last).stamp.t
    except LineRefusedError:
        return datetime.min.replace(tzinfo=timezone.utc)
