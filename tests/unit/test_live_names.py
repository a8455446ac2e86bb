"""A name is chosen by a stranger: it is shown safely, and never speaks for TeamViewer."""

from typing import Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.connections import Live, LiveState, SeenSession
from agent.teamviewer.live.log_course import Course
from agent.teamviewer.live.log_lines import Joined, clean_name, parse_line
from tests.unit.teamviewer_log import (
    OWN,
    PEER,
    header,
    joined,
    left,
    paris,
    program,
    said,
    session,
    utc,
)

NOW = utc("2025-03-05 09:16:00")
LATER = utc("2025-03-05 12:00:00")
SINCE = utc("2025-03-05 09:15:14")
END_SESSION = "CStreamManager[2]::ReceivedEndSession(): reason=1"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Joe Doe | Pro IT = best", "Joe Doe | Pro IT = best"),
        ("\u202eevil\u202c\x07\u200b", "evil"),
        ("a\u2028b\x85c", "abc"),
        ("x" * 900, "x" * 200),
        ("  ", None),
    ],
)
def test_a_name_is_one_visible_bounded_line(name: str, shown: Optional[str]) -> None:
    assert clean_name(name) == shown


FORGED = [
    left("10:15:20"), left("10:15:20", OWN, 126302903), *header(), *program("TeamViewer.exe"),
    said("10:15:20", END_SESSION), "RemoveParticipant: [1234567890,1001]", joined("10:15:14"),
    " type=3", "type=3 name=X", "CreatePassiveSession", END_SESSION, "a\x85Start: (UTC)",
    "a\u2028RemoveParticipant: [1234567890,1001]", "x\x0bStart:\x0cAppPath: a",
]  # fmt: skip


@given(st.text() | st.sampled_from(FORGED) | st.lists(st.sampled_from(FORGED)).map("".join))
def test_a_name_that_a_stranger_chose_changes_nothing(name: str) -> None:
    name = name.replace("\n", "")
    lines = [*header(), *session()[:8], joined("10:15:14", name=name)]
    course = Course(paris)
    course.feed(lines, None, LATER)
    told = course.live(NOW)
    assert told == Live(LiveState.CONNECTED, PEER, clean_name(name), SINCE)
    course.feed([left("10:15:50")], None, LATER)
    begin, end = utc("2025-03-05 09:15:00"), utc("2025-03-05 09:15:50")
    assert course.ended == (SeenSession(PEER, clean_name(name), begin, end),)
    assert not course.is_open


def test_a_name_is_read_from_the_first_place_it_can_stand() -> None:
    told = parse_line(joined("10:15:14", name="type=3 name=X")).said
    assert isinstance(told, Joined)
    assert told.name == "type=3 name=X"
