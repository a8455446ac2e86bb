"""The README shows the development script's help as it is, and leads only to what is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "docs/client.md", "docs/shop.md", "docs/developer.md", "desk/README.md")


def test_the_help_of_the_development_script_is_the_one_shown() -> None:
    asked = [sys.executable, str(ROOT / "build" / "dev.py"), "--help"]
    shown = subprocess.run(asked, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    assert f"`python3 build/dev.py --help`:\n\n```\n{shown.strip()}\n```" in README


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    path = ROOT / document
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (path.parent / link).exists()] == []
