"""What a frozen folder really holds: its files, and the modules inside its programs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, FrozenSet

CONTENTS = "_internal/"


@dataclass(frozen=True)
class Shipped:
    """Files by their place in the folder (below `_internal/` without that), modules by name."""

    files: Dict[str, Path]
    modules: FrozenSet[str]


def name_of(place: str) -> str:
    """A file's place without the folder that PyInstaller puts nearly everything in."""
    return place[len(CONTENTS) :] if place.startswith(CONTENTS) else place
