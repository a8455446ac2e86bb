"""A value has one form only, the one of RFC 8785; every other form of it is refused."""

import json
from typing import Any, Dict, List, Optional

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from agent.consent import canonical
from agent.consent.canonical import DEEPEST_NESTING, LARGEST_INTEGER, Json, decode, encode
from agent.consent.refusals import Flaw, LineRefusedError

KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
INTEGERS = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=6)


def refused(data: bytes) -> bool:
    with pytest.raises(LineRefusedError) as caught:
        decode(data)
    return caught.value.flaw is Flaw.NOT_CANONICAL


@given(VALUES)
@example('\x00\x08\t\n\x0b\x0c\r\x1b\x7f\x80\u2028\ufeff"\\/é€\U0001f600')
@example([LARGEST_INTEGER, -LARGEST_INTEGER, 0, True, False, None])
def test_the_form_is_the_one_of_rfc_8785(value: Json) -> None:
    assert encode(value) == rfc8785.dumps(value)


@given(OBJECTS)
def test_what_was_written_is_read_back_the_same(value: Json) -> None:
    assert decode(encode(value)) == value


@given(OBJECTS, st.sampled_from([{"indent": 1}, {"separators": (", ", ":")}, {"sort_keys": False}]))
def test_another_form_of_the_same_value_is_refused(value: Json, form: Dict[str, Any]) -> None:
    shape = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False, **form}
    other = json.dumps(value, **shape).encode()
    assert other == encode(value) or refused(other)


def read(data: bytes) -> Optional[Json]:
    """The value; None when it is refused."""
    try:
        return decode(data)
    except LineRefusedError:
        return None


@given(st.binary(max_size=200) | TEXTS.map(str.encode))
def test_whatever_bytes_come_they_are_canonical_or_refused(data: bytes) -> None:
    value = read(data)
    assert value is None or encode(value) == data


@given(OBJECTS, st.data())
def test_a_changed_byte_is_refused_or_another_value(value: Json, data: st.DataObject) -> None:
    changed = bytearray(encode(value))
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    assert read(bytes(changed)) != value


@pytest.mark.fault("NUL in a line", "surrogate in a line", "key twice in a line", "float in a line")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 400,
        b"null",
        b"[]",
        b'"text"',
        b'{"a":1}\n',
        b' {"a":1}',
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"d":{"a":true,"a":false}}',
        b'{"a":1.0}',
        b'{"a":1.5}',
        b'{"a":1e3}',
        b'{"a":1E400}',
        b'{"a":-0}',
        b'{"a":-0.0}',
        b'{"a":01}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\ud800"}',
        b'{"a":"\\udc00\\ud800"}',
        b'{"a":"\\ud83d\\ude00"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xff"}',
        b'{"a":"\xc0\x80"}',
        b'{"a":"\x00"}',
        b'{"a":"\x1f"}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\u000A"}',
        b'{"a":"\\u001F"}',
        '{"é":1}'.encode(),
        '{"d":{"clé":1}}'.encode(),
        b'{"\\u00e9":1}',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        b'{"a":1}{"b":2}',
        b'{"a":1,}',
        b'{"a":tru}',
        b"{'a':1}",
    ],
)
def test_what_is_not_the_one_form_is_refused(data: bytes) -> None:
    assert refused(data)


@pytest.mark.fault("brackets 10 000 deep")
@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
@pytest.mark.parametrize("depth", [DEEPEST_NESTING + 1, 10_000, 1_000_000])
def test_a_depth_bomb_is_refused_before_it_is_read(opening: bytes, depth: int) -> None:
    assert refused(opening * depth)


def nested(depth: int) -> Json:
    value: Json = {}
    for _ in range(depth - 1):
        value = {"a": value}
    return value


def test_nesting_is_bounded_to_the_level() -> None:
    deepest = encode(nested(DEEPEST_NESTING))
    assert decode(deepest) == nested(DEEPEST_NESTING)
    assert refused(b'{"a":' + deepest + b"}")
    with pytest.raises(LineRefusedError):
        encode(nested(DEEPEST_NESTING + 1))


def test_a_text_without_an_end_is_gone_over_once() -> None:
    endless = b'"' + b'\\"' * 1000
    assert canonical._STRINGS.findall(endless) == [endless]
    with pytest.raises(LineRefusedError):
        decode(b"[" * (DEEPEST_NESTING + 1) + endless)


def test_a_large_content_without_an_end_is_refused() -> None:
    with pytest.raises(LineRefusedError):
        decode(b"[" * (DEEPEST_NESTING + 1) + b'"' + b'\\"' * 100_000)


def test_brackets_in_a_text_are_no_nesting() -> None:
    value = {"a": '[{"\\' * 200, "b": "\\"}
    assert decode(encode(value)) == value


def test_nul_in_a_text_is_written_as_rfc_8785_says() -> None:
    assert encode({"a": "\x00"}) == b'{"a":"\\u0000"}'
    assert decode(b'{"a":"\\u0000"}') == {"a": "\x00"}


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1.0},
        {"a": float("nan")},
        {"a": LARGEST_INTEGER + 1},
        {"a": -LARGEST_INTEGER - 1},
        {"a": "\ud800"},
        {"\ud800": 1},
        {"é": 1},
        {1: 1},
        {None: 1},
        {True: 1},
        {"a": b"bytes"},
        {"a": {1, 2}},
        {"a": [object()]},
    ],
)
def test_what_has_no_form_is_never_written(value: Json) -> None:
    with pytest.raises(LineRefusedError) as caught:
        encode(value)
    assert caught.value.flaw is Flaw.NOT_CANONICAL


def test_a_value_inside_itself_is_never_written() -> None:
    ring: List[Any] = []
    ring.append(ring)
    with pytest.raises(LineRefusedError):
        encode({"a": ring})
