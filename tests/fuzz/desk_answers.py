"""What the desk, or whoever stands in its place, answers: one of four answers, within bounds."""

from agent.consent.canonical import LARGEST_INTEGER
from agent.consent.record import LINE_LIMIT
from agent.reporting.answers import (
    Conflict,
    NotNow,
    Received,
    Refused,
    read_answer,
    read_kept_lines,
)
from agent.reporting.client import _seconds_of
from tests.fuzz.apart import Apart

_STATUS = (200, 409, 400, 401, 413, 429, 503, 0, 302)


def attempt(data: bytes) -> None:
    apart = Apart(data)
    status = apart.one(_STATUS)
    size, pause, date = apart.text(), apart.text(), apart.text()
    body = apart.rest()
    answer = read_answer(status, body, size, pause)
    if isinstance(answer, Received):
        assert status == 200
        assert 0 <= answer.known_size <= 10**16
    elif isinstance(answer, Conflict):
        assert 0 <= answer.known_size <= LARGEST_INTEGER
    elif isinstance(answer, Refused):
        assert answer.why.isascii()
        assert answer.why.isprintable()
    else:
        assert isinstance(answer, NotNow)
        assert answer.seconds is None or 0 <= answer.seconds <= 3600
    assert isinstance(read_answer(status, None, size, pause), NotNow)
    kept = read_kept_lines(body)
    if kept is not None:
        assert kept.start >= 0
        assert all(0 < len(line.decode()) < LINE_LIMIT for line in kept.lines)
    _seconds_of(date)
