"""The web application of one desk."""

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text as sql
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.api.answers import described, text, unavailable
from desk.api.desk import Desk
from desk.api.held_lines import held_lines_of
from desk.api.reports import reports_of
from desk.errors import StoreUnavailableError

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def make_app(desk: Desk) -> FastAPI:
    """The application; pages are added by whoever has them."""
    app = FastAPI(
        title="Desk",
        description="Takes clients' journals, countersigns and keeps them. See API.md.",
        version="1",
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
        redirect_slashes=False,
    )
    app.state.desk = desk
    reports = described(400, 401, 409, 413, 429, 500, 503, 507, meaning="the receipt")
    held = described(400, 401, 429, 500, 503, kind="application/json", meaning="lines")
    app.include_router(reports_of(desk, reports))
    app.include_router(held_lines_of(desk, held))
    app.include_router(_small_routes(desk))
    app.add_exception_handler(StoreUnavailableError, _store_gone)
    app.add_exception_handler(HTTPException, _plain_refusal)
    app.add_exception_handler(Exception, _broken)
    app.add_middleware(_Headers)
    return app


def _small_routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/v1/key", responses=described(meaning="the vkey"), response_class=Response)
    def get_key() -> Response:
        return text(desk.key.signer.vkey.encode() + b"\n")

    @router.get("/healthz", responses=described(503, meaning="ok"), response_class=Response)
    def get_health() -> Response:
        with desk.store.reading() as connection:
            connection.execute(sql("SELECT 1"))
        return text(b"ok\n")

    return router


async def _store_gone(_request: Request, _error: Exception) -> Response:
    return unavailable()


async def _plain_refusal(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return JSONResponse({"why": str(error.detail)}, error.status_code, dict(error.headers or {}))


async def _broken(_request: Request, _error: Exception) -> Response:
    """What was not foreseen; the server writes it down, and adds no headers to the answer."""
    return JSONResponse({"why": "an error"}, 500, _HEADERS)


class _Headers:
    """Adds the headers that every answer has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
