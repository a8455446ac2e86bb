"""What is wrong with a round of Tab through a window: the names, the roles and the order."""

from dataclasses import dataclass
from typing import Any, Dict, List, Tuple

from PIL import Image

from tests.screens.arrangement import (
    Control,
    is_inside,
    is_usable,
    label_before,
    out_of_order,
    parts_of,
)
from tests.screens.windows import plain

ROLE_TEXT, STATE_FOCUSED = 42, 0x4
SMALLEST_TARGET = 24
STOP = "Arrêter l'accès"


@dataclass(frozen=True)
class Step:
    """A control while it has the keyboard, what is said of it, and how the screen looks.

    A caret is seen in some of the pictures only; `has_moved` says that the page has.
    """

    control: Control
    spoken: Dict[str, Any]
    pictures: List[Image.Image]
    has_moved: bool


def judged(steps: List[Step], everything: List[Control]) -> List[str]:
    """All complaints about these steps through a window in which there is all this."""
    reached = [step.control["handle"] for step in steps]
    known = {c["handle"]: c for c in everything}
    in_order = from_the_top([known[handle] for handle in reached if handle in known], everything)
    return [
        *_blamed("is not reached with Tab", _unreached(reached, everything)),
        *_blamed("is too small a target", [c for c in everything if _is_small(c)]),
        *_blamed("is as large as the stop", _as_large_as_the_stop(everything)),
        *_blamed("is a word for no person", [c for c in everything[1:] if _is_named_panel(c)]),
        *out_of_order(in_order, everything),
        *_badly_said(steps, everything),
        *_another_order_when_read(reached, everything),
    ]


def name_of(step: Step, everything: List[Control]) -> str:
    """What a screen reader calls it.

    Wine's accessibility takes a label from far away for a field, none for lists and choices,
    and a long text's own words; Windows takes the label just before. A name of its own counts.
    """
    said = plain(step.spoken.get("name", ""))
    if step.control["class"] == "Button":
        return said
    if said not in ("", plain(step.control["text"]), *_labels_for(step.control, everything)):
        return said
    return plain(label_before(step.control, everything))


def _labels_for(control: Control, everything: List[Control]) -> List[str]:
    labels = [plain(c["text"]) for c in everything if c["class"] == "Static"]
    return labels if control["class"] == "Edit" else []


def _blamed(fault: str, controls: List[Control]) -> List[str]:
    return [f"{c['class']} {c['text']!r} {fault}" for c in controls]


def _unreached(reached: List[int], everything: List[Control]) -> List[Control]:
    return [c for c in everything if is_usable(c) and c["handle"] not in reached]


def _is_small(control: Control) -> bool:
    left, top, right, bottom = control["rectangle"]
    return bool(control["class"] == "Button" and min(right - left, bottom - top) < SMALLEST_TARGET)


def _as_large_as_the_stop(everything: List[Control]) -> List[Control]:
    buttons = [c for c in everything if c["class"] == "Button"]
    stops = [_height(c) for c in buttons if c["text"] == STOP]
    return [c for c in buttons if c["text"] != STOP and _height(c) >= min(stops)]


def _height(control: Control) -> int:
    return int(control["rectangle"][3] - control["rectangle"][1])


def _is_named_panel(control: Control) -> bool:
    return control["class"].startswith("wx") and bool(control["text"])


def from_the_top(round_trip: List[Control], everything: List[Control]) -> List[Control]:
    """The same round, begun with what one reads first."""
    parts = parts_of(everything)

    def place(at: int) -> Tuple[int, int, int]:
        control = round_trip[at]
        tops = [p["rectangle"][1] for p in parts if is_inside(control, p, everything)]
        left, top, _right, _bottom = control["rectangle"]
        return (tops[0], top, left)

    start = min(range(len(round_trip)), key=place)
    return round_trip[start:] + round_trip[:start]


def _badly_said(steps: List[Step], everything: List[Control]) -> List[str]:
    names = [(step.control["class"], name_of(step, everything)) for step in steps]
    buttons = [name for kind, name in names if kind == "Button"]
    return [
        *(
            f"{kind} {s.control['text']!r} has no name"
            for s, (kind, n) in zip(steps, names)
            if not n
        ),
        *(f"two buttons are called {name!r}" for name in {*buttons} if buttons.count(name) > 1),
        *_blamed(
            "is not said to have the keyboard", [s.control for s in steps if _is_unfocused(s)]
        ),
        *_blamed("is not said to be a text", [s.control for s in steps if _has_wrong_role(s)]),
    ]


def _is_unfocused(step: Step) -> bool:
    return not step.spoken.get("state", 0) & STATE_FOCUSED


def _has_wrong_role(step: Step) -> bool:
    """Of fields alone: Wine tells no role of the others, whose class is what Windows goes by."""
    return step.control["class"] == "Edit" and step.spoken.get("role") != ROLE_TEXT


def _another_order_when_read(reached: List[int], everything: List[Control]) -> List[str]:
    """A screen reader that reads on goes by the order in which Windows holds the controls."""
    held = [c["handle"] for c in everything if c["handle"] in reached]
    start = held.index(reached[0]) if reached[0] in held else 0
    is_same = held[start:] + held[:start] == [handle for handle in reached if handle in held]
    return [] if is_same else ["reading on goes another way than Tab"]
