"""The words of licences, from the places where they came with what they are for."""

import re
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import List

HERE = Path(__file__).with_name("licences")
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Texts:
    """Licence texts beside a Windows Python and its packages."""

    python: Path

    def at(self, place: str) -> str:
        """The texts at places of the table, parted by spaces; empty when one is not there."""
        found = [self._found(word) for word in place.split()]
        paths = [path for several in found for path in several]
        return "\n\n".join(map(_read, paths)) if all(found) else ""

    def _found(self, place: str) -> List[Path]:
        kind, _, pattern = place.partition("/")
        site = self.python / "Lib" / "site-packages"
        return sorted({"python": self.python, "site": site, "here": HERE}[kind].glob(pattern))

    def of_package(self, package: Distribution) -> str:
        """All licence files that a package brings in its own description."""
        described = [f for f in package.files or () if ".dist-info/" in f.as_posix()]
        wanted = [f for f in described if LICENCE_FILE.search(f.as_posix())]
        paths: List[Path] = [Path(str(f.locate())) for f in sorted(wanted)]
        return "\n\n".join(_read(path) for path in paths)


def _read(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()
