"""Which journal goes on where another stopped: a new key or a new year begins a new journal.

Pure.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import List, Optional, Sequence, Tuple

from agent.consent.event_data import EventType, is_previous_log
from agent.consent.record import Record


class Trust(enum.Enum):
    """What a journal may say.

    SOUND: all lines hold and none is known to be missing. FOREIGN: it is another computer's.
    DOUBTFUL: something in it is bad, missing, torn or unreadable, or it was set aside.
    """

    SOUND = "sound"
    FOREIGN = "foreign"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Journal:
    """A journal's good lines, in order, and how far it can be trusted.

    `records` begin with the genesis; lines for which `policy.matters` is false may be left out.
    Of a DOUBTFUL journal, `doubtful_until` is the last moment at which what cannot be read of it
    may have been written (when its file last changed; aware); None when nobody knows.
    """

    records: Tuple[Record, ...]
    trust: Trust
    doubtful_until: Optional[datetime] = None


Succession = Tuple[Journal, ...]
"""Journals of one account, each going on where the one before stopped."""


def successions(journals: Sequence[Journal]) -> Tuple[Succession, ...]:
    """Every line of succession, from its oldest journal to one that nothing follows."""
    parents = [_parent(journal, journals) for journal in journals]
    followed = [id(parent) for parent in parents if parent is not None]
    # In a ring everything is followed: then each of its journals is taken for a last one.
    last = [journal for journal in journals if id(journal) not in followed]
    told = {id(journal) for end in last for journal in _up_to(end, journals)}
    last += [journal for journal in journals if id(journal) not in told]
    return tuple(_up_to(journal, journals) for journal in last)


def _up_to(last: Journal, journals: Sequence[Journal]) -> Succession:
    path: List[Journal] = []
    journal: Optional[Journal] = last
    while journal is not None and all(journal is not seen for seen in path):
        path.append(journal)
        journal = _parent(journal, journals)
    return tuple(reversed(path))


def _parent(journal: Journal, journals: Sequence[Journal]) -> Optional[Journal]:
    """The journal that this one's genesis names.

    One that was set aside may bear the same name: then it is the latest that began before.
    """
    own = _genesis(journal)
    previous = None if own is None else own.data.get("prev_log")
    if own is None or previous is None or not is_previous_log(previous):
        return None
    named = [
        (genesis.stamp.t < own.stamp.t, genesis.stamp.t, place)
        for place, genesis in enumerate(map(_genesis, journals))
        if genesis is not None and genesis.log == previous["log"] and genesis is not own
    ]
    before, _, place = max(named, default=(False, None, 0))
    return journals[place] if named and (before or previous["log"] != own.log) else None


def _genesis(journal: Journal) -> Optional[Record]:
    first = journal.records[0] if journal.records else None
    return first if first is not None and first.event is EventType.GENESIS else None
