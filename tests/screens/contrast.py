"""How well letters stand out from what they stand on, as the web's guidelines count it."""

import time
from functools import lru_cache
from typing import Dict, List, Sequence, Tuple

from PIL import Image, ImageChops, ImageGrab

from agent.contrast import READABLE, contrast_ratio
from tests.screens.arrangement import Control

Colour = Tuple[int, int, int]
Rectangle = Sequence[int]

FOR_TEXT, FOR_A_MARK = READABLE, 3.0
# A button's border is no letter.
BORDER = 5
WITH_BORDER = ("Button", "ComboBox", "RichEdit50W")
# Windows need a moment to be drawn.
LOOKS, PAINTING_SECONDS = 40, 0.25
CLASSES = ("Static", "Edit", "Button", "RichEdit50W", "ComboBox")
# One odd pixel is no letter.
LEAST_PIXELS = 6


@lru_cache(maxsize=None)
def ratio(one: Colour, other: Colour) -> float:
    """From 1 for the same to 21 for black on white."""
    return contrast_ratio(_written(one), _written(other))


def _written(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def contrast(picture: Image.Image, rectangle: Rectangle) -> float:
    """The strongest colour in this part of a picture against the commonest one."""
    return ratio(*ground_and_ink(picture, rectangle))


def ground_and_ink(picture: Image.Image, rectangle: Rectangle) -> Tuple[Colour, Colour]:
    """The commonest colour in this part of a picture, and the one farthest from it."""
    counts = colours(picture, rectangle)
    ground = max(counts, key=lambda colour: counts[colour])
    inks = [colour for colour, count in counts.items() if count >= LEAST_PIXELS]
    return ground, max(inks, key=lambda ink: ratio(ground, ink), default=ground)


def colours(picture: Image.Image, rectangle: Rectangle) -> Dict[Colour, int]:
    """How often each colour is there."""
    left, top, right, bottom = rectangle
    part = picture.crop((left, top, right, bottom)).convert("RGB")
    counted: List[Tuple[int, Colour]] = part.getcolors(part.width * part.height) or []
    return {colour: count for count, colour in counted}


def changed(before: Image.Image, after: Image.Image, rectangle: Rectangle) -> float:
    """How strongly the pixels that changed between two pictures changed; 1 when none did."""
    left, top, right, bottom = rectangle
    first = before.crop((left, top, right, bottom)).convert("RGB")
    second = after.crop((left, top, right, bottom)).convert("RGB")
    area = ImageChops.difference(first, second).getbbox()
    if area is None:
        return 1.0
    old, new = first.crop(area).getdata(), second.crop(area).getdata()
    pairs = {(a, b) for a, b in zip(old, new) if a != b}
    return max(ratio(a, b) for a, b in pairs)


def seen(screen: str) -> Image.Image:
    """What is on a virtual screen now."""
    return ImageGrab.grab(xdisplay=screen).convert("RGB")


def too_faint(screen: str, controls: List[Control]) -> List[str]:
    """Those of these controls, all in sight, that stay hard to read; what is asleep may be."""
    shown = [c for c in controls if c["enabled"] and c["class"] in CLASSES]
    for _ in range(LOOKS):
        faint = _faint(seen(screen), shown)
        if not faint:
            break
        time.sleep(PAINTING_SECONDS)
    return faint


def _faint(picture: Image.Image, controls: List[Control]) -> List[str]:
    found = [(c, contrast(picture, inside(c))) for c in controls]
    return [
        f"{c['class']} {c['text']!r} is hard to read: {value:.1f}"
        for c, value in found
        if value < (FOR_TEXT if c["text"] else FOR_A_MARK)
    ]


def inside(control: Control) -> Rectangle:
    """Where its words are: without a border."""
    edge = BORDER if control["class"] in WITH_BORDER else 0
    left, top, right, bottom = control["rectangle"]
    return (left + edge, top + edge, right - edge, bottom - edge)
