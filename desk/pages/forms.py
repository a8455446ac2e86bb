"""What a browser sends with a form: bounded, and only the plain kind."""

import secrets
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends
from starlette.requests import ClientDisconnect, Request

from desk.pages.failures import PageRefusedError

LIMIT_BYTES = 16 * 1024
_MOST_FIELDS = 20
_PLAIN = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields; of one that stands twice, the first.

    Raises:
        PageRefusedError: it is too long, broken off, or no plain form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _PLAIN:
        raise PageRefusedError(400, "refused.form")
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LIMIT_BYTES:
                raise PageRefusedError(413, "refused.form")
    except ClientDisconnect as error:
        raise PageRefusedError(400, "refused.form") from error
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise PageRefusedError(400, "refused.form") from error
    return dict(reversed(pairs))


Form = Annotated[Mapping[str, str], Depends(read_form)]


def is_same(one: str, other: str) -> bool:
    """Whether two tokens are the same; an empty one never is."""
    first, second = (text.encode("utf-8", "surrogatepass") for text in (one, other))
    return bool(one) and secrets.compare_digest(first, second)
