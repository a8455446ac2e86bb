"""What goes to the desk is bounded and says only what is listed; no answer is taken on trust."""

import base64
import hashlib
import json
from typing import Dict, List, Optional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.consent.canonical import decode
from agent.consent.event_data import EventType
from agent.reporting.answers import (
    ANSWER_LIMIT,
    Conflict,
    Disagreement,
    NotNow,
    Received,
    Refused,
    read_answer,
    read_kept_lines,
)
from agent.reporting.fields import LONGEST, About, fields_of, told_to_client
from agent.reporting.schedule import LONGEST_SECONDS, SHORTEST_SECONDS, pause_seconds
from agent.reporting.wire import REPORT_LIMIT, next_report, request_headers
from agent.state import Identity, IdentityState, Outcome
from tests.unit.consent_journals import Writer, shown
from tests.unit.pictures_of_state import READY, report

ABOUT = About("PC-JEANNE", "Windows 7", "2CLICKS Assistance 1.0")
DOOR = {"door": "easy_access"}


def named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def writer(terms: bytes, questions: int = 1, doors: int = 0) -> Writer:
    one = Writer()
    for minute in range(questions):
        one.write(minute + 1, EventType.TERMS_SHOWN, shown(terms_sha256=named(terms)))
    for minute in range(doors):
        one.write(100 + minute, EventType.DOOR_CLOSED, DOOR, None)
    return one


def test_a_report_is_canonical_and_holds_the_lines_as_they_are() -> None:
    one = writer(b"terms")
    made = next_report(one.links, {named(b"terms"): b"terms"}.get)
    said = decode(made.body("checkpoint\n"))
    assert said == {
        "log": one.head.log,
        "from": 0,
        "lines": [line.decode() for line in one.lines],
        "checkpoint": "checkpoint\n",
        "blobs": {named(b"terms"): base64.b64encode(b"terms").decode()},
    }
    assert made.head == one.head


def test_only_the_listed_texts_leave() -> None:
    one = Writer().grant(1)
    everything: Dict[str, bytes] = {name: b"x" for record in one.records for name in record.blobs}
    assert len(everything) == 3
    made = next_report(one.links, everything.get)
    assert made.blobs.keys() == {one.records[1].data["terms_sha256"]}


@pytest.mark.parametrize("doors", [1, 600, 900])
def test_however_long_the_journal_a_report_keeps_within_the_limit(doors: int) -> None:
    one = writer(b"terms", doors=doors)
    left = one.links
    sizes: List[int] = []
    sent: List[bytes] = []
    while left:
        made = next_report(left, lambda _name: None)
        sizes.append(len(made.body("c" * 500)))
        sent += made.lines
        left = left[len(made.lines) :]
    assert sent == one.lines
    assert max(sizes) <= REPORT_LIMIT
    assert len(sizes) <= 1 + sum(sizes) // (REPORT_LIMIT - 16384)


def test_a_text_too_large_for_a_report_does_not_hold_its_line_up() -> None:
    terms = b"t" * 200_000
    one = writer(terms)
    first = next_report(one.links, {named(terms): terms}.get)
    assert first.lines == (one.lines[0],)
    second = next_report(one.links[1:], {named(terms): terms}.get)
    assert (second.start, second.blobs) == (1, {})
    assert len(second.body("")) <= REPORT_LIMIT


def test_fields_are_short_texts_and_what_is_unknown_is_left_out() -> None:
    about = About("é" * 500, "Windows 7", "\ud800", "x")
    for outcome in Outcome:
        fields = fields_of(READY, report(outcome), about)
        assert max(map(len, fields.values())) <= LONGEST
        assert "unknown" not in fields["findings"]
        assert fields["outcome"] == report(outcome).outcome.value
        decode(fields["findings"].encode())
    assert fields_of(READY, report(Outcome.MET), ABOUT)["findings"].count('"met"') == 9
    assert (
        fields_of(Identity(IdentityState.WAITING), report(Outcome.MET), ABOUT)["teamviewer_id"]
        == ""
    )


def test_the_client_is_told_of_every_field() -> None:
    keys = {one.key.rpartition(".")[2] for one in told_to_client(About("a", "b", "c", "d"), "S")}
    told_together = {"outcome": "findings"}
    fields = set(fields_of(READY, report(Outcome.MET), ABOUT)) - set(told_together.values())
    assert keys == fields | {"journal"}


@pytest.mark.parametrize(
    ("status", "body", "answer"),
    [
        (200, b"note", Received(b"note", 7)),
        (409, b'{"known_size":3,"why":"behind"}', Conflict(3, Disagreement.BEHIND)),
        (409, b'{"known_size":3,"why":"ahead"}', Conflict(3, Disagreement.AHEAD)),
        (409, b'{"known_size":3,"why":"fork"}', Conflict(3, Disagreement.FORK)),
        (409, b'{"known_size":-3,"why":"fork"}', NotNow("409 without a reason")),
        (409, b'{"known_size":true,"why":"fork"}', NotNow("409 without a reason")),
        (409, b'{"known_size":3,"why":"because"}', NotNow("409 without a reason")),
        (409, b"[" * 9000, NotNow("409 without a reason")),
        (400, b'{"why":"no"}', Refused(400, "'no'")),
        (401, b"", Refused(401, "''")),
        (413, b'{"why":["<script>\\n"]}', Refused(413, "\"['<script>\\\\n']\"")),
        (429, b"", NotNow("status 429", 12)),
        (503, b"", NotNow("status 503", 12)),
        (507, b'{"why":"no room"}', NotNow("status 507", 12)),
        (302, b"", NotNow("status 302", 12)),
        (200, None, NotNow("200: no whole answer")),
    ],
)
def test_each_answer_means_one_thing(status: int, body: Optional[bytes], answer: object) -> None:
    assert read_answer(status, body, "7", "12") == answer


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, None), ("", None), ("-5", None), ("²", None), ("soon", None), ("9" * 15, 3600),
     ("9" * 5000, None)],
)  # fmt: skip
def test_a_pause_asked_for_is_bounded(header: Optional[str], seconds: Optional[int]) -> None:
    assert read_answer(429, b"", None, header) == NotNow("status 429", seconds)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
known_members = st.fixed_dictionaries(
    {"known_size": json_values, "why": json_values, "from": json_values, "size": json_values,
     "lines": json_values}
)  # fmt: skip


@pytest.mark.fault("server that lies to the program")
@settings(max_examples=60)
@given(st.integers(100, 599), st.binary() | known_members.map(lambda v: json.dumps(v).encode()),
       st.none() | st.text(), st.none() | st.text())  # fmt: skip
def test_no_answer_at_all_breaks_anything(
    status: int, body: bytes, size: Optional[str], retry: Optional[str]
) -> None:
    read = read_answer(status, body, size, retry)
    assert isinstance(read, (Received, Conflict, Refused, NotNow))
    assert isinstance(read, Received) == (status == 200)
    kept = read_kept_lines(body)
    assert kept is None or all(isinstance(line, bytes) for line in kept.lines)
    assert ANSWER_LIMIT == 16384


def test_lines_given_back_are_texts_with_numbers_or_nothing() -> None:
    kept = read_kept_lines(b'{"from":2,"size":4,"lines":["a","b"],"receipt":""}')
    assert kept is not None
    assert (kept.start, kept.size, kept.lines) == (2, 4, (b"a", b"b"))
    for wrong in (b'{"from":2,"size":4,"lines":[1]}', b'{"from":2,"lines":[]}',
                  b'{"from":2,"size":4,"lines":["\\ud800"]}'):  # fmt: skip
        assert read_kept_lines(wrong) is None


def test_whoever_asks_for_lines_signs_journal_number_and_time() -> None:
    signed = []

    def sign(text: bytes) -> bytes:
        signed.append(text)
        return b"s" * 64

    headers = request_headers("a.fr/consent/0123456789abcdef", 12, 1_800_000_000, sign)
    assert headers["Desk-Time"] == "1800000000"
    assert headers["Desk-Signature"] == base64.b64encode(b"s" * 64).decode()
    assert signed == [
        b"coupdemain/request/v1\nGET\n/v1/logs/a.fr/consent/0123456789abcdef/lines\n"
        b"from=12\ntime=1800000000\n"
    ]


def test_pauses_double_from_half_a_minute_to_an_hour_and_are_spread() -> None:
    for chance in (0.0, 0.5, 1.0):
        pauses = [pause_seconds(failures, chance) for failures in range(1, 40)]
        assert pauses == sorted(pauses)
        assert pauses[0] >= SHORTEST_SECONDS
        assert LONGEST_SECONDS / 2 <= pauses[-1] <= LONGEST_SECONDS
    assert pause_seconds(3, 0.0) < pause_seconds(3, 1.0)
    assert pause_seconds(1, 0.0, 900) == 900
    assert pause_seconds(1, 0.0, 10**6) == LONGEST_SECONDS
