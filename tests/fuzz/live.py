"""TeamViewer's log: who is connected, told from lines that anybody may have shaped."""

from datetime import datetime, timedelta, timezone
from typing import List, Sequence

from agent.connections import NOBODY, Live, LiveState
from agent.teamviewer.live.judging import LogState, Running, judge, together
from agent.teamviewer.live.log_course import Course
from agent.teamviewer.live.log_lines import LONGEST_NAME
from agent.teamviewer.text_encoding import decode, encoding_of
from tests.fuzz.apart import Apart

_NOW = datetime(2025, 3, 5, 12, 0, tzinfo=timezone.utc)
_OFFSETS = ((timedelta(hours=1),), (timedelta(hours=2), timedelta(hours=1)), ())


def attempt(data: bytes) -> None:
    apart = Apart(data)
    offsets, pieces = apart.one(_OFFSETS), 1 + apart.number(8)
    content = apart.rest()
    encoding, mark = encoding_of(content)
    course = Course(lambda _local: offsets)
    for lines in _pieces(decode(content[mark:], encoding).split("\n"), pieces):
        course.feed(lines, None, _NOW)
        _is_sound(course.live(_NOW))
    for ended in course.ended:
        assert ended.started <= ended.ended
        _is_peer(ended.peer_id, ended.peer_name)
    _is_never_calmed(course.live(_NOW))
    course.close()
    assert course.live(_NOW).state is LiveState.NONE


def _pieces(lines: List[str], count: int) -> Sequence[List[str]]:
    size = max(1, len(lines) // count)
    return [lines[start : start + size] for start in range(0, len(lines), size)]


def _is_sound(live: Live) -> None:
    assert live.since is None or live.since <= _NOW
    assert (live.state is LiveState.NONE) == (live == NOBODY)
    _is_peer(live.peer_id, live.peer_name)


def _is_peer(peer: "str | None", name: "str | None") -> None:
    assert peer is None or (peer.isascii() and peer.isdigit() and 8 <= len(peer) <= 12)
    assert name is None or (0 < len(name) <= LONGEST_NAME and "\n" not in name)


def _is_never_calmed(logged: Live) -> None:
    """What is unknown beside a log never makes nobody of somebody."""
    assert together([logged, Live()]).state is not LiveState.NONE
    unknown = judge(logged, LogState.UNREADABLE, Running(), _NOW)
    assert unknown.state is not LiveState.NONE
    if logged.state is not LiveState.NONE:
        for running in (None, True):
            seen = judge(logged, LogState.READ, Running(False, running), _NOW)
            assert seen == logged
