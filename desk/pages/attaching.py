"""The pages, added to the application that takes the reports."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from desk.api.answers import AGAIN_SECONDS
from desk.api.desk import Desk
from desk.errors import StoreUnavailableError
from desk.pages.cookies import SESSION, write_language
from desk.pages.failures import NotSignedInError, PageRefusedError
from desk.pages.machine import machine_pages
from desk.pages.machine_list import list_pages
from desk.pages.parts import IN_BACKGROUND, Parts, make_parts
from desk.pages.responses import own_path, see
from desk.pages.sign_in import sign_in_pages
from desk.pages.words import LANGUAGES

_Handler = Callable[[Request, Exception], Awaitable[Response]]
_FOR_PROGRAMS = ("/v1/", "/healthz", "/openapi.json")


def add_pages(app: FastAPI, desk: Desk) -> Parts:
    """Add the pages of this desk; what programs ask for is answered as before."""
    parts = make_parts(desk)
    for routes in (sign_in_pages, list_pages, machine_pages, _small_pages):
        app.include_router(routes(parts))
    app.add_exception_handler(NotSignedInError, _not_signed_in)
    app.add_exception_handler(PageRefusedError, _refused(parts))
    for kind in (StoreUnavailableError, HTTPException, Exception):
        before = app.exception_handlers[kind]
        app.add_exception_handler(kind, _for_people(parts, before))
    return parts


def _small_pages(parts: Parts) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/static/{name:path}")
    def file(name: str) -> Response:
        return parts.files.answer(name)

    @router.get("/language/{language}")
    def choose_language(request: Request, language: str, to: str = "/") -> Response:
        if language not in LANGUAGES:
            raise PageRefusedError(404, "refused.no_page")
        response = see(own_path(to))
        write_language(request, response, language)
        return response

    return router


async def _not_signed_in(request: Request, _error: Exception) -> Response:
    if IN_BACKGROUND in request.headers or request.url.path == "/events":
        return Response(status_code=401)
    to = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    asked_for = own_path(to) if request.method == "GET" else "/"
    response = see("/sign-in" if asked_for == "/" else f"/sign-in?{urlencode({'to': asked_for})}")
    SESSION.drop(request, response)
    return response


def _refused(parts: Parts) -> _Handler:
    async def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, PageRefusedError):
            raise error
        return parts.page(request, "refused.html", {"key": error.key}, error.status)

    return answer


def _status_of(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    return 503 if isinstance(error, StoreUnavailableError) else 500


def _for_people(parts: Parts, before: Callable[..., Any]) -> _Handler:
    async def answer(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(_FOR_PROGRAMS):
            answered: Response = await before(request, error)
            return answered
        status = _status_of(error)
        keys = {404: "refused.no_page", 405: "refused.no_page", 503: "refused.store"}
        why = {"key": keys.get(status, "refused.broken")}
        response = parts.page(request, "refused.html", why, status)
        if isinstance(error, HTTPException):
            # Such as which methods there are.
            response.headers.update(error.headers or {})
        if status == 503:
            response.headers["Retry-After"] = str(AGAIN_SECONDS)
        return response

    return answer
