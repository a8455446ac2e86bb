"""The body of a report, read strictly: whatever is not exactly as API.md says is refused.

Pure.
"""

import base64
import binascii
import hashlib
import json
from typing import Any, NoReturn

from agent.consent.canonical import LARGEST_INTEGER
from agent.consent.field_shapes import is_count, is_sha256
from agent.consent.log_name import is_log_name
from desk.witness.refusals import MalformedReportError
from desk.witness.report import Report

BODY_LIMIT = 256 * 1024
"""The longest body in bytes."""

_MEMBERS = {"log", "from", "lines", "checkpoint", "blobs"}
_LONGEST_INTEGER_TEXT = len(str(-LARGEST_INTEGER))


def read_report(body: bytes) -> Report:
    """A report's body.

    Raises:
        MalformedReportError: it is not as API.md says.
    """
    fields = _object_in(body)
    if fields.keys() != _MEMBERS:
        raise MalformedReportError("members missing or unknown")
    log, first, checkpoint = fields["log"], fields["from"], fields["checkpoint"]
    if not isinstance(log, str) or not is_log_name(log):
        raise MalformedReportError("log")
    if not isinstance(first, int) or not is_count(first):
        raise MalformedReportError("from")
    if not isinstance(checkpoint, str):
        raise MalformedReportError("checkpoint")
    return Report(log, first, _lines(fields["lines"]), checkpoint, _blobs(fields["blobs"]))


def _object_in(body: bytes) -> dict[str, Any]:
    try:
        text = body.decode("utf-8")
        value = _DECODER.decode(text)
        # A lone surrogate can be escaped in JSON and written nowhere.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise MalformedReportError("no JSON in UTF-8, or deeper than it has to be") from error
    if not isinstance(value, dict):
        raise MalformedReportError("no object")
    return value


def _lines(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise MalformedReportError("lines")
    return tuple(line.encode() for line in value)


def _blobs(value: object) -> dict[str, bytes]:
    if not isinstance(value, dict):
        raise MalformedReportError("blobs")
    return {name: _blob(name, content) for name, content in value.items()}


def _blob(name: str, content: object) -> bytes:
    if not is_sha256(name) or not isinstance(content, str):
        raise MalformedReportError("blobs")
    try:
        data = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedReportError("a blob that is no base64") from error
    if hashlib.sha256(data).hexdigest() != name:
        raise MalformedReportError("a blob that is not what its name says")
    return data


def _integer(text: str) -> int:
    if len(text) > _LONGEST_INTEGER_TEXT:
        raise MalformedReportError("an integer beyond 2^53-1")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise MalformedReportError(f"not an integer: {text[:20]}")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedReportError("a member twice")
    return members


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_no_number,
    parse_constant=_no_number,
)
