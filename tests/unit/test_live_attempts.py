"""Words about an attempt count once, and never outlive the session that they belong to."""

import pytest

from agent.connections import NOBODY, LiveState
from agent.teamviewer.live.log_course import Course
from tests.unit.teamviewer_log import (
    PEER,
    created,
    header,
    hello,
    joined,
    left,
    paris,
    said,
    session,
    utc,
)

NOW = utc("2025-03-05 09:16:00")
LATER = utc("2025-03-05 12:00:00")
END_SESSION = "CStreamManager[2]::ReceivedEndSession(): reason=1"


def course_of(*lines: str) -> Course:
    course = Course(paris)
    course.feed(list(lines), None, LATER)
    return course


@pytest.mark.parametrize(
    "words",
    [
        f"AuthenticationBlocker::Allocate: allocate ok for DyngateID {PEER}, attempt number 2",
        f"Negotiating session encryption: client hello received from {PEER}, RSA key length",
        "RemoteModule: incoming session was extended",
    ],
)
def test_words_during_a_session_leave_no_attempt_behind_it(words: str) -> None:
    lines = [*session()[:9], said("10:15:40", words), left("10:15:50")]
    assert course_of(*lines).live(utc("2025-03-05 09:15:50")) == NOBODY


@pytest.mark.parametrize("quoted", ['called "incoming session"', "id='x incoming session'"])
def test_what_is_quoted_is_no_word_of_teamviewer(quoted: str) -> None:
    assert course_of(said("10:15:40", f"VoIP: Receiver: {quoted}")).live(NOW) == NOBODY


def test_an_attempt_begins_with_the_first_word_about_it_and_ends_as_one() -> None:
    early = said("10:15:00", "ConnectionGuard: incoming remote control in sessions: 1(1)")
    told = course_of(early, created("10:15:02"), hello("10:15:03")).live(NOW)
    assert (told.state, told.since) == (LiveState.ATTEMPT, utc("2025-03-05 09:15:00"))
    over = said("10:15:04", END_SESSION)
    assert course_of(early, created("10:15:02"), hello("10:15:03"), over).live(NOW) == NOBODY


def test_two_who_try_are_two_attempts() -> None:
    two = (created("10:15:02", 2), hello("10:15:03"), created("10:15:04", 3))
    told = course_of(*two, said("10:15:05", END_SESSION)).live(NOW)
    assert (told.state, told.peer_id) == (LiveState.ATTEMPT, None)


def test_a_session_told_from_the_future_ended_at_the_latest_now() -> None:
    course = course_of(joined("13:00:00", day="2031/01/01"), left("14:00:00", day="2031/01/01"))
    assert [(one.started, one.ended) for one in course.ended] == [(LATER, LATER)]


def test_a_header_stands_only_at_the_beginning_of_a_line() -> None:
    lines = [*session()[:9], *(f" {line}" for line in header()), said("10:15:40", "x")]
    assert course_of(*lines).is_open
