"""The icon's pictures: one shape a light, so that they differ without colour.

Circle with a tick, triangle with a mark, octagon with a cross; the shop's own sign on a square
while nothing was checked, and a circle with dots for what is being measured.
"""

import math
from dataclasses import dataclass
from typing import Callable, Dict, List, Tuple

from PIL import Image, ImageDraw, ImageFont

from agent.tray.light import Light

# Drawn this much larger and reduced, which gives smooth edges at every size.
_OVERSAMPLING = 8

Point = Tuple[float, float]


@dataclass(frozen=True)
class IconStyle:
    """The shop's sign (one or two letters) and a `#RRGGBB` colour for each light."""

    sign: str
    colours: Tuple[Tuple[Light, str], ...]


def draw_light(light: Light, style: IconStyle, size: int) -> Image.Image:
    """A square picture, `size` pixels a side, with a transparent ground."""
    side = size * _OVERSAMPLING
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    colour = dict(style.colours)[light]
    if light is Light.UNCHECKED:
        _sign(pen, side, colour, style.sign)
    else:
        _PAINTERS[light](pen, side, colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _stroke(pen: ImageDraw.ImageDraw, side: int, points: List[Point], colour: str) -> None:
    """A line with round ends; points in hundredths of the side."""
    width = side * 0.13
    scaled = [(x * side / 100, y * side / 100) for x, y in points]
    pen.line(scaled, fill=colour, width=int(width), joint="curve")
    for x, y in scaled:
        _dot(pen, x, y, width / 2, colour)


def _dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _tick(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    pen.ellipse((side * 0.02, side * 0.02, side * 0.98, side * 0.98), fill=colour)
    _stroke(pen, side, [(27, 52), (44, 69), (74, 34)], "white")


def _mark(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    corners = [(50, 3), (98, 95), (2, 95)]
    pen.polygon([(x * side / 100, y * side / 100) for x, y in corners], fill=colour)
    _stroke(pen, side, [(50, 38), (50, 62)], "white")
    _dot(pen, side * 0.5, side * 0.81, side * 0.075, "white")


def _cross(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    turns = [math.pi / 8 + k * math.pi / 4 for k in range(8)]
    radius = side * 0.52
    middle = side / 2
    pen.polygon(
        [(middle + radius * math.cos(t), middle + radius * math.sin(t)) for t in turns], fill=colour
    )
    _stroke(pen, side, [(33, 33), (67, 67)], "white")
    _stroke(pen, side, [(67, 33), (33, 67)], "white")


def _sign(pen: ImageDraw.ImageDraw, side: int, colour: str, sign: str) -> None:
    box = (side * 0.03, side * 0.03, side * 0.97, side * 0.97)
    pen.rounded_rectangle(box, radius=side * 0.16, fill=colour)
    font = ImageFont.load_default(side * (0.8 if len(sign) == 1 else 0.56))
    middle = (side / 2, side / 2)
    thickness = int(side * 0.025)
    pen.text(
        middle,
        sign,
        fill="white",
        font=font,
        anchor="mm",
        stroke_width=thickness,
        stroke_fill="white",
    )


def _dots(pen: ImageDraw.ImageDraw, side: int, colour: str) -> None:
    pen.ellipse((side * 0.02, side * 0.02, side * 0.98, side * 0.98), fill=colour)
    for x in (0.27, 0.5, 0.73):
        _dot(pen, side * x, side * 0.5, side * 0.075, "white")


_PAINTERS: Dict[Light, Callable[[ImageDraw.ImageDraw, int, str], None]] = {
    Light.READY: _tick,
    Light.ATTENTION: _mark,
    Light.PROBLEM: _cross,
    Light.WAITING: _dots,
}
