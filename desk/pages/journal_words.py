"""A journal's lines in words: one sentence each, "other" for what this version does not know.

Pure. Everything in a line is the client's: it only ever fills a sentence, never makes one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agent.consent.event_data import EventType
from agent.consent.field_shapes import moment_of
from agent.consent.record import Record
from desk.pages.wording import NONE, Wording

# Which field tells an event's own sentences apart.
_TOLD_BY: Mapping[EventType, str] = {
    EventType.GENESIS: "reason",
    EventType.TERMS_SHOWN: "scope",
    EventType.GIVEN: "scope",
    EventType.RENEWED: "scope",
    EventType.REFUSED: "how",
    EventType.BLOCKED: "why",
    EventType.WITHDRAWN: "by",
    EventType.ENDED: "why",
    EventType.PAUSED: "why",
    EventType.INVALIDATED: "why",
    EventType.ACCESS_CUT: "ok",
    EventType.ACCESS_RESTORED: "ok",
    EventType.DOOR_OPENED: "door",
    EventType.DOOR_CLOSED: "door",
}
_LONGEST_VALUE = 200


@dataclass(frozen=True)
class JournalLine:
    """A line as it is shown: `tone` is good, bad or plain, beside what the words say."""

    seq: int
    at: datetime
    sentence: str
    tone: str


_GOOD = (EventType.GIVEN, EventType.RENEWED)
_BAD = (EventType.ROLLBACK_DETECTED, EventType.RECOVERED, EventType.SESSION_UNEXPECTED)


def journal_line(record: Record, wording: Wording) -> JournalLine:
    """One line in words."""
    tone = "good" if record.event in _GOOD else "bad" if record.event in _BAD else "plain"
    return JournalLine(record.seq, record.stamp.t, sentence(record, wording), tone)


def sentence(record: Record, wording: Wording) -> str:
    """What a line says."""
    kind = record.event
    if kind is None or record.wrong_field is not None:
        return wording.words("event.other", type=record.type)
    usual = f"event.{kind.value}"
    told_by = _TOLD_BY.get(kind)
    own = usual if told_by is None else f"{usual}.{_token(record.data[told_by])}"
    values = {name: _shown(value, wording) for name, value in record.data.items()}
    return wording.words.or_other(own, usual).format_map(values)


def _token(value: object) -> str:
    return str(value).lower()


def _shown(value: object, wording: Wording) -> str:
    when = moment_of(value)
    if when is not None:
        return wording.exact(when)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)[:_LONGEST_VALUE] or NONE
    return NONE if value is None else str(value)[:_LONGEST_VALUE]
