"""`agent diagnose`: what a technician needs to help from afar, one guarded section a subsystem.

No password, no key and no whole ID goes in; IDs and telephone-like numbers are masked.
"""

import json
import platform
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Dict

from agent import __version__
from agent.errors import AgentError
from agent.json_output import check_json, doors_json, identity_json, opening_json
from agent.paths import log_file
from agent.texts import message

if TYPE_CHECKING:
    from agent.app import Core

LOG_TAIL_BYTES = 256 * 1024
# 8 to 12 digits, alone or in groups: what an ID looks like, or a telephone number.
_ID_LIKE = re.compile(r"(?<![0-9A-Fa-f])\d(?:[ \u00a0\u202f]?\d){7,11}(?![0-9A-Fa-f])")


def mask_ids(text: str) -> str:
    """The text with every ID-like number reduced to its last three digits."""
    return _ID_LIKE.sub(lambda found: "•••" + re.sub(r"\D", "", found.group())[-3:], text)


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
    "log.txt": _log_tail,
}


def _guarded(section: "Callable[[Core], str]", core: "Core") -> str:
    """A section that fails says so and leaves the others alone."""
    try:
        return mask_ids(section(core))
    except Exception as error:  # noqa: BLE001 - a report on what is broken must not break
        return mask_ids(f"not available: {type(error).__name__}: {error}")


def write_diagnosis(core: "Core", path: Path) -> None:
    """Write the zip.

    Raises:
        AgentError: when the file cannot be written.
    """
    texts = {name: _guarded(section, core) for name, section in SECTIONS.items()}
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
    except OSError as error:
        title, advice = message("app.file_refused"), message("app.file_refused.advice")
        raise AgentError(title, advice, f"{path}: {error}") from error
