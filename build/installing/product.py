"""Writes what the installer must know of the shop and the frozen program, and its icon.

Usage: product.py FROZEN_FOLDER TARGET_FOLDER SETUP_EXE
"""

import sys
from pathlib import Path
from typing import Dict

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "build")]

from freezing.icon import write_icon, write_side_picture

from agent import __version__
from agent.brand import load_brand
from agent.brand_values import Brand
from agent.cutoff.words import SERVICE_NAME
from agent.paths import brand_folder

# The uninstaller, the shortcut, and what a file system adds.
ROOM_BESIDES_KB = 2048
ICON, SIDE_PICTURE = "setup.ico", "side.bmp"


def product(brand: Brand, frozen: Path, setup: Path, pictures: Path) -> Dict[str, str]:
    """The installer's words for names, places and sizes; sizes are in units of 1024 bytes."""
    size = sum(file.stat().st_size for file in frozen.rglob("*") if file.is_file()) // 1024
    four = ".".join([*__version__.split("."), "0", "0", "0"][:4])
    return {
        "PROGRAM": brand.names.program,
        "FOLDER": brand.names.folder,
        "SHOP": brand.names.shop,
        "IDENTIFIER": brand.names.identifier,
        "WEBSITE": brand.contact.website,
        "PHONE": brand.contact.phones[0].display,
        "SERVICE": SERVICE_NAME,
        "VERSION": __version__,
        "VERSION_OF_FOUR": four,
        "SIZE_KB": str(size),
        "NEEDED_KB": str(size + ROOM_BESIDES_KB),
        "FROZEN": frozen.as_posix(),
        "ICON": (pictures / ICON).as_posix(),
        "SIDE_PICTURE": (pictures / SIDE_PICTURE).as_posix(),
        "OUTPUT": setup.as_posix(),
    }


def script(words: Dict[str, str]) -> str:
    """The same as NSIS reads it."""
    return "".join(f'!define {name} "{_quoted(text)}"\n' for name, text in words.items())


def _quoted(text: str) -> str:
    return text.replace("$", "$$").replace('"', '$\\"')


def main(frozen: Path, target: Path, setup: Path) -> None:
    """Write `product.nsh` and the pictures it names."""
    brand = load_brand(brand_folder())
    target.mkdir(parents=True, exist_ok=True)
    write_icon(brand, target / ICON)
    write_side_picture(brand, target / SIDE_PICTURE)
    words = product(brand, frozen, setup, target)
    (target / "product.nsh").write_text(script(words), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
