"""What changes on a machine's row, and which flags go up, when new lines are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from agent.consent.chain import Head
from agent.consent.control_words import control_words
from agent.consent.event_data import EventType
from agent.consent.record import Record
from agent.consent.time_limits import TimeLimits
from desk.search_words import search_words
from desk.store import flags, search
from desk.store.flags import FlagKind
from desk.store.logs import HeldLog
from desk.store.succession import named_predecessor
from desk.witness.facts import facts_in
from desk.witness.foreseen import Foreseen, bears_on_access, read_again
from desk.witness.standing import Standing, ahead_ms, implausible

_FLAGGED = {
    EventType.ROLLBACK_DETECTED: FlagKind.ROLLBACK,
    EventType.SESSION_UNEXPECTED: FlagKind.UNEXPECTED_SESSION,
}


@dataclass(frozen=True)
class NewLines:
    """Lines that follow what a journal held, in the transaction that keeps them.

    `head` is the head after them; `now` is Unix ms; `foreseen` is what they were foreseen to
    allow.
    """

    records: Sequence[Record]
    blobs: Mapping[str, bytes]
    head: Head
    now: int
    foreseen: Foreseen | None = None


def columns(
    connection: Connection, held: HeldLog, new: NewLines, limits: TimeLimits
) -> dict[str, Any]:
    """The columns to write; flags and search words are written at once. The lines are kept."""
    _raise_flags(connection, held, new)
    head = new.head
    found: dict[str, Any] = {
        "last_seen": new.now,
        "words": " ".join(control_words(head.log, head.size, head.tree.root())),
        "clock_ahead_ms": ahead_ms(new.records[-1], new.now),
    }
    if held.head is None:
        found["previous"] = named_predecessor(new.records[0])
    if any(map(bears_on_access, new.records)):
        allowed = _allowed(connection, held, new, limits)
        found |= {"access_state": allowed.state, "access_until": allowed.until}
    return found | _of_the_machine(connection, held, new)


def _allowed(connection: Connection, held: HeldLog, new: NewLines, limits: TimeLimits) -> Standing:
    if new.foreseen is not None and new.foreseen.is_of(held):
        return new.foreseen.standing
    return read_again(connection, held, new.records[-1], new.now, limits)


def _of_the_machine(connection: Connection, held: HeldLog, new: NewLines) -> dict[str, Any]:
    facts = facts_in(new.records, new.blobs)
    if facts is None:
        return {}
    shown = (facts.teamviewer_id, facts.machine, facts.contact)
    if shown != held.shown:
        search.replace(connection, held.id, search_words(*shown))
    # An ID that changes after it was matched on the phone has to be matched again.
    is_other = held.matched_id is not None and facts.teamviewer_id not in (None, held.matched_id)
    if is_other:
        flags.raise_flag(connection, held.id, FlagKind.OTHER_ID, new.now)
    unmatched = {"matched_at": None} if is_other else {}
    return {**asdict(facts), "reported_at": new.now, **unmatched}


def _raise_flags(connection: Connection, held: HeldLog, new: NewLines) -> None:
    kinds = [record.event for record in new.records if record.event is not None]
    for kind, flag in _FLAGGED.items():
        if kind in kinds:
            flags.raise_flag(connection, held.id, flag, new.now)
    wrong = implausible(new.records, new.now)
    if wrong is not None:
        flags.raise_flag(connection, held.id, FlagKind.CLOCK, new.now, wrong)
