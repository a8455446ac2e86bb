"""Signing in and out."""

import asyncio
import secrets
import time
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from desk.api.addresses import counted_as
from desk.api.desk import Desk
from desk.api.rates import Rate
from desk.pages.cookies import SESSION, SIGN_IN_FORM
from desk.pages.failures import NotSignedInError, PageRefusedError
from desk.pages.forms import Form, is_same
from desk.pages.parts import Parts
from desk.pages.responses import own_path, see
from desk.store import sessions, technicians

TRIES_A_MINUTE = 30
"""From one address."""

_MOST_WAITING = 20
# A refusal never comes sooner: how long each check took cannot be told from it.
_REFUSED_AFTER_SECONDS = 0.4


class _Door:
    """Checks one password at a time: each takes much memory, on purpose."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._rate = Rate(TRIES_A_MINUTE)
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    async def token(self, request: Request, form: Mapping[str, str]) -> str | None:
        """The token of a new session; None for a wrong name or password, or a locked name.

        Raises:
            PageRefusedError: too many tries from this address, or at once.
        """
        host = counted_as(request.client.host if request.client else "")
        is_full = self._waiting >= _MOST_WAITING
        if is_full or self._rate.wait_seconds(host, time.monotonic()):
            raise PageRefusedError(429, "refused.too_many")
        began = time.monotonic()
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                name, password = form.get("name", ""), form.get("password", "")
                old, desk = SESSION.read(request), self._parts.desk
                token = await run_in_threadpool(begin_session, desk, name, password, old)
        finally:
            self._waiting -= 1
        if token is None:
            await asyncio.sleep(max(0.0, began + _REFUSED_AFTER_SECONDS - time.monotonic()))
        return token


def begin_session(desk: Desk, name: str, password: str, old_token: str) -> str | None:
    """The token of a new session, which ends the old one; None when it was not let in."""
    with desk.store.reading() as connection:
        asked = technicians.asked(connection, name if name.isprintable() else "")
    # It takes long: nobody waits for the store meanwhile.
    matched = asked.matches(password)
    with desk.store.writing() as connection:
        who = technicians.sign_in(connection, asked, desk.now(), matched=matched)
        if who is None:
            return None
        sessions.end(connection, old_token)
        return sessions.begin(connection, who, desk.now())


def sign_in_pages(parts: Parts) -> APIRouter:
    """The pages, on this desk."""
    router = APIRouter(include_in_schema=False)
    door = _Door(parts)

    @router.get("/sign-in")
    def show(request: Request, to: str = "/") -> Response:
        return _form(parts, request, to, status=200, failed=False)

    @router.post("/sign-in")
    async def sign_in(request: Request, form: Form) -> Response:
        if not is_same(form.get("form", ""), SIGN_IN_FORM.read(request)):
            raise PageRefusedError(403, "refused.form")
        token = await door.token(request, form)
        if token is None:
            return _form(parts, request, form.get("to", "/"), status=403, failed=True)
        response = see(own_path(form.get("to", "/")))
        SESSION.write(request, response, token)
        SIGN_IN_FORM.drop(request, response)
        return response

    @router.post("/sign-out")
    def sign_out(request: Request, form: Form) -> Response:
        try:
            parts.sends_form(request, form)
        except NotSignedInError:
            return see("/sign-in")
        with parts.desk.store.writing() as connection:
            sessions.end(connection, SESSION.read(request))
        response = see("/sign-in")
        SESSION.drop(request, response)
        return response

    return router


def _form(parts: Parts, request: Request, to: str, *, status: int, failed: bool) -> Response:
    token = SIGN_IN_FORM.read(request) or secrets.token_urlsafe(32)
    values = {"form": token, "to": own_path(to), "failed": failed}
    response = parts.page(request, "sign_in.html", values, status)
    SIGN_IN_FORM.write(request, response, token)
    return response
