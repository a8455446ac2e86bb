"""What all pages share, and who is looking at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from desk.api.desk import Desk
from desk.pages.changes import Changes
from desk.pages.cookies import LANGUAGE, SESSION
from desk.pages.failures import NotSignedInError, PageRefusedError
from desk.pages.forms import is_same
from desk.pages.responses import html
from desk.pages.static_files import StaticFiles, load_static_files
from desk.pages.wording import Wording, grouped, teamviewer_link
from desk.pages.words import LANGUAGES, Words, chosen_language, load_words
from desk.store import sessions
from desk.store.sessions import Session

TEMPLATES = Path(__file__).resolve().parent / "templates"
IN_BACKGROUND = "desk-update"
"""The header of what a page asks for by itself: that is no sign of somebody being there."""


@dataclass(frozen=True)
class Parts:
    """The desk, the words, the templates and the files of its pages."""

    desk: Desk
    words: Mapping[str, Words]
    templates: Environment
    files: StaticFiles
    changes: Changes

    def wording(self, request: Request) -> Wording:
        """Values in the language of this browser, on the shop's clock."""
        cookie = request.cookies.get(LANGUAGE)
        language = chosen_language(cookie, request.headers.get("accept-language", ""))
        return Wording(self.words[language], self.desk.settings.zone, self.desk.now())

    def signed_in(self, request: Request) -> Session:
        """Whose browser this is.

        Raises:
            NotSignedInError: nobody's.
            StoreUnavailableError: the store does not answer.
        """
        session, now = self.still_signed_in(request), self.desk.now()
        if session.is_to_be_noted(now) and IN_BACKGROUND not in request.headers:
            with self.desk.store.writing() as connection:
                sessions.keep_alive(connection, SESSION.read(request), now)
        return session

    def still_signed_in(self, request: Request) -> Session:
        """Whose browser this is, which does not count as a use of it.

        Raises:
            NotSignedInError, StoreUnavailableError: as `signed_in`.
        """
        token = SESSION.read(request)
        with self.desk.store.reading() as connection:
            session = sessions.find(connection, token, self.desk.now()) if token else None
        if session is None:
            raise NotSignedInError
        return session

    def sends_form(self, request: Request, form: Mapping[str, str]) -> Session:
        """Whose browser this is, when the form is one that the desk gave to it.

        Raises:
            NotSignedInError: nobody's.
            PageRefusedError: another page made the browser send it.
        """
        session = self.signed_in(request)
        if not is_same(form.get("csrf", ""), session.csrf):
            raise PageRefusedError(403, "refused.form")
        return session

    def page(
        self, request: Request, template: str, values: Mapping[str, object], status: int = 200
    ) -> Response:
        """A page with these values."""
        return html(self.text(request, template, values), status)

    def text(self, request: Request, template: str, values: Mapping[str, object]) -> str:
        """The text of a template in this browser's language."""
        wording = self.wording(request)
        always: dict[str, Any] = {
            "t": wording.words,
            "w": wording,
            "shop": self.desk.settings.shop,
            "file": self.files.address,
            "here": _here(request),
            "languages": LANGUAGES,
            "session": None,
        }
        return self.templates.get_template(template).render({**always, **values})


def _here(request: Request) -> str:
    """Where a link leads back to this page."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def make_parts(desk: Desk) -> Parts:
    """Read everything that pages are made of."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters["grouped"] = grouped
    templates.filters["teamviewer_link"] = teamviewer_link
    templates.globals["query"] = urlencode
    return Parts(desk, load_words(), templates, load_static_files(), Changes(desk.store))
