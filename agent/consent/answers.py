"""What a client answered to a question, and when a yes is none."""

import enum
from dataclasses import dataclass
from typing import Dict, Mapping, Optional

from agent.consent.asking import Question
from agent.consent.canonical import Json
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.field_shapes import moment_text
from agent.errors import AgentError
from agent.texts import message


class No(enum.Enum):
    """How a person did not agree."""

    BUTTON = "button"
    CLOSE = "close"
    TIMEOUT = "timeout"
    LATER = "later"


@dataclass(frozen=True)
class Seen:
    """How the text stood on screen: for how long, and whether its end was in sight."""

    visible_ms: int
    scrolled_end: bool


@dataclass(frozen=True)
class Yes:
    """A yes, as it was given.

    `boxes` are the boxes by name, `source` is keyboard, mouse, injected or unknown.
    `session_open` is whether somebody was connected to the computer; None where that could not be
    told. `person` is personal data that can be erased later; `teamviewer_id` is empty where there
    is no ID yet.
    """

    seen: Seen
    boxes: Mapping[str, bool]
    source: str
    session_open: Optional[bool]
    person: Mapping[str, str]
    teamviewer_id: str


@dataclass(frozen=True)
class Withdrawing:
    """How access is taken back.

    `channel` is tray, window, banner or cli; `cut_ok` says that the connection software was read
    back as shut, `cut_ms` how long that took.
    """

    channel: str
    cut_ok: bool = False
    cut_ms: int = 0

    @property
    def data(self) -> Mapping[str, Json]:
        """What the journal says of it."""
        return {
            "by": "client",
            "channel": self.channel,
            "cut_ok": self.cut_ok,
            "cut_ms": self.cut_ms,
        }


class BlockedError(AgentError):
    """A yes that is none: somebody else may have given it. Nothing is allowed by it."""

    def __init__(self, why: str) -> None:
        key = f"access.blocked.{why}"
        super().__init__(message(key), message(key + ".advice"), why)
        self.why = why


def obstacle(question: Question, yes: Yes) -> Optional[str]:
    """Why this yes does not count, as the journal says it; None when it does."""
    if yes.session_open is None:
        return "session_unknown"
    if yes.session_open:
        return "session_open"
    if yes.source == "injected":
        return "injected"
    ticked = all(yes.boxes.get(name) is True for name in question.request.box_names)
    return None if ticked and yes.seen.scrolled_end else "not_read"


def shown_draft(question: Question, seen: Seen) -> Draft:
    """The line that says what was on screen."""
    asked = question.request
    data: Dict[str, Json] = {
        "terms_id": asked.terms_id,
        "terms_sha256": asked.sha256,
        "lang": asked.lang,
        "scope": asked.scope.value,
        "price_cents": asked.price_cents,
        "price_text": asked.price_text,
        "visible_ms": seen.visible_ms,
        "scrolled_end": seen.scrolled_end,
    }
    return Draft(EventType.TERMS_SHOWN, data, question.cid)


def yes_draft(question: Question, yes: Yes, person_sha256: str, id_sha256: str) -> Draft:
    """The line that allows access."""
    data: Dict[str, Json] = {
        "scope": question.scope.value,
        "boxes": {name: yes.boxes.get(name) is True for name in question.request.box_names},
        "terms_sha256": question.request.sha256,
        "person_sha256": person_sha256,
        "teamviewer_id_sha256": id_sha256,
        "valid_until": moment_text(question.ends),
        "input": yes.source,
        "session_open": False,
    }
    kind = EventType.RENEWED if question.renews else EventType.GIVEN
    return Draft(kind, data, question.cid)


def no_draft(question: Question, how: No) -> Draft:
    """The line that says no, or not now."""
    if how is No.LATER:
        return Draft(EventType.DEFERRED, {}, question.cid)
    return Draft(EventType.REFUSED, {"how": how.value}, question.cid)
