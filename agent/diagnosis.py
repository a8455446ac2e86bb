"""`agent diagnose`: what a technician needs to help from afar, one guarded section a subsystem.

No password, no key and no whole ID goes in; IDs and telephone-like numbers are masked.
"""

import io
import json
import platform
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Dict

from agent import __version__
from agent.errors import AgentError
from agent.files import replace_in_folder
from agent.json_output import check_json, doors_json, identity_json, opening_json
from agent.paths import log_file, settings_file
from agent.settings import load_settings
from agent.texts import message

if TYPE_CHECKING:
    from agent.app import Core


class FileRefusedError(AgentError):
    """The file cannot be written where the person wants it."""

    def __init__(self, detail: str) -> None:
        super().__init__(message("app.file_refused"), message("app.file_refused.advice"), detail)


LOG_TAIL_BYTES = 256 * 1024
# 8 to 12 digits, alone or in groups: what an ID looks like, or a telephone number. Not what a
# reference or a fingerprint has of them.
_ID_LIKE = re.compile(
    r"[0-9A-Fa-f]{16,}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
    r"|(?<!\d)(\d(?:[ \u00a0\u202f]?\d){7,11})(?!\d)"
)


def mask_ids(text: str) -> str:
    """The text with every ID-like number reduced to its last three digits."""
    return _ID_LIKE.sub(_masked, text)


def _masked(found: "re.Match[str]") -> str:
    return "•••" + re.sub(r"\D", "", found[1])[-3:] if found[1] else found[0]


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def _program(_core: "Core") -> str:
    version = sys.getwindowsversion() if sys.platform == "win32" else platform.system()
    python = platform.python_version()
    frozen = bool(getattr(sys, "frozen", False))
    return _pretty({"program": __version__, "python": python, "frozen": frozen, "windows": version})


def _identity(core: "Core") -> str:
    identity = core.sources.read_identity()
    return _pretty({**identity_json(identity), "strangers": identity.strangers})


def _requirements(core: "Core") -> str:
    return _pretty(check_json(core.check_once(offline=False), core.translate))


def _shop(core: "Core") -> str:
    opening = core.sources.opening_at(core.sources.now())
    return _pretty({"shop": core.brand.names.shop, "opening": opening_json(opening)})


def _consent(core: "Core") -> str:
    """States and what is wrong, no name and no reference."""
    from agent.access_building import build_access, build_checking

    picture, checked = build_access(core).authorisations.look(), build_checking(core).check()
    return _pretty(
        {
            "state": picture.state.value,
            "troubles": [core.translate(trouble) for trouble in picture.troubles],
            "journals": [(j.log, j.lines, j.first_bad, j.why) for j in checked.journals],
            "receipts": [(r.size, r.why) for r in checked.receipts],
        }
    )


def _cutoff(core: "Core") -> str:
    """Whether a cut stands, and what the last one that had the rights said of itself."""
    from agent.cutoff.result import Result
    from agent.cutoff.result_file import ResultFile
    from agent.cutoff.result_json import encode
    from agent.teamviewer.control.on_windows import record_folder

    last = ResultFile(lambda: record_folder(core.brand.names)).load()
    told = json.loads(encode(last)) if isinstance(last, Result) else str(last)
    return _pretty({"cut_stands": core.sources.cut_stands(), "last": told})


def _reporting(core: "Core") -> str:
    """Where reports go, and whether the client agreed to them."""
    agreed = load_settings(settings_file(core.folder)).reports_allowed
    return _pretty({"desk": core.brand.desk.address or None, "agreed": agreed})


def _doors(core: "Core") -> str:
    from agent.doors_reader import read_doors

    return _pretty(doors_json(read_doors(), core.translate))


def _connections(core: "Core") -> str:
    """How much is listed and what is wrong with it: nobody's name, nobody's number."""
    from agent.connections_on_windows import find_here

    found = find_here(core)
    whole = found.history
    return _pretty(
        {
            "recording": whole.recording.value,
            "live": found.live.state.value,
            "connections": len(whole.connections),
            "visits": len(whole.visits),
            "damaged": [(row.file, row.line, row.reason) for row in whole.damaged],
            "troubles": [core.translate(trouble) for trouble in found.troubles],
        }
    )


def _log_tail(core: "Core") -> str:
    path = log_file(core.folder)
    if not path.exists():
        return "no log"
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LOG_TAIL_BYTES))
        return file.read(LOG_TAIL_BYTES).decode("utf-8", "replace")


SECTIONS: Dict[str, "Callable[[Core], str]"] = {
    "program.json": _program,
    "identity.json": _identity,
    "requirements.json": _requirements,
    "doors.json": _doors,
    "shop.json": _shop,
    "consent.json": _consent,
    "connections.json": _connections,
    "cutoff.json": _cutoff,
    "reporting.json": _reporting,
    "log.txt": _log_tail,
}


def _guarded(section: "Callable[[Core], str]", core: "Core") -> str:
    """A section that fails says so and leaves the others alone."""
    try:
        return mask_ids(section(core))
    except Exception as error:  # noqa: BLE001 - a report on what is broken must not break
        return mask_ids(f"not available: {type(error).__name__}: {error}")


def write_diagnosis(core: "Core", path: Path) -> None:
    """Write the zip; an older file in its place is replaced only by a whole one.

    Raises:
        FileRefusedError: when the file cannot be written.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, section in SECTIONS.items():
            archive.writestr(name, _guarded(section, core))
    try:
        replace_in_folder(path, content.getvalue())
    except (OSError, ValueError) as error:
        raise FileRefusedError(f"{path}: {error}") from error
