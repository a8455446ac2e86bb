"""Answers to browsers, with the headers that all of them have."""

from collections.abc import Mapping

from starlette.responses import HTMLResponse, RedirectResponse, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


def guarded(response: Response) -> Response:
    """The answer with the headers; those it has already stay."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def html(text: str, status: int = 200) -> Response:
    """A page."""
    return guarded(HTMLResponse(text, status))


def see(path: str) -> Response:
    """Go on to another page of this desk."""
    return guarded(RedirectResponse(path, 303))


def own_path(text: str) -> str:
    """A path of this desk out of what a browser sent; the list where it is anything else."""
    is_plain = text.isascii() and text.isprintable() and "\\" not in text and len(text) < 2000
    return text if is_plain and text.startswith("/") and not text.startswith("//") else "/"
