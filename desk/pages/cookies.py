"""The cookies: who is signed in, which form was shown, which language was chosen."""

from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from desk.store.sessions import LASTS_MS

_YEAR_SECONDS = 365 * 24 * 3600
_LONGEST = 200
LANGUAGE = "desk_language"


@dataclass(frozen=True)
class _Kept:
    """A cookie that no script reads. Behind TLS it never goes without, and has no other origin."""

    plain_name: str
    seconds: int
    same_site: Literal["lax", "strict"]

    def name(self, request: Request) -> str:
        return f"__Host-{self.plain_name}" if is_behind_tls(request) else self.plain_name

    def read(self, request: Request) -> str:
        return request.cookies.get(self.name(request), "")[:_LONGEST]

    def write(self, request: Request, response: Response, value: str) -> None:
        response.set_cookie(
            self.name(request),
            value,
            max_age=self.seconds,
            path="/",
            secure=is_behind_tls(request),
            httponly=True,
            samesite=self.same_site,
        )

    def drop(self, request: Request, response: Response) -> None:
        response.delete_cookie(
            self.name(request), path="/", secure=is_behind_tls(request), httponly=True
        )


SESSION = _Kept("desk_session", LASTS_MS // 1000, "lax")
SIGN_IN_FORM = _Kept("desk_form", 3600, "strict")


def is_behind_tls(request: Request) -> bool:
    """Whether the browser came by HTTPS, as far as a believed proxy says."""
    return request.url.scheme == "https"


def write_language(request: Request, response: Response, language: str) -> None:
    """Remember the language that was chosen."""
    response.set_cookie(
        LANGUAGE,
        language,
        max_age=_YEAR_SECONDS,
        path="/",
        secure=is_behind_tls(request),
        httponly=True,
        samesite="lax",
    )
