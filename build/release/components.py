"""The table of what shipped files hold besides Python packages: `components.toml`."""

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Dict, List, Tuple

import tomli

from release.shipped import Shipped

TABLE = Path(__file__).with_name("components.toml")


@dataclass(frozen=True)
class Component:
    """Something with a licence of its own; `text` says where that licence's words are."""

    name: str
    files: Tuple[str, ...]
    version: str = ""
    licence: str = ""
    mark: str = ""
    text: str = ""
    note: str = ""
    link: str = ""
    refused: str = ""

    def shipped_files(self, shipped: Shipped) -> List[Path]:
        """Its files in the folder; capital letters make no difference, as on Windows."""
        names = [(name.lower(), path) for name, path in shipped.files.items()]
        return [p for name, p in names if any(_matches(name, f.lower()) for f in self.files)]


def _matches(name: str, pattern: str) -> bool:
    """Like a shell: `*` stays inside a folder."""
    return name.count("/") == pattern.count("/") and fnmatch(name, pattern)


@dataclass(frozen=True)
class Table:
    """The components, and by package name what a package does not say of itself."""

    components: Tuple[Component, ...]
    packages: Dict[str, Dict[str, str]]

    def shipped(self, shipped: Shipped) -> Tuple[Component, ...]:
        """The components that are in the folder."""
        return tuple(c for c in self.components if not c.refused and c.shipped_files(shipped))

    def complaints(self, shipped: Shipped) -> List[str]:
        """What may not be shipped, and where the table is no longer true."""
        found = []
        for component in self.components:
            for path in component.shipped_files(shipped):
                if component.refused:
                    found.append(f"{path.name} may not be shipped: {component.refused}")
                elif component.mark and component.mark.encode() not in path.read_bytes():
                    found.append(f"{path.name} is not {component.name} {component.version}")
        return found


def read_table(text: str) -> Table:
    """Read the table.

    Raises:
        TypeError: an entry has a field that no component has.
    """
    data: Dict[str, Any] = tomli.loads(text)
    entries = ({**entry, "files": tuple(entry["files"])} for entry in data["component"])
    return Table(tuple(Component(**entry) for entry in entries), data.get("package", {}))
