"""A request's body, bounded in size and time while it arrives."""

import asyncio

from starlette.requests import ClientDisconnect, Request

from desk.api.wire import BODY_LIMIT
from desk.witness.refusals import MalformedReportError


class TooLargeError(Exception):
    """The body is longer than is taken."""


async def read_body(request: Request, seconds: float) -> bytes:
    """The whole body.

    Raises:
        TooLargeError: it is, or says that it is, longer than 256 KiB.
        MalformedReportError: it is compressed, broken off, or takes longer than `seconds`.
    """
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise MalformedReportError("a compressed body")
    said = request.headers.get("content-length", "0")
    if not said.isascii() or not said.isdigit():
        raise MalformedReportError("content-length")
    if int(said[:20]) > BODY_LIMIT:
        raise TooLargeError
    try:
        return await asyncio.wait_for(_arriving(request), seconds)
    except (asyncio.TimeoutError, TimeoutError) as error:
        raise MalformedReportError("the body did not arrive in time") from error
    except ClientDisconnect as error:
        raise MalformedReportError("the body broke off") from error


async def _arriving(request: Request) -> bytes:
    parts, length = [], 0
    async for part in request.stream():
        parts.append(part)
        length += len(part)
        if length > BODY_LIMIT:
            raise TooLargeError
    return b"".join(parts)
