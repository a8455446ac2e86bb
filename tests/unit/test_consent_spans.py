"""When each consent allowed access, for connections that are told of later."""

from datetime import timedelta
from typing import List, Optional, Tuple

import pytest

from agent.connections import ConsentSpan
from agent.consent.event_data import EventType
from agent.consent.spans import spans
from agent.consent.succession import Journal, Trust
from tests.unit.consent_access import DAY, LIMITS, alone, ended, renewed, sound, started
from tests.unit.consent_journals import CID, MORNING, OTHER_CID, Writer, at, withdrawn

Minutes = Tuple[float, Optional[float]]


def minutes(found: List[ConsentSpan]) -> List[Minutes]:
    """The spans as minutes after nine."""
    return [
        (
            (span.opened - MORNING) / timedelta(minutes=1),
            None if span.closed is None else (span.closed - MORNING) / timedelta(minutes=1),
        )
        for span in found
    ]


def told(writer: Writer, now: float) -> List[Minutes]:
    return minutes(spans(sound(writer), at(now).t, LIMITS))


def test_a_takeover_that_is_allowed_has_no_end_yet() -> None:
    (span,) = spans(sound(Writer().grant(1)), at(30).t, LIMITS)
    assert (span.cid, span.scope, span.closed) == (CID, "oneoff", None)


def test_a_question_that_was_not_answered_allowed_nothing() -> None:
    assert told(Writer().ask(1), 30) == []


def test_a_takeover_ends_at_its_hour() -> None:
    (span,) = told(Writer().grant(0), 300)
    assert span[1] == pytest.approx(240, abs=2)


def test_a_takeover_ends_ten_minutes_after_the_technician_has_left() -> None:
    writer = ended(started(Writer().grant(1), 5), 20, ended="2026-11-23T09:20:00.000Z")
    assert told(writer, 60)[0][1] == 30
    assert told(writer, 29)[0][1] is None


def test_what_was_taken_back_ended_then() -> None:
    writer = Writer().grant(1)
    writer.write(7, EventType.WITHDRAWN, withdrawn())
    assert told(writer, 60)[0][1] == 7


def test_another_account_can_end_it_too() -> None:
    other = Writer(seed=b"2" * 32)
    other.write(9, EventType.WITHDRAWN, withdrawn())
    found = spans([alone(Writer().grant(1)), alone(other)], at(60).t, LIMITS)
    assert [end for _, end in minutes(found)] == [9]


def test_lasting_access_that_was_renewed_has_two_spans() -> None:
    writer = renewed(Writer().grant_lasting(1), 50)
    first, second = told(writer, 100)
    assert first[1] == 50
    assert second == (52, None)


def test_two_consents_have_a_span_each() -> None:
    writer = Writer().grant(1)
    writer.grant_lasting(10, OTHER_CID)
    assert len(told(writer, 20)) == 2
    assert told(writer, 2 * DAY)[1][1] is None


@pytest.mark.parametrize("trust", [Trust.DOUBTFUL, Trust.FOREIGN], ids=lambda trust: trust.value)
def test_a_journal_that_does_not_hold_says_nothing(trust: Trust) -> None:
    journal = Journal(Writer().grant(1).records, trust)
    assert spans([journal], at(30).t, LIMITS) == []
