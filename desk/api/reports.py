"""POST /v1/reports."""

import time
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from desk.api.addresses import counted_as
from desk.api.answers import conflict, no_room, refused, slow_down, text
from desk.api.body import TooLargeError, read_body
from desk.api.desk import Desk
from desk.api.rates import Rate
from desk.api.wire import BODY_LIMIT, read_report
from desk.witness.ingest import Conflict, Receipted, Taken
from desk.witness.refusals import (
    MalformedReportError,
    NoRoomError,
    NotTodayError,
    QuotaReachedError,
    UnsignedReportError,
)

KNOWN_SIZE = "Desk-Known-Size"

_BODY: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["log", "from", "lines", "checkpoint", "blobs"],
    "properties": {
        "log": {"type": "string"},
        "from": {"type": "integer", "minimum": 0},
        "lines": {"type": "array", "items": {"type": "string"}},
        "checkpoint": {"type": "string"},
        "blobs": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
_OPENAPI = {"requestBody": {"required": True, "content": {"application/json": {"schema": _BODY}}}}


def reports_of(desk: Desk, answers: dict[int | str, dict[str, Any]]) -> APIRouter:
    """The route, on this desk."""
    router = APIRouter()
    by_address = Rate(desk.settings.rates.per_address)
    by_log = Rate(desk.settings.rates.per_log)

    def taken(body: bytes, address: str) -> Taken | int:
        """What became of it, or after how many seconds to come again."""
        checked = desk.witness.checked(read_report(body))
        if isinstance(checked, Conflict):
            return checked
        # Counted once it is known who it is: nobody else can use up a journal's share.
        wait = by_log.wait_seconds(checked.report.log, time.monotonic())
        return wait or desk.witness.keep(checked, address)

    @router.post("/v1/reports", responses=answers, openapi_extra=_OPENAPI, response_class=Response)
    async def post_report(request: Request) -> Response:
        address = counted_as(request.client.host if request.client else "")
        wait = by_address.wait_seconds(address, time.monotonic())
        if wait:
            return slow_down(wait)
        try:
            body = await read_body(request, desk.settings.body_seconds)
            return _answer(desk, await run_in_threadpool(taken, body, address))
        except TooLargeError:
            return refused(413, f"more than {BODY_LIMIT} bytes", closes=True)
        except MalformedReportError as refusal:
            return refused(400, refusal.why)
        except UnsignedReportError as refusal:
            return refused(401, refusal.why)
        except QuotaReachedError as reached:
            return _too_much(reached)

    return router


def _too_much(reached: QuotaReachedError) -> Response:
    if isinstance(reached, NotTodayError):
        return slow_down(reached.seconds, reached.why)
    if isinstance(reached, NoRoomError):
        return no_room(reached.why)
    return refused(413, reached.why)


def _answer(desk: Desk, outcome: Taken | int) -> Response:
    if isinstance(outcome, int):
        return slow_down(outcome)
    if outcome.rings:
        desk.bell.ring()
    if isinstance(outcome, Receipted):
        return text(outcome.receipt, {KNOWN_SIZE: str(outcome.known_size)})
    return conflict(outcome)
