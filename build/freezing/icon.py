"""The programs' icon, in all sizes that Windows asks for, drawn from the shop's brand."""

import io
import struct
from pathlib import Path
from typing import Tuple

from PIL.Image import Image
from PIL.Image import new as new_picture

from agent.brand_values import Brand
from agent.tray.light import Light
from agent.tray.pictures import IconStyle, draw_light

SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
# Windows 7 reads a compressed picture in an icon only when it is of this size.
_COMPRESSED = 256
_SIDE, _SIGN = (328, 628), 192
_HEADER, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def write_icon(brand: Brand, target: Path) -> None:
    """Write the shop's sign as `.ico`."""
    style = IconStyle(brand.icon.letters, ((Light.UNCHECKED, brand.icon.background),))
    pictures = [draw_light(Light.UNCHECKED, style, size) for size in SIZES]
    target.write_bytes(icon_file(tuple(pictures)))


def write_side_picture(brand: Brand, target: Path) -> None:
    """Write the picture beside the installer's first and last page as `.bmp`, 328 x 628 pixels.

    Twice the size of the place for it at 100 %, so that it stays sharp at 200 %.
    """
    style = IconStyle(brand.icon.letters, ((Light.UNCHECKED, brand.icon.background),))
    sign = draw_light(Light.UNCHECKED, style, _SIGN)
    picture = new_picture("RGB", _SIDE, brand.icon.background)
    picture.paste(sign, ((_SIDE[0] - _SIGN) // 2, _SIGN // 2), sign)
    picture.save(target, "BMP")


def icon_file(pictures: Tuple[Image, ...]) -> bytes:
    """An `.ico` of square pictures, 32 bits a pixel.

    https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
    """
    bodies = [_body(picture) for picture in pictures]
    place = _HEADER.size + _ENTRY.size * len(pictures)
    entries = b""
    for picture, body in zip(pictures, bodies):
        side = picture.width % 256
        entries += _ENTRY.pack(side, side, 0, 0, 1, 32, len(body), place)
        place += len(body)
    return _HEADER.pack(0, 1, len(pictures)) + entries + b"".join(bodies)


def _body(picture: Image) -> bytes:
    form = "png" if picture.width >= _COMPRESSED else "bmp"
    stream = io.BytesIO()
    picture.save(stream, "ICO", sizes=[picture.size], bitmap_format=form)
    return stream.getvalue()[_HEADER.size + _ENTRY.size :]
