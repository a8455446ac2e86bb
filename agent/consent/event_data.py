"""The events of a journal and what each has to say: the table of journal.md, as data.

Pure. A type that is not in the table is kept, shown as "other", and changes nothing.
"""

import enum
from typing import Mapping, Optional

from agent.consent import field_shapes as shape
from agent.consent.field_shapes import Shape
from agent.consent.log_name import is_log_name


class EventType(enum.Enum):
    """The events whose meaning is known."""

    GENESIS = "log.genesis"
    RECOVERED = "log.recovered"
    ROLLBACK_DETECTED = "log.rollback_detected"
    KEY_ROTATED = "key.rotated"
    CLOCK_JUMP = "clock.jump"
    TERMS_SHOWN = "terms.shown"
    GIVEN = "consent.given"
    REFUSED = "consent.refused"
    DEFERRED = "consent.deferred"
    BLOCKED = "consent.blocked"
    RENEWED = "consent.renewed"
    WITHDRAWN = "consent.withdrawn"
    ENDED = "consent.ended"
    PAUSED = "consent.paused"
    INVALIDATED = "consent.invalidated"
    SESSION_STARTED = "session.started"
    SESSION_ENDED = "session.ended"
    SESSION_UNEXPECTED = "session.unexpected"
    ACCESS_CUT = "access.cut"
    ACCESS_RESTORED = "access.restored"
    DOOR_OPENED = "door.opened"
    DOOR_CLOSED = "door.closed"
    REPORT_SENT = "report.sent"
    REPORT_ACKED = "report.acked"


ABOUT_A_CONSENT = frozenset(
    kind for kind in EventType if kind.value.startswith(("consent.", "terms."))
)
"""The events that are written with the consent they concern."""

_SCOPE = shape.one_of("oneoff", "permanent")


def is_previous_log(value: object) -> bool:
    """The name, size and root of the journal that a new one goes on from."""
    return (
        isinstance(value, dict)
        and set(value) == {"log", "size", "root"}
        and is_log_name(value["log"])
        and shape.is_count(value["size"])
        and shape.is_root(value["root"])
    )


def _is_time(value: object) -> bool:
    return shape.is_count(value) or shape.is_moment(value)


_YES: Mapping[str, Shape] = {
    "scope": _SCOPE,
    "boxes": shape.is_boxes,
    "terms_sha256": shape.is_sha256,
    "person_sha256": shape.is_sha256,
    "teamviewer_id_sha256": shape.is_sha256,
    "valid_until": shape.is_moment,
    "input": shape.one_of("keyboard", "mouse", "injected", "unknown"),
    "session_open": shape.is_flag,
}
# While a session is open nobody knows when it ends; of an unexpected one not even who it is.
_SESSION: Mapping[str, Shape] = {
    "peer_sha256": shape.nullable(shape.is_sha256),
    "source": shape.text(200),
    "started": shape.nullable(shape.is_moment),
    "ended": shape.nullable(shape.is_moment),
    "seconds": shape.nullable(shape.is_count),
    "line_sha256": shape.nullable(shape.is_sha256),
}
_ACCESS: Mapping[str, Shape] = {
    "by": shape.is_word,
    "ok": shape.is_flag,
    "method": shape.one_of("service", "elevated"),
    "ms": shape.is_count,
    "left": shape.is_texts,
}
_WHY: Mapping[str, Shape] = {"why": shape.is_word}
_DOOR: Mapping[str, Shape] = {"door": shape.is_word}

SHAPES: Mapping[EventType, Mapping[str, Shape]] = {
    EventType.GENESIS: {
        "pub": shape.is_key,
        "app": shape.text(200),
        "reason": shape.one_of("install", "rotate", "key_lost", "corrupt", "new_year"),
        "prev_log": shape.nullable(is_previous_log),
    },
    EventType.RECOVERED: {"torn_len": shape.is_count, "torn_id": shape.text(200)},
    EventType.ROLLBACK_DETECTED: {"known_size": shape.is_count, "found_size": shape.is_count},
    EventType.KEY_ROTATED: {"next_log": is_log_name},
    EventType.CLOCK_JUMP: {"ms": shape.is_integer},
    EventType.TERMS_SHOWN: {
        "terms_id": shape.text(200),
        "terms_sha256": shape.is_sha256,
        "lang": shape.is_language,
        "scope": _SCOPE,
        "price_cents": shape.is_count,
        "price_text": shape.text(1000),
        "visible_ms": shape.is_count,
        "scrolled_end": shape.is_flag,
    },
    EventType.GIVEN: _YES,
    EventType.RENEWED: _YES,
    EventType.REFUSED: {"how": shape.one_of("button", "close", "timeout")},
    EventType.DEFERRED: {},
    EventType.BLOCKED: _WHY,
    EventType.WITHDRAWN: {
        "by": shape.one_of("client", "shop_for_client"),
        "channel": shape.one_of("tray", "window", "banner", "cli"),
        "cut_ok": shape.is_flag,
        "cut_ms": shape.is_count,
    },
    EventType.ENDED: {"why": shape.one_of("disconnect", "time", "unused")},
    EventType.PAUSED: _WHY,
    EventType.INVALIDATED: _WHY,
    EventType.SESSION_STARTED: _SESSION,
    EventType.SESSION_ENDED: _SESSION,
    EventType.SESSION_UNEXPECTED: _SESSION,
    EventType.ACCESS_CUT: _ACCESS,
    EventType.ACCESS_RESTORED: _ACCESS,
    EventType.DOOR_OPENED: _DOOR,
    EventType.DOOR_CLOSED: _DOOR,
    EventType.REPORT_SENT: {"fields_sha256": shape.is_sha256},
    EventType.REPORT_ACKED: {"size": shape.is_count, "root": shape.is_root, "time": _is_time},
}

_KNOWN = {kind.value: kind for kind in EventType}


def event_type(name: str) -> Optional[EventType]:
    """The known event of that name; None for one that is kept and changes nothing."""
    return _KNOWN.get(name)


def wrong_field(kind: EventType, data: Mapping[str, object]) -> Optional[str]:
    """The first field that is missing or not as the table says; None when all are right.

    A field the table does not know is no fault: a later version may have added it.
    """
    for name, has_shape in SHAPES[kind].items():
        if name not in data or not has_shape(data[name]):
            return name
    return None


def unknown_fields(kind: EventType, data: Mapping[str, object]) -> bool:
    """Whether there is a field that the table does not know: this version never writes one."""
    return not set(data) <= set(SHAPES[kind])
