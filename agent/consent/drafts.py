"""What is to be written into a journal, before it has its place and its signature.

Pure.
"""

from dataclasses import dataclass
from typing import Mapping, Optional

from agent.consent.canonical import Json
from agent.consent.event_data import EventType
from agent.consent.record import Stamp


@dataclass(frozen=True)
class Draft:
    """An event: its kind, its data as journal.md says, and the consent it concerns.

    `stamp` is set when it happened earlier than it is written.
    """

    kind: EventType
    data: Mapping[str, Json]
    cid: Optional[str] = None
    stamp: Optional[Stamp] = None
