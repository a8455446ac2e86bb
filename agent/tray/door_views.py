"""What the windows about doors and doubt show, ready to draw. Pure."""

from dataclasses import dataclass
from typing import Tuple

from agent.tray.main_view import LightLine, PhoneLink


@dataclass(frozen=True)
class DoorsView:
    """Every door. `looked` says when they were looked at, or that this is under way."""

    title: str
    headline: str
    summary: str
    looked: str
    lines: Tuple[LightLine, ...]


@dataclass(frozen=True)
class DoubtView:
    """What becomes of the access, and what to do, step by step."""

    title: str
    headline: str
    state: Tuple[str, ...]
    steps_heading: str
    steps: Tuple[str, ...]
    phones: Tuple[PhoneLink, ...]
