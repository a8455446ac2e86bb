"""Every line of a journal is said in words, in both languages."""

from typing import Any

import pytest

from agent.consent.event_data import SHAPES, EventType
from agent.consent.record import Record
from desk.pages.journal_words import journal_line, sentence
from tests.desk.journals import Client
from tests.desk.test_page_values import wording
from tests.unit.consent_journals import CID, at, session, shown, withdrawn, yes

DATA: dict[EventType, dict[str, Any]] = {
    EventType.RECOVERED: {"torn_len": 12, "torn_id": "x"},
    EventType.ROLLBACK_DETECTED: {"known_size": 9, "found_size": 7},
    EventType.KEY_ROTATED: {"next_log": "a.example/consent/0123456789abcdef"},
    EventType.CLOCK_JUMP: {"ms": -3000},
    EventType.TERMS_SHOWN: shown(),
    EventType.GIVEN: yes(),
    EventType.RENEWED: yes(scope="permanent"),
    EventType.REFUSED: {"how": "timeout"},
    EventType.DEFERRED: {},
    EventType.BLOCKED: {"why": "session_open"},
    EventType.WITHDRAWN: withdrawn(),
    EventType.ENDED: {"why": "time"},
    EventType.PAUSED: {"why": "expired"},
    EventType.INVALIDATED: {"why": "new_terms"},
    EventType.SESSION_STARTED: session(),
    EventType.SESSION_ENDED: session(),
    EventType.SESSION_UNEXPECTED: session(started=None),
    EventType.ACCESS_CUT: {"by": "client", "ok": True, "method": "service", "ms": 3, "left": []},
    EventType.ACCESS_RESTORED: {
        "by": "client",
        "ok": False,
        "method": "service",
        "ms": 3,
        "left": ["{a}"],
    },
    EventType.DOOR_OPENED: {"door": "made_up"},
    EventType.DOOR_CLOSED: {"door": "easy_access"},
    EventType.REPORT_SENT: {"fields_sha256": "0" * 64},
    EventType.REPORT_ACKED: {"size": 3, "root": "A" * 43 + "=", "time": 1},
}


def written(kind: EventType) -> Record:
    client = Client()
    if kind is not EventType.GENESIS:
        client.writer.write_at(at(1), kind, DATA[kind], CID)
    return client.writer.records[-1]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", EventType, ids=lambda kind: str(kind.value))
def test_every_event_has_words_of_its_own(kind: EventType, language: str) -> None:
    said = sentence(written(kind), wording(language))
    assert said.endswith(".")
    assert kind.value not in said
    assert "None" not in said


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("kind", "why"),
    [
        *[(EventType.BLOCKED, why) for why in ("session_unknown", "injected", "not_read")],
        *[(EventType.PAUSED, why) for why in ("renewal", "time", "terms")],
    ],
)
def test_a_reason_that_the_program_gives_is_said_in_words(
    kind: EventType, why: str, language: str
) -> None:
    client = Client()
    client.writer.write_at(at(1), kind, {"why": why}, CID)
    assert f"({why})" not in sentence(client.writer.records[-1], wording(language))


def test_every_event_is_in_the_table_of_this_test() -> None:
    assert set(SHAPES) == {*DATA, EventType.GENESIS}


def test_a_text_of_the_client_fills_a_sentence_and_never_makes_one() -> None:
    assert "{a}" in sentence(written(EventType.ACCESS_RESTORED), wording())


def test_an_event_nobody_knows_is_told_as_another_one() -> None:
    record = written(EventType.DEFERRED)
    other = Record(**{**record.__dict__, "type": "made.up"})
    assert sentence(other, wording()) == "Autre événement (made.up)."


def test_an_event_whose_data_makes_no_sense_is_told_as_another_one() -> None:
    record = written(EventType.GIVEN)
    other = Record(**{**record.__dict__, "data": {"scope": "{0.__class__}"}})
    assert sentence(other, wording("en")) == "Other event (consent.given)."


def test_good_and_bad_news_look_different() -> None:
    tones = {kind: journal_line(written(kind), wording()).tone for kind in EventType}
    assert tones[EventType.GIVEN] == "good"
    assert tones[EventType.SESSION_UNEXPECTED] == "bad"
    assert tones[EventType.REPORT_SENT] == "plain"
