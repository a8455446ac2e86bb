"""What several TeamViewers say together: one ID, none yet, or nothing that is certain.

Pure. An ID read out wrongly brings the wrong computer to the technician, so any disagreement or
doubt between TeamViewers leaves no ID.
"""

from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

from agent.state import IdentityState, LiveInstallation, Product
from agent.teamviewer.client_id import IdReading, KnownId, NoIdYet, UnreadableId


@dataclass(frozen=True)
class Candidate:
    """A TeamViewer that is, or may be, on this computer, and what it says about its ID.

    `certain` is False when it could not be told whether it is there. `program` is the path of a
    TeamViewer.exe that can be opened without doubt about whose it is, else None.
    """

    source: str
    reading: IdReading
    certain: bool
    product: Product = Product.UNKNOWN
    version: Optional[str] = None
    folder: Optional[str] = None
    running: bool = False
    program: Optional[str] = None

    @property
    def installation(self) -> LiveInstallation:
        """The candidate as it is named to a person."""
        return LiveInstallation(self.source, self.version, self.folder)


@dataclass(frozen=True)
class Verdict:
    """What the candidates say together.

    `chosen` speaks for them, None when they disagree or there are none; `contenders` are those
    that disagree.
    """

    state: IdentityState
    chosen: Optional[Candidate] = None
    contenders: Tuple[Candidate, ...] = ()


def resolve(candidates: Sequence[Candidate]) -> Verdict:
    """The one answer of all candidates, given in the order in which they are preferred."""
    if not candidates:
        return Verdict(IdentityState.ABSENT)
    known = [one for one in candidates if isinstance(one.reading, KnownId)]
    unreadable = [one for one in candidates if isinstance(one.reading, UnreadableId)]
    ids = {one.reading for one in known}
    if len(ids) > 1 or (ids and unreadable):
        return Verdict(IdentityState.CONFLICT, None, tuple(known + unreadable))
    return _agreed(candidates, known, unreadable)


def _agreed(
    candidates: Sequence[Candidate], known: Sequence[Candidate], unreadable: Sequence[Candidate]
) -> Verdict:
    certain = [one for one in known if one.certain]
    if certain:
        return Verdict(IdentityState.READY, certain[0])
    if known or unreadable:
        return Verdict(IdentityState.UNREADABLE, [*known, *unreadable][0])
    waiting = [one for one in candidates if one.certain and isinstance(one.reading, NoIdYet)]
    if waiting:
        return Verdict(IdentityState.WAITING, waiting[0])
    return Verdict(IdentityState.UNREADABLE, candidates[0])
