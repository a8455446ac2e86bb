"""Style, script and icon: read once, found by name alone, kept by browsers until they change."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

from desk.pages.failures import PageRefusedError
from desk.pages.responses import guarded

FOLDER = Path(__file__).resolve().parent / "static"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class StaticFiles:
    """The files by name; `address(name)` changes with the content."""

    contents: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """Where a page finds it."""
        return f"/static/{name}?{hashlib.sha256(self.contents[name]).hexdigest()[:12]}"

    def answer(self, name: str) -> Response:
        """The file.

        Raises:
            PageRefusedError: there is none of that name.
        """
        content = self.contents.get(name)
        if content is None:
            raise PageRefusedError(404, "refused.no_page")
        kind = _KINDS[Path(name).suffix]
        always = {"Cache-Control": "public, max-age=31536000, immutable"}
        return guarded(Response(content, 200, always, media_type=kind))


def load_static_files(folder: Path = FOLDER) -> StaticFiles:
    """All files of the folder that a page can use."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix in _KINDS]
    return StaticFiles({path.name: path.read_bytes() for path in files})
