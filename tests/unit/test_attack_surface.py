"""ATTACKSURFACE.md names tests that exist: a guard without its test is found here."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "ATTACKSURFACE.md", ROOT / "build" / "AUDIT.md")
_NAMED = re.compile(r"`(tests/[\w/]+\.(?:py|md))(?:::(\w+))?`")


def test_every_test_that_the_pages_name_is_there() -> None:
    named = [found for page in PAGES for found in _NAMED.findall(page.read_text(encoding="utf-8"))]
    assert len(named) > 80
    missing = [pair for pair in named if not _is_there(*pair)]
    assert missing == []


def test_every_row_of_the_attack_surface_names_a_test() -> None:
    lines = PAGES[0].read_text(encoding="utf-8").split("## What was fed")[0].splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| What |")]
    assert len(rows) > 35
    assert [row[:60] for row in rows if not _NAMED.search(row.rpartition(" | ")[2])] == []


def _is_there(path: str, name: str) -> bool:
    file = ROOT / path
    if not file.is_file():
        return False
    return not name or f"def {name}(" in file.read_text(encoding="utf-8")
