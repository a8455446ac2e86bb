"""Turns events into signed lines and puts them on disk at once."""

import functools
from typing import Iterable, List, Optional, Tuple

from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal_file import JournalFile
from agent.consent.journal_recovery import position_after
from agent.consent.keys import KnownHead, SigningKey
from agent.consent.record import Position, Record, build
from agent.consent.signing import Ed25519


def append(
    file: JournalFile,
    position: Position,
    drafts: Iterable[Draft],
    key: SigningKey,
    ed25519: Ed25519,
    end: Optional[int] = None,
) -> Tuple[Record, ...]:
    """Sign the stamped drafts one after the other and put all of them on disk at once.

    They follow the last line end, at `end` if that is known already: a tail there has been copied
    aside and is written over.

    Raises:
        DiskFullError, JournalRefusedError: nothing was written.
        LineRefusedError: an event does not fit in a line, or is none.
    """
    records: List[Record] = []
    for draft in drafts:
        records.append(_signed(draft, position, key, ed25519))
        position = position_after(records[-1])
    lines = b"".join(record.line + b"\n" for record in records)
    file.append(lines, file.end_of_lines() if end is None else end)
    return tuple(records)


def _signed(draft: Draft, position: Position, key: SigningKey, ed25519: Ed25519) -> Record:
    if draft.stamp is None:
        raise ValueError(f"{draft.kind.value} has no stamp")
    sign = functools.partial(ed25519.sign, key.seed)
    return build(position, draft.stamp, draft.kind, draft.data, sign, draft.cid)


def told_of_rollback(known: Optional[KnownHead], found_size: int) -> Tuple[Draft, ...]:
    """What is written when the lines up to a known head are not there any more."""
    if known is None:
        return ()
    data = {"known_size": known.size, "found_size": found_size}
    return (Draft(EventType.ROLLBACK_DETECTED, data),)
