"""The list of machines: as a page, as its changes, and as a table."""

from collections.abc import Iterator
from dataclasses import replace

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from desk.pages.changes import MOST_STREAMS
from desk.pages.csv_text import BEGINNING, csv_lines
from desk.pages.failures import NotSignedInError, PageRefusedError
from desk.pages.parts import IN_BACKGROUND, Parts
from desk.pages.responses import guarded
from desk.pages.search_form import Search, search_of
from desk.pages.wording import Wording
from desk.store import listing, own_log
from desk.store.listing import MOST_A_PAGE, PAGE, MachineRow

CSV_COLUMNS = (
    "when", "machine", "contact", "id", "light", "access", "until", "words", "state", "flags",
    "windows", "program", "log",
)  # fmt: skip


def list_pages(parts: Parts) -> APIRouter:
    """The pages, on this desk."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def show(request: Request) -> Response:
        session = parts.signed_in(request)
        search = search_of(request.query_params)
        with parts.desk.store.reading() as connection:
            revision = own_log.size(connection)
            wanted = search.wanted(parts.desk.settings.zone)
            rows = listing.page(connection, wanted, search.place, PAGE + 1)
        more = search.fields_after(rows[PAGE - 1]) if len(rows) > PAGE else None
        only_rows = IN_BACKGROUND in request.headers
        template = "machine_rows.html" if only_rows else "machine_list.html"
        values = {"rows": rows[:PAGE], "more": more, "search": search, "revision": revision}
        return parts.page(request, template, {"session": session, **values})

    @router.get("/events")
    async def events(request: Request, after: str = "") -> Response:
        await run_in_threadpool(parts.still_signed_in, request)
        if parts.changes.streams >= MOST_STREAMS:
            raise PageRefusedError(503, "refused.too_many")
        known = request.headers.get("last-event-id", after)[:18]
        first = int(known) if known.isascii() and known.isdigit() else 0
        stream = parts.changes.stream(first, lambda: run_in_threadpool(_is_over, parts, request))
        quick = {"X-Accel-Buffering": "no"}
        return guarded(StreamingResponse(stream, 200, quick, media_type="text/event-stream"))

    @router.get("/machines.csv")
    def table(request: Request) -> Response:
        parts.signed_in(request)
        lines = _table(parts, parts.wording(request), search_of(request.query_params))
        named = {"Content-Disposition": 'attachment; filename="machines.csv"'}
        kind = "text/csv; charset=utf-8"
        return guarded(StreamingResponse(lines, 200, named, media_type=kind))

    return router


def _is_over(parts: Parts, request: Request) -> bool:
    try:
        parts.still_signed_in(request)
    except NotSignedInError:
        return True
    return False


def _table(parts: Parts, wording: Wording, search: Search) -> Iterator[str]:
    words = wording.words
    yield BEGINNING + csv_lines([[words(f"csv.{name}") for name in CSV_COLUMNS]])
    search = replace(search, after="")
    wanted = search.wanted(parts.desk.settings.zone)
    while True:
        with parts.desk.store.reading() as connection:
            rows = listing.page(connection, wanted, search.place, MOST_A_PAGE)
        yield csv_lines(_cells(row, wording) for row in rows)
        if len(rows) < MOST_A_PAGE:
            return
        search = replace(search, after=search.fields_after(rows[-1])["after"])


def _cells(row: MachineRow, wording: Wording) -> list[str]:
    words = wording.words
    is_open = wording.access_state(row) in ("ready", "live", "permanent")
    until = row.access_until if is_open else None
    return [
        wording.exact(row.last_seen),
        row.machine or "",
        row.contact or "",
        row.teamviewer_id or "",
        words(f"light.{wording.light(row)}"),
        words(f"access.{wording.access_state(row)}"),
        "" if until is None else wording.exact(until - row.clock_ahead_ms),
        row.words,
        words("list.new") if row.is_new else words("list.matched", by=row.matched_by or ""),
        ", ".join(words(f"flag.{kind}") for kind in row.flags),
        row.windows or "",
        row.program or "",
        row.log,
    ]
