"""The log tells who is connected, whatever a stranger calls himself."""

from typing import Iterable, List, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.connections import NOBODY, Live, LiveState, SeenSession
from agent.teamviewer.live.log_course import Course
from tests.unit.teamviewer_log import (
    NAME,
    OWN,
    PEER,
    created,
    header,
    hello,
    joined,
    left,
    own_joined,
    paris,
    program,
    said,
    session,
    utc,
)

NOW = utc("2025-03-05 09:16:00")
LATER = utc("2025-03-05 12:00:00")
CONNECTED = Live(LiveState.CONNECTED, PEER, NAME, utc("2025-03-05 09:15:14"))
WHOLE = SeenSession(PEER, NAME, utc("2025-03-05 09:15:00"), utc("2025-03-05 09:15:50"))
END_SESSION = "CStreamManager[2]::ReceivedEndSession(): reason=1"


def course_of(lines: Iterable[str]) -> Course:
    course = Course(paris)
    course.feed(list(lines), None, LATER)
    return course


def live(lines: Iterable[str]) -> Live:
    return course_of(lines).live(NOW)


def state(lines: Iterable[str]) -> LiveState:
    return live(lines).state


def test_who_takes_part_is_connected_since_then() -> None:
    assert live([*header(), *session()[:9]]) == CONNECTED


def test_the_words_of_a_public_log_with_a_summer_zone_are_understood() -> None:
    lines = [
        "Start:              2025/03/05 10:14:58.001 (UTC+2:00)",
        "2025/03/05 10:15:00.120  2216       2492 S0   CommandHandlerRouting[2]::"
        "CreatePassiveSession: incoming session via xx-r001.router.teamviewer.com, protocol Tcp",
        "2025/03/05 10:15:14.900  2216       2488 S0   CPersistentParticipantManager::"
        "AddParticipant: [1234567890,1001] type=6 name=HELPDESK-01",
    ]
    assert live(lines) == Live(LiveState.CONNECTED, PEER, NAME, utc("2025-03-05 08:15:14"))
    course = course_of([*lines, left("10:20:00")])
    assert (course.live(NOW), course.ended[0].started) == (NOBODY, utc("2025-03-05 08:15:00"))


def test_after_the_end_nobody_is_connected_and_the_session_was_seen_whole() -> None:
    course = course_of([*header(), *session()])
    assert (course.live(utc("2025-03-05 09:15:51")), course.ended) == (NOBODY, (WHOLE,))


@pytest.mark.parametrize("count", range(1, 9))
def test_until_somebody_takes_part_it_is_an_attempt(count: int) -> None:
    told = live([*header(), *session()[:count]])
    assert (told.state, told.since) == (LiveState.ATTEMPT, utc("2025-03-05 09:15:00"))
    assert told.peer_id == (PEER if count > 1 else None)


@pytest.mark.parametrize("end", [said("10:15:20", END_SESSION), said("10:15:20", END_SESSION[:37])])
def test_an_attempt_that_is_over_is_nobody_and_no_session(end: str) -> None:
    course = course_of([created("10:15:00"), hello("10:15:01"), end])
    assert (course.live(NOW), course.ended) == (NOBODY, ())


def test_an_attempt_is_forgotten_after_five_silent_minutes() -> None:
    course = course_of([created("10:15:00"), hello("10:15:30")])
    assert course.live(utc("2025-03-05 09:20:30")).state is LiveState.ATTEMPT
    assert course.live(utc("2025-03-05 09:20:31")) == NOBODY


def test_somebody_who_joins_much_later_has_not_begun_with_a_forgotten_attempt() -> None:
    course = course_of([created("10:15:00"), joined("10:45:00"), left("10:50:00")])
    assert course.ended[0].started == utc("2025-03-05 09:45:00")


@pytest.mark.parametrize(
    "end",
    [
        said("10:16:00", END_SESSION),
        said("10:16:00", "SessionManagerDesktop::SessionTerminate: TVSessionID = 126302903"),
        left("10:16:00", OWN, 126302903),
        left("10:16:00"),
    ],
)
def test_every_way_of_ending_ends_a_session(end: str) -> None:
    course = course_of([*session()[:9], end])
    assert not course.is_open
    assert course.ended[0].ended == utc("2025-03-05 09:16:00")


def test_the_end_of_an_unknown_session_ends_nobody_s_that_is_known_otherwise() -> None:
    other = said("10:16:00", "CStreamManager[9]::ReceivedEndSession(): reason=1")
    assert course_of([*session()[:9], other]).is_open
    assert course_of([*session()[:9], left("10:16:00", PEER, 999)]).is_open


def test_this_computer_alone_is_nobody() -> None:
    assert live([own_joined("10:15:00")]) == NOBODY


def test_this_computer_helping_another_one_is_nobody() -> None:
    lines = [
        said("10:15:00", f"CParticipantManagerBase::SetMyParticipantIdentifier(): pid=[{OWN},5]"),
        said(
            "10:15:01", f"CPersistentParticipantManager::AddParticipant: [{PEER},6] type=3 name=X"
        ),
        joined("10:15:01", OWN, "HERE", 5),
    ]
    assert live(lines) == NOBODY


@pytest.mark.parametrize("attributes", ["type=6 name=X", "type=9 name=X", "name=X", "role=2", ""])
def test_every_participant_but_this_computer_is_the_other_one(attributes: str) -> None:
    words = f"CPersistentParticipantManager::AddParticipant: [{PEER},1] {attributes}"
    assert state([said("10:15:00", words)]) is LiveState.CONNECTED


@pytest.mark.parametrize(
    "words",
    [
        "NewGeneration::HandleIncomingSession: id 77",
        "Connection incoming, sessionID 126302903",
        "ParticipantRegistry: participant joined, key abc",
        "RemoteRegistry::AddParticipant: {1234567890} as guest",
        "SessionCreator::StartPassiveSession",
    ],
)
def test_words_of_a_newer_version_are_an_attempt(words: str) -> None:
    assert state([said("10:15:30", words)]) is LiveState.ATTEMPT


@pytest.mark.parametrize(
    "words",
    [
        "IncomingBetterChatCommandHandler::IncomingBetterChatCommandHandler: created",
        "IncomingCommandRegistration::Start: registering for ready state properties",
        "OSSessionEventTranslator::GenerateEventsForSession: SessionID = 0, connected = 0",
        "ProcessControlBase[2]: Start GUI process in session 1, pid 1040",
        "KeepAliveSession::KeepAliveChannelInitialized(): KeepAlive-Connection initialized",
        "AcceptServer::HandleAccept: new connection from 127.0.0.1:50021",
        "SecureNetworkConnection::SendCallbackHandler(): Resetting connection due to error",
        "InterProcessBase::ConnectToOtherProcess: Process connected to service.",
        "AuthenticationBlocker::Reset: attempts reset for DyngateID 1660360496",
    ],
)
def test_what_teamviewer_says_about_itself_is_nobody(words: str) -> None:
    assert live([said("10:15:30", words)]) == NOBODY


def test_a_new_start_ends_what_a_crash_left_open_with_its_last_line() -> None:
    last = said("10:40:00", "VoIP: System performance (last 60s): CPU load of system = 95%")
    start = [said("18:00:00", "Logger started.", pid=99), said("18:00:01", "", pid=99)]
    again = header("2025/03/05 18:00:01.000")
    course = course_of([*session()[:9], last, *start, *again])
    assert not course.is_open
    assert course.ended[0].ended == utc("2025-03-05 09:40:00")


@pytest.mark.parametrize("name", ["TeamViewer_Desktop.exe", "TeamViewer.exe", "tv_w32.exe"])
def test_a_program_beside_the_service_that_starts_ends_nothing(name: str) -> None:
    beside = ["Start:              2025/03/05 10:15:20.000 (UTC+1:00)", *program(name)]
    more = said("10:15:21", "Logger started.", "G1", 77)
    assert live([*header(), *session()[:9], *beside, more]) == CONNECTED


def test_quicksupport_that_starts_again_ends_what_it_left_open() -> None:
    words = f"CPersistentParticipantManager::AddParticipant: [{PEER},1001] type=6 name={NAME}"
    quick = ["Start:              2025/03/05 11:00:00.000 (UTC+1:00)", *program("TeamViewer.exe")]
    assert not course_of([said("10:15:14", words, "G1"), *quick]).is_open


@pytest.mark.fault("session of 48 hours")
def test_a_connection_of_two_days_is_one_session() -> None:
    course = course_of([created("10:15:00", day="2025/03/03"), hello("10:15:01", day="2025/03/03"),
                        joined("10:15:02", day="2025/03/03"), left("10:15:02")])  # fmt: skip
    assert course.ended == (
        SeenSession(PEER, NAME, utc("2025-03-03 09:15:00"), utc("2025-03-05 09:15:02")),
    )


@pytest.mark.fault("clock moved during a session")
def test_a_clock_that_is_ahead_never_tells_of_the_future() -> None:
    course = Course(paris)
    course.feed([joined("23:00:00", day="2031/01/01")], None, NOW)
    assert course.live(NOW).since == NOW


@pytest.mark.parametrize(
    "stamp",
    [
        "2025/03/05 10:15:14.900", "25/03/05 10:15:14.900", "2025/03/05 10:15:14:900",
        "25/03/05 10:15:14:900", "03/05 10:15:14.900", "2025-03-05 10:15:14,900",
        "2025-03-05T10:15:14",
    ],
)  # fmt: skip
def test_older_and_newer_ways_to_write_a_time_are_understood(stamp: str) -> None:
    text = joined("10:15:14").split("  ", 1)[1]
    assert live([f"{stamp}  {text}"]) == CONNECTED


def test_a_time_without_a_year_is_of_the_last_one() -> None:
    text = joined("10:15:14").split("  ", 1)[1]
    assert live([f"12/31 10:15:14.900  {text}"]).since == utc("2024-12-31 09:15:14")


def test_a_log_without_any_known_time_is_not_understood() -> None:
    assert not course_of(["5 Mar 2025, 10:15 | AddParticipant"] * 20).is_understood
    assert course_of([*header(), created("10:15:00")]).is_understood


@pytest.mark.parametrize(
    ("written", "peer"),
    [("1234567890", PEER), ("1 234 567 890", PEER), ("12", None), ("0", None)],
)
def test_an_id_is_told_only_when_it_is_one(written: str, peer: Optional[str]) -> None:
    told = live([joined("10:15:14", written)])
    assert (told.state, told.peer_id) == (LiveState.CONNECTED, peer)


WORDS = [*header(), *session(), *session("10:40"), joined("11:00:00", "222333444", "B", 3), ""]


@given(st.lists(st.sampled_from(WORDS) | st.text(), max_size=30))
def test_no_lines_at_all_raise(lines: List[str]) -> None:
    course = course_of(lines)
    assert isinstance(course.live(NOW).state, LiveState)
    assert all(one.started <= one.ended for one in course.ended)


@given(
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.lists(st.integers(1, 9), min_size=30, max_size=30),
)
def test_a_log_says_the_same_in_whatever_pieces_it_is_read(
    lines: List[str], sizes: List[int]
) -> None:
    whole, pieces = course_of(lines), Course(paris)
    rest = list(lines)
    for size in sizes:
        pieces.feed(rest[:size], None, LATER)
        rest = rest[size:]
    assert (pieces.live(NOW), pieces.ended) == (whole.live(NOW), whole.ended)


def test_what_was_open_when_teamviewer_went_ended_then_or_with_its_last_line() -> None:
    lines = [*session()[:9], said("10:15:40", "Estimated RTT self to router: 33 ms")]
    stale, killed = course_of(lines), course_of(lines)
    stale.close()
    killed.close(utc("2025-03-05 09:15:45"))
    assert stale.ended[0].ended == utc("2025-03-05 09:15:40")
    assert killed.ended[0].ended == utc("2025-03-05 09:15:45")
    assert stale.live(NOW) == killed.live(NOW) == NOBODY
