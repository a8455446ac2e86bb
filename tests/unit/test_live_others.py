"""Several people connected at the same time: none of them is hidden behind another."""

from dataclasses import replace

from agent.connections import NOBODY, Peer
from tests.unit.teamviewer_log import (
    PEER,
    created,
    hello,
    joined,
    left,
    own_joined,
    said,
)
from tests.unit.test_live_log import CONNECTED, END_SESSION, NOW, course_of, live


def test_all_must_have_left_before_nobody_is_connected() -> None:
    two = [joined("10:15:14"), joined("10:15:20", "222333444", "SECOND", 7)]
    assert live(two) == replace(CONNECTED, others=(Peer("222333444", "SECOND"),))
    second = live([*two, left("10:15:30")])
    assert (second.peer_id, second.others) == ("222333444", ())
    assert live([*two, left("10:15:30"), left("10:15:31", "222333444", 7)]) == NOBODY


def test_one_computer_in_two_sessions_is_one_person() -> None:
    assert live([joined("10:15:14"), joined("10:15:20", PEER, "OTHER NAME", 7)]) == CONNECTED


def test_the_second_computer_in_two_sessions_is_one_person_too() -> None:
    second = joined("10:15:20", "222333444", "SECOND", 7)
    again = joined("10:15:21", "222333444", "OTHER NAME", 8)
    assert len(live([joined("10:15:14"), second, again]).others) == 1


def test_whoever_has_no_id_that_can_be_read_counts() -> None:
    unread = [joined("10:15:20", "12", "X", 7), joined("10:15:21", "13", "X", 8)]
    assert live([joined("10:15:14"), *unread]).others == (Peer(None, "X"), Peer(None, "X"))
    assert live(unread).others == (Peer(None, "X"),)


def test_one_session_that_ends_leaves_the_other() -> None:
    lines = [
        *(
            created("10:15:00", 2),
            hello("10:15:01"),
            own_joined("10:15:02", 11),
            joined("10:15:03"),
        ),
        *(created("10:15:10", 3), hello("10:15:11", "222333444"), own_joined("10:15:12", 12)),
        joined("10:15:13", "222333444", "SECOND", 7),
        said("10:15:20", END_SESSION),
    ]
    course = course_of(lines)
    assert course.live(NOW).peer_id == "222333444"
    assert [one.peer_id for one in course.ended] == [PEER]
