"""What an event says is checked field by field, and this program writes nothing else."""

import base64
from typing import Dict, List, Mapping, Optional

import pytest

from agent.consent.canonical import Json
from agent.consent.event_data import (
    ABOUT_A_CONSENT,
    SHAPES,
    EventType,
    event_type,
    unknown_fields,
    wrong_field,
)
from agent.consent.record import Position, build
from agent.consent.refusals import Flaw, LineRefusedError
from tests.unit.consent_journals import (
    CID,
    at,
    genesis,
    quick,
    session,
    sha256,
    shown,
    withdrawn,
    yes,
)

LOG = "depannage.example/consent/23ef607b517330dc"
ROOT = base64.b64encode(b"r" * 32).decode()
ACCESS: Mapping[str, Json] = {
    "by": "client", "ok": True, "method": "service", "ms": 900, "left": ["TeamViewer_Service.exe"],
}  # fmt: skip
EXAMPLES: Dict[EventType, Mapping[str, Json]] = {
    EventType.GENESIS: genesis(b"k" * 32, prev_log={"log": LOG, "size": 3, "root": ROOT}),
    EventType.RECOVERED: {"torn_len": 17, "torn_id": "torn-4-0a1b2c3d"},
    EventType.ROLLBACK_DETECTED: {"known_size": 9, "found_size": 4},
    EventType.KEY_ROTATED: {"next_log": LOG},
    EventType.CLOCK_JUMP: {"ms": -3_600_000},
    EventType.TERMS_SHOWN: shown(),
    EventType.GIVEN: yes(),
    EventType.RENEWED: yes(scope="permanent"),
    EventType.REFUSED: {"how": "button"},
    EventType.DEFERRED: {},
    EventType.BLOCKED: {"why": "session_open"},
    EventType.WITHDRAWN: withdrawn(),
    EventType.ENDED: {"why": "unused"},
    EventType.PAUSED: {"why": "key_lost"},
    EventType.INVALIDATED: {"why": "wrong_person"},
    EventType.SESSION_STARTED: session(),
    EventType.SESSION_ENDED: session(ended="2026-11-23T10:00:00.000Z", seconds=3300),
    EventType.SESSION_UNEXPECTED: session(peer_sha256=None, started=None),
    EventType.ACCESS_CUT: ACCESS,
    EventType.ACCESS_RESTORED: {**ACCESS, "left": []},
    EventType.DOOR_OPENED: {"door": "easy_access"},
    EventType.DOOR_CLOSED: {"door": "windows_logon"},
    EventType.REPORT_SENT: {"fields_sha256": sha256("report")},
    EventType.REPORT_ACKED: {"size": 4, "root": ROOT, "time": 1795424555},
}
SENSELESS: List[Json] = [{"x": 1}, [1], "", -(2**53)]
FIELDS = [(kind, name) for kind, shapes in SHAPES.items() for name in shapes]


def refusal(
    kind: EventType, data: Mapping[str, Json], cid: Optional[str] = CID
) -> LineRefusedError:
    with pytest.raises(LineRefusedError) as caught:
        build(Position(LOG, 1, sha256("before")), at(1), kind, data, quick(b"s"), cid)
    return caught.value


def test_every_event_has_its_shape_and_its_example() -> None:
    assert set(SHAPES) == set(EXAMPLES) == set(EventType)
    assert {event_type(kind.value) for kind in EventType} == set(EventType)
    assert event_type("consent.approved") is None


@pytest.mark.parametrize("kind", EventType)
def test_what_the_table_says_is_written(kind: EventType) -> None:
    position = Position(LOG, 1, sha256("before"))
    record = build(position, at(1), kind, EXAMPLES[kind], quick(b"s"), CID)
    assert record.event is kind
    assert record.wrong_field is None


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_missing_or_senseless_field_is_named_and_never_written(
    kind: EventType, name: str
) -> None:
    example = EXAMPLES[kind]
    without = {key: value for key, value in example.items() if key != name}
    for senseless in SENSELESS:
        assert wrong_field(kind, {**example, name: senseless}) == name
        assert refusal(kind, {**example, name: senseless}).flaw is Flaw.BAD_DATA
    assert wrong_field(kind, without) == name
    assert refusal(kind, without).flaw is Flaw.BAD_DATA


@pytest.mark.parametrize("kind", EventType)
def test_a_field_of_a_later_version_is_read_and_never_written(kind: EventType) -> None:
    data = {**EXAMPLES[kind], "later": 1}
    assert wrong_field(kind, data) is None
    assert unknown_fields(kind, data)
    assert refusal(kind, data).flaw is Flaw.BAD_DATA


@pytest.mark.parametrize("kind", [kind for kind in EventType if kind in ABOUT_A_CONSENT])
def test_an_event_about_a_consent_is_never_written_without_saying_which(kind: EventType) -> None:
    assert refusal(kind, EXAMPLES[kind], None).flaw is Flaw.BAD_DATA


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (EventType.GIVEN, {"scope": "forever"}),
        (EventType.GIVEN, {"boxes": {"takeover": 1}}),
        (EventType.GIVEN, {"boxes": {"Take over": True}}),
        (EventType.GIVEN, {"valid_until": "2026-11-23"}),
        (EventType.GIVEN, {"input": "hardware"}),
        (EventType.GIVEN, {"session_open": 0}),
        (EventType.GIVEN, {"person_sha256": None}),
        (EventType.TERMS_SHOWN, {"price_cents": True}),
        (EventType.TERMS_SHOWN, {"price_cents": -1}),
        (EventType.TERMS_SHOWN, {"lang": "français"}),
        (EventType.REFUSED, {"how": "esc"}),
        (EventType.ENDED, {"why": "shop"}),
        (EventType.WITHDRAWN, {"channel": "phone"}),
        (EventType.WITHDRAWN, {"by": "shop"}),
        (EventType.GENESIS, {"pub": base64.b64encode(b"k" * 31).decode()}),
        (EventType.GENESIS, {"reason": "moved"}),
        (EventType.GENESIS, {"prev_log": {"log": LOG, "size": 3}}),
        (EventType.GENESIS, {"prev_log": {"log": LOG, "size": 3, "root": "00"}}),
        (EventType.ACCESS_CUT, {"left": [""]}),
        (EventType.ACCESS_CUT, {"method": "hope"}),
        (EventType.REPORT_ACKED, {"time": "yesterday"}),
    ],
    ids=str,
)
def test_a_value_outside_the_table_is_never_written(
    kind: EventType, changes: Mapping[str, Json]
) -> None:
    (name,) = changes
    assert wrong_field(kind, {**EXAMPLES[kind], **changes}) == name
    assert refusal(kind, {**EXAMPLES[kind], **changes}).flaw is Flaw.BAD_DATA
