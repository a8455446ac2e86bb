"""A body is a report exactly as API.md says, or it is refused: there is no third way."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.api.wire import read_report
from desk.witness.facts import read_facts
from desk.witness.refusals import MalformedReportError
from tests.desk.journals import Client, body_of, fields_of

CLIENT = Client(b"w" * 32).send_fields().grant(2)
GOOD = fields_of(CLIENT.report())

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_a_report_is_read_as_it_was_sent() -> None:
    assert read_report(body_of(CLIENT.report())) == CLIENT.report()


@pytest.mark.fault("wrong types anywhere in a report")
@given(member=st.sampled_from(sorted(GOOD)), value=JSON)
def test_a_member_of_any_other_type_is_refused_or_read(member: str, value: Any) -> None:  # noqa: ANN401 - anything
    body = json.dumps({**GOOD, member: value}).encode()
    try:
        report = read_report(body)
    except MalformedReportError:
        return
    assert fields_of(report)[member] == value


@pytest.mark.fault("wrong types anywhere in a report")
@given(body=st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_anything_at_all_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedReportError):
        read_report(body)


@pytest.mark.fault("altered report")
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_one_other_byte_is_another_report_or_none(place: int, byte: int) -> None:
    body = bytearray(body_of(CLIENT.report()))
    place %= len(body)
    changed = body[place] != byte
    body[place] = byte
    try:
        report = read_report(bytes(body))
    except MalformedReportError:
        return
    assert report != CLIENT.report() or not changed or byte in b" \t\r\n"


def with_text(old: str, new: str) -> bytes:
    text = json.dumps(GOOD)
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b'"' + b"a" * 1000,
        b"[" * 100_000,
        b'{"a":' * 50_000,
        with_text('"from": 0', '"from": 0, "from": 0'),
        with_text('"from": 0', '"from": 0.0'),
        with_text('"from": 0', '"from": 0e0'),
        with_text('"from": 0', '"from": NaN'),
        with_text('"from": 0', '"from": Infinity'),
        with_text('"from": 0', '"from": -1'),
        with_text('"from": 0', '"from": true'),
        with_text('"from": 0', '"from": null'),
        with_text('"from": 0', '"from": "0"'),
        with_text('"from": 0', f'"from": {2**53}'),
        with_text('"from": 0', f'"from": {"9" * 5000}'),
        with_text('"from": 0', '"from": 0, "more": 1'),
        with_text('"lines": [', '"lines": [1, '),
        with_text('"lines": [', '"lines": ["\\ud800", '),
        with_text('"log": "', '"log": "../'),
        with_text('"log": "', '"log": "\\u0000'),
        with_text('"checkpoint": "', '"checkpoint": "\\udfff'),
        json.dumps({**GOOD, "blobs": {"a" * 64: "YQ=="}}).encode(),
        json.dumps({**GOOD, "blobs": {"../../x": "YQ=="}}).encode(),
        json.dumps({**GOOD, "blobs": {"a" * 64: "é"}}).encode(),
        json.dumps({**GOOD, "blobs": [["a", "b"]]}).encode(),
    ],
)
def test_what_is_malformed_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedReportError):
        read_report(body)


@given(blob=st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_a_blob_that_is_none_says_nothing_of_the_machine(blob: bytes) -> None:
    facts = read_facts(blob)
    assert facts is None or facts.teamviewer_id is None


@given(value=JSON, member=st.sampled_from(["machine", "outcome", "findings", "contact"]))
def test_no_member_of_the_blob_can_be_anything_but_short_visible_text(
    value: Any,  # noqa: ANN401 - anything
    member: str,
) -> None:
    blob = json.dumps({"data": {member: value}}, sort_keys=True, separators=(",", ":"))
    facts = read_facts(blob.encode())
    if facts is not None:
        assert facts.outcome in ("met", "unmet", "unknown")
        texts = (facts.machine, facts.contact)
        assert all(t is None or (len(t) <= 200 and "\n" not in t and "\0" not in t) for t in texts)
