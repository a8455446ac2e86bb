"""The one form in which a value is written, so that a signature has exactly one text to cover.

Pure. A subset of RFC 8785: keys sorted and ASCII, separators `,` and `:`, text written as is in
UTF-8, integers within ±(2^53-1), no floats, no duplicate keys, no lone surrogates. Within it
Python's own encoder agrees with RFC 8785; outside it this module refuses.
"""

import json
import re
from typing import Any, Dict, List, Mapping, NoReturn, Sequence, Tuple, Union

from agent.consent.refusals import Flaw, LineRefusedError

Json = Union[None, bool, int, str, Sequence["Json"], Mapping[str, "Json"]]

LARGEST_INTEGER = 2**53 - 1
DEEPEST_NESTING = 32

_LONGEST_INTEGER_TEXT = len(str(-LARGEST_INTEGER))
# One without an end goes on to the last byte: else each quote in it would be tried as a beginning.
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_OPENING, _CLOSING = b"[{", b"]}"


def encode(value: Json) -> bytes:
    """The canonical bytes of a value.

    Raises:
        LineRefusedError: when the value has no canonical form here.
    """
    _check(value, DEEPEST_NESTING)
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise _refusal("a lone surrogate") from error


def decode(data: bytes) -> Dict[str, Any]:
    """The object whose canonical bytes these are: encoding it again gives the same bytes.

    Raises:
        LineRefusedError: when it is not an object, or the bytes are not its canonical form.
    """
    _check_nesting(data)
    # Of bytes that are ASCII, encoding again already shows a key that is not, or is there twice.
    decoder = _ASCII_DECODER if data.isascii() else _DECODER
    try:
        value = decoder.decode(data.decode("utf-8"))
        again = _ENCODER.encode(value).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise _refusal(type(error).__name__) from error
    if again != data:
        raise _refusal("encoding it again gives other bytes")
    if not isinstance(value, dict):
        raise _refusal("no object")
    return value


def _refusal(detail: str) -> LineRefusedError:
    return LineRefusedError(Flaw.NOT_CANONICAL, detail)


def _check_nesting(data: bytes) -> None:
    """Bound the depth before the decoder recurses."""
    if data.count(b"[") + data.count(b"{") <= DEEPEST_NESTING:
        return
    depth = 0
    for byte in _STRINGS.sub(b"", data):
        depth += (byte in _OPENING) - (byte in _CLOSING)
        if depth > DEEPEST_NESTING:
            raise _refusal(f"nested deeper than {DEEPEST_NESTING}")


def _check(value: object, levels: int) -> None:
    if value is None or isinstance(value, (bool, str)):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise _refusal("an integer beyond 2^53-1")
    elif not isinstance(value, (dict, list, tuple)):
        raise _refusal(f"a {type(value).__name__}")
    elif not levels:
        raise _refusal(f"nested deeper than {DEEPEST_NESTING}")
    else:
        _check_inner(value, levels - 1)


def _check_inner(value: "Union[Dict[object, object], Sequence[object]]", levels: int) -> None:
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str) or not key.isascii():
                raise _refusal("a key that is not ASCII text")
    for inner in value.values() if isinstance(value, dict) else value:
        _check(inner, levels)


def _integer(text: str) -> int:
    if len(text) < _LONGEST_INTEGER_TEXT - 1:
        return int(text)
    if len(text) > _LONGEST_INTEGER_TEXT or abs(int(text)) > LARGEST_INTEGER:
        raise _refusal("an integer beyond 2^53-1")
    return int(text)


def _no_float(text: str) -> NoReturn:
    raise _refusal(f"not an integer: {text[:20]}")


def _object(pairs: List[Tuple[str, object]]) -> Dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _refusal("a key twice")
    if not "".join(members).isascii():
        raise _refusal("a key that is not ASCII text")
    return members


# What is encoded has no circle: it was just decoded, or its nesting is bounded.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_no_float,
    parse_constant=_no_float,
)
_ASCII_DECODER = json.JSONDecoder(
    parse_int=_integer, parse_float=_no_float, parse_constant=_no_float
)
