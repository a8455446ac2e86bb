"""Where the controls of a window stand, from their rectangles (left, top, right, bottom)."""

import itertools
from typing import Any, Dict, List

Control = Dict[str, Any]
Rectangle = List[int]

KINDS = ("static", "edit", "button", "richedit50w")
USABLE = ("edit", "button", "richedit50w", "combobox", "syslistview32")


def is_usable(control: Control) -> bool:
    """Whether the keyboard must get there."""
    return bool(control["enabled"]) and control["class"].lower() in USABLE


def parts_of(everything: List[Control]) -> List[Control]:
    """What the window consists of: controls, a page that may scroll, the bar below."""
    parts = [c for c in everything[1:] if c["parent"] == everything[0]["handle"]]
    while len(parts) == 1 and parts[0]["class"].lower() not in KINDS:
        parts = [c for c in everything[1:] if c["parent"] == parts[0]["handle"]]
    return parts


def is_inside(control: Control, part: Control, everything: List[Control]) -> bool:
    """Whether it is the part, or somewhere below it."""
    return part["handle"] in _line_of(control, everything)


def _line_of(control: Control, everything: List[Control]) -> List[int]:
    """The control and all that it is in."""
    parents = {c["handle"]: c["parent"] for c in everything}
    line = [control["handle"]]
    while parents.get(line[-1]):
        line.append(parents[line[-1]])
    return line


def visible_part(control: Control, everything: List[Control]) -> Rectangle:
    """What of it is in sight on a page that scrolls; without area when nothing is."""
    line = set(_line_of(control, everything))
    edges = [control["rectangle"], *(c["rectangle"] for c in everything if c["handle"] in line)]
    left, top = (max(edge[side] for edge in edges) for side in (0, 1))
    right, bottom = (min(edge[side] for edge in edges) for side in (2, 3))
    return [left, top, max(left, right), max(top, bottom)]


def is_in_sight(control: Control, everything: List[Control]) -> bool:
    """Whether nothing of it is cut off."""
    return visible_part(control, everything) == list(control["rectangle"])


def has_area(rectangle: Rectangle) -> bool:
    """Whether there is any of it."""
    return rectangle[2] > rectangle[0] and rectangle[3] > rectangle[1]


def label_before(control: Control, everything: List[Control]) -> str:
    """The words of the label that stands just before a control in its panel."""
    beside = [c for c in everything if c["parent"] == control["parent"]]
    at = [c["handle"] for c in beside].index(control["handle"])
    before = beside[at - 1] if at > 0 else {"class": ""}
    return str(before["text"]) if before["class"] == "Static" else ""


def touching(controls: List[Control]) -> List[str]:
    """Pairs that share a pixel."""
    return [
        f"{one['text']!r} and {other['text']!r}"
        for one, other in itertools.combinations(controls, 2)
        if overlap(one["rectangle"], other["rectangle"])
    ]


def overlap(a: Rectangle, b: Rectangle) -> bool:
    """Whether two rectangles share a pixel."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def out_of_order(controls: List[Control], everything: List[Control]) -> List[str]:
    """Neighbours in a row of controls that nobody would read in that order.

    Parts of a window go from top to bottom. Inside a part one goes right in a line, down to
    the next, and to the top again only for a column that stands wholly to the right.
    """
    parts = parts_of(everything)
    at = [next(p for p in parts if is_inside(c, p, everything)) for c in controls]
    placed, wrong = list(zip(controls, at)), []
    for (one, in_one), (other, in_other) in zip(placed, placed[1:]):
        pair = (one, other) if in_one is in_other else (in_one, in_other)
        if not _follows(pair[0]["rectangle"], pair[1]["rectangle"]):
            wrong.append(f"{other['text']!r} comes after {one['text']!r}")
    return wrong


def _follows(one: Rectangle, other: Rectangle) -> bool:
    is_below, is_right = other[1] >= one[3], other[0] >= one[2]
    return is_below or is_right
