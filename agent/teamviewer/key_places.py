"""Every key of TeamViewer there can be on this computer, in both views and all versions."""

import sys
from dataclasses import dataclass, replace
from typing import List, Tuple

from agent.teamviewer.places import Place, roots, versions_among
from agent.win32.registry import machine_views, subkey_names
from agent.windows_facts import Absent, Unreadable

assert sys.platform == "win32"


@dataclass(frozen=True)
class KeyPlaces:
    """Where to look; `unlisted` are the keys whose subkeys Windows would not list."""

    places: Tuple[Place, ...]
    unlisted: Tuple[Place, ...]


def key_places() -> KeyPlaces:
    """The main keys that are there, each with every version it can have a subkey of."""
    places: List[Place] = []
    unlisted: List[Place] = []
    for root in roots(machine_views()):
        listed = subkey_names(root.key)
        if isinstance(listed, Absent):
            continue
        if isinstance(listed, Unreadable):
            unlisted.append(root)
        versions = versions_among(listed if isinstance(listed, tuple) else ())
        places += [root, *(replace(root, version=version) for version in versions)]
    return KeyPlaces(tuple(places), tuple(unlisted))
