"""GET /v1/logs/<log>/lines: a journal that lost its tail asks for it."""

import time
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from agent.consent.log_name import is_log_name
from desk.api.addresses import counted_as
from desk.api.answers import refused, slow_down
from desk.api.desk import Desk
from desk.api.rates import Rate
from desk.api.signed_request import LinesRequest
from desk.ed25519 import verify
from desk.store import lines, logs, receipts

MOST_BYTES = 192 * 1024
MOST_LINES = 2000


def held_lines_of(desk: Desk, answers: dict[int | str, dict[str, Any]]) -> APIRouter:
    """The route, on this desk."""
    router = APIRouter()
    by_address = Rate(desk.settings.rates.per_address)

    @router.get("/v1/logs/{log:path}/lines", responses=answers, response_class=JSONResponse)
    def get_lines(
        request: Request,
        log: Annotated[str, Path()],
        first: Annotated[str, Query(alias="from")] = "",
        time_said: Annotated[str, Header(alias="Desk-Time")] = "",
        signature: Annotated[str, Header(alias="Desk-Signature")] = "",
    ) -> Response:
        address = counted_as(request.client.host if request.client else "")
        wait = by_address.wait_seconds(address, time.monotonic())
        if wait:
            return slow_down(wait)
        asked = LinesRequest(log, first, time_said, signature)
        if not is_log_name(log) or not asked.is_well_formed:
            return refused(400, "not as API.md says")
        return _answer(desk, asked)

    return router


def _answer(desk: Desk, asked: LinesRequest) -> Response:
    with desk.store.reading() as connection:
        held = logs.find(connection, asked.log)
        # One that nobody knows costs as much time as a wrong signature.
        key = bytes(32) if held is None else held.public_key
        if not asked.is_right(key, desk.now() // 1000, verify) or held is None:
            return refused(401, "not signed by the journal's key, or not now")
        first = int(asked.first)
        found = lines.between(connection, held.id, first, first + MOST_LINES)
        newest = receipts.newest(connection, held.id)
    return JSONResponse(
        {
            "log": asked.log,
            "from": first,
            "size": held.size,
            "lines": _fitting(found),
            "receipt": "" if newest is None else newest.text.decode(),
        }
    )


def _fitting(found: list[bytes]) -> list[str]:
    total, fitting = 0, []
    for line in found:
        total += len(line)
        if total > MOST_BYTES:
            break
        fitting.append(line.decode())
    return fitting
