"""A machine's page, what a technician does on it, its proof and its statements."""

import json

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from desk.pages.failures import PageRefusedError
from desk.pages.forms import Form
from desk.pages.journal_words import journal_line
from desk.pages.machine_picture import (
    LINES_A_PAGE,
    MOST_SHOWN,
    journal_page,
    machine_row,
    picture_of,
)
from desk.pages.parts import Parts
from desk.pages.proof_zip import chunks, kid_of, proof_of
from desk.pages.responses import guarded, see
from desk.store import machines, own_log
from desk.store.flags import FlagKind, Look

_LONGEST_NUMBER = 15


def machine_pages(parts: Parts) -> APIRouter:
    """The pages, on this desk."""
    router = APIRouter(include_in_schema=False)

    @router.get("/machines/{log:path}")
    def show(request: Request, log: str, before: str = "") -> Response:
        session, wording = parts.signed_in(request), parts.wording(request)
        with parts.desk.store.reading() as connection:
            revision = own_log.size(connection)
            picture = picture_of(connection, log, parts.desk.settings, wording.now)
            end = min(_number(before, picture.row.size), picture.row.size)
            records = journal_page(connection, picture.row, end)
        values = {
            "session": session,
            "picture": picture,
            "row": picture.row,
            "revision": revision,
            "findings": _findings(picture.row.findings),
            "lines": [journal_line(record, wording) for record in records],
            "older": end - LINES_A_PAGE if end > LINES_A_PAGE else None,
            "is_newest": end == picture.row.size,
            "most": MOST_SHOWN,
        }
        return parts.page(request, "machine.html", values)

    router.include_router(_papers(parts))
    router.include_router(_actions(parts))
    return router


def _papers(parts: Parts) -> APIRouter:
    """What a technician prints or keeps."""
    router = APIRouter(include_in_schema=False)

    @router.get("/visits/{started}/{log:path}")
    def statement(request: Request, started: str, log: str) -> Response:
        session, settings = parts.signed_in(request), parts.desk.settings
        with parts.desk.store.reading() as connection:
            picture = picture_of(connection, log, settings, parts.desk.now())
        visit = picture.visit_of(_number(started, 0))
        if visit is None:
            raise PageRefusedError(404, "refused.no_visit")
        given = [picture.consent_of(cid) for cid in visit.cids]
        values = {
            "session": session,
            "picture": picture,
            "row": picture.row,
            "visit": visit,
            "consents": given,
            "tariff": settings.tariff,
            "shop_lines": settings.shop_lines,
        }
        return parts.page(request, "statement.html", values)

    @router.get("/proofs/{log:path}")
    def proof(request: Request, log: str) -> Response:
        parts.signed_in(request)
        readme = parts.wording(request).words("proof.readme")
        with parts.desk.store.reading() as connection:
            row = machine_row(connection, log)
            file = proof_of(connection, row, parts.desk.key, readme)
        named = {"Content-Disposition": f'attachment; filename="proof-{kid_of(row.log)}.zip"'}
        answer = StreamingResponse(chunks(file), 200, named, media_type="application/zip")
        return guarded(answer)

    return router


def _actions(parts: Parts) -> APIRouter:
    """What a technician says of a machine."""
    router = APIRouter(include_in_schema=False)
    desk = parts.desk

    @router.post("/matches/{log:path}")
    def match(request: Request, log: str, form: Form) -> Response:
        by = parts.sends_form(request, form).technician.name
        with desk.store.writing() as connection:
            row = machine_row(connection, log)
            if not row.teamviewer_id or row.teamviewer_id != form.get("id"):
                raise PageRefusedError(409, "refused.other_id")
            machines.match(connection, desk.key, log, row.teamviewer_id, by, desk.now())
        return see(f"/machines/{log}")

    @router.post("/flags/{log:path}")
    def see_flag(request: Request, log: str, form: Form) -> Response:
        by = parts.sends_form(request, form).technician.name
        kind = next((kind for kind in FlagKind if kind.value == form.get("kind")), None)
        if kind is None:
            raise PageRefusedError(400, "refused.form")
        with desk.store.writing() as connection:
            machine_row(connection, log)
            look = Look(by, desk.now(), _number(form.get("times", ""), 0))
            if not machines.see_flag(connection, desk.key, log, kind, look):
                raise PageRefusedError(409, "refused.other_flag")
        return see(f"/machines/{log}")

    return router


def _findings(text: str | None) -> list[tuple[str, str]]:
    """Each requirement with its outcome; they were checked when the report was taken."""
    return sorted(json.loads(text).items()) if text else []


def _number(text: str, other: int) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else other
