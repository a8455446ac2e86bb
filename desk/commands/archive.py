"""The form of a backup: a gzipped tar of the key and one file of JSON lines per table.

Bytes are `{"base64": text}`. It is the same whether it came from SQLite or PostgreSQL.
"""

import base64
import json
from typing import Any

KEY_NAME = "desk.key"
FORMAT_NAME = "format"
FORMAT = b"coupdemain desk backup 1\n"


def line_of(row: dict[str, Any]) -> bytes:
    """A row as a line."""
    return json.dumps({name: _written(value) for name, value in row.items()}).encode() + b"\n"


def row_of(line: bytes) -> dict[str, Any]:
    """The row that a line holds.

    Raises:
        ValueError: it holds none.
    """
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("no row")
    return {name: _read(inner) for name, inner in value.items()}


def _written(value: object) -> object:
    if isinstance(value, (bytes, memoryview)):
        return {"base64": base64.b64encode(bytes(value)).decode()}
    return value


def _read(value: object) -> object:
    if isinstance(value, dict):
        return base64.b64decode(value["base64"], validate=True)
    return value
