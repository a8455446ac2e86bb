"""What browsers send and spreadsheets open: forms, addresses, cookies and cells."""

import asyncio
import csv
import functools
import io
from collections.abc import Coroutine
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from starlette.requests import Request

from desk.api.body import TooLargeError, read_body
from desk.pages.csv_text import csv_lines
from desk.pages.failures import PageRefusedError
from desk.pages.forms import LIMIT_BYTES, is_same, read_form
from desk.pages.responses import own_path
from desk.pages.search_form import search_of
from desk.pages.wording import grouped, teamviewer_link
from desk.pages.words import LANGUAGES, chosen_language
from desk.search_words import search_words, sought_words
from desk.witness.refusals import MalformedReportError
from tests.fuzz.apart import Apart

T = TypeVar("T")

_CALCULATES = "=+-@|%\t\r\n＝＋－＠"
_ZONE = ZoneInfo("Europe/Paris")


def attempt(data: bytes) -> None:
    apart = Apart(data)
    texts = [apart.text() for _ in range(4)]
    kind, length = apart.text(), apart.text()
    body = apart.rest()
    fields = _now(_form(body, kind, plain=True))
    _now(_form(body, kind, plain=False))
    _now(_body(body, length))
    search = search_of(fields)
    search.wanted(_ZONE)
    assert search_of(search.fields).fields == search.fields
    assert search.place is None or search.place.id >= 0
    _words(*texts)
    _cells(texts)
    for text in (*texts, fields.get("to", "")):
        path = own_path(text)
        assert path.startswith("/")
        assert not path.startswith(("//", "/\\"))
        assert path.isprintable()
        assert not is_same("", text)
        assert is_same(text, text) or not text
        assert chosen_language(text, kind) in LANGUAGES
        link = teamviewer_link(text)
        assert not link or text.isdigit()
        grouped(text)


def _now(coroutine: Coroutine[Any, Any, T]) -> T:
    """What it gives, on one loop for all attempts."""
    return _loop().run_until_complete(coroutine)


@functools.lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


async def _form(body: bytes, kind: str, *, plain: bool) -> "dict[str, str]":
    kind = "application/x-www-form-urlencoded" if plain else kind
    try:
        fields = await read_form(_request(body, {"content-type": kind}))
    except PageRefusedError:
        return {}
    assert len(body) <= LIMIT_BYTES
    return dict(fields)


async def _body(body: bytes, length: str) -> None:
    try:
        assert await read_body(_request(body, {"content-length": length}), 5) == body
    except (MalformedReportError, TooLargeError):
        return


def _request(body: bytes, headers: "dict[str, str]") -> Request:
    async def receive() -> "dict[str, Any]":
        return {"type": "http.request", "body": body, "more_body": False}

    raw = [(n.encode(), v.encode("latin-1", "replace")) for n, v in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": raw}
    return Request(scope, receive)


def _words(*texts: str) -> None:
    assert all(0 < len(word) <= 200 for word in search_words(*texts))
    for text in texts:
        assert len(sought_words(text)) <= 8


def _cells(texts: "list[str]") -> None:
    """The table that was written is read again, and no cell of it begins a formula."""
    written = csv_lines([texts])
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    assert len(rows) == 1
    assert len(rows[0]) == len(texts)
    for cell, text in zip(rows[0], texts, strict=True):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(tuple(_CALCULATES))
