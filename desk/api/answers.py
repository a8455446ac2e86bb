"""The answers of the wire (API.md)."""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse
from starlette.responses import Response

from desk.witness.ingest import Conflict

AGAIN_SECONDS = 30
"""When to come again while the store does not answer."""
NO_ROOM_SECONDS = 3600
"""When to come again while there is no room."""

_WHY = {
    "type": "object",
    "required": ["why"],
    "properties": {"why": {"type": "string"}, "known_size": {"type": "integer"}},
}


def text(content: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """A receipt, a key, a word."""
    return Response(content, 200, headers, media_type="text/plain")


def refused(status: int, why: str, *, closes: bool = False) -> Response:
    """A refusal; `closes` ends the connection, whose rest nobody reads."""
    return JSONResponse({"why": why}, status, {"Connection": "close"} if closes else None)


def conflict(found: Conflict) -> Response:
    """The desk holds something else."""
    return JSONResponse({"known_size": found.known_size, "why": found.why.value}, 409)


def slow_down(seconds: int, why: str = "too many") -> Response:
    """Too many, or too much; it may come again."""
    return JSONResponse({"why": why}, 429, {"Retry-After": str(seconds)})


def no_room(why: str) -> Response:
    """There is no room for it until somebody makes some."""
    return JSONResponse({"why": why}, 507, {"Retry-After": str(NO_ROOM_SECONDS)})


def unavailable() -> Response:
    """The store does not answer: nothing was taken."""
    again = {"Retry-After": str(AGAIN_SECONDS)}
    return JSONResponse({"why": "the desk cannot store now"}, 503, again)


def described(*statuses: int, **ok: str) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of a route: `ok` names the media type of 200 and its meaning."""
    plain: dict[int | str, dict[str, Any]] = {
        status: {"description": "refused", "content": {"application/json": {"schema": _WHY}}}
        for status in statuses
    }
    kind, meaning = ok.get("kind", "text/plain"), ok.get("meaning", "")
    schema = {"type": "string" if kind == "text/plain" else "object"}
    return {**plain, 200: {"description": meaning, "content": {kind: {"schema": schema}}}}
