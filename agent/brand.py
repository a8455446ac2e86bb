"""Reads who the shop is from its folder: `brand.toml`, checked whole before anything uses it.

A brand with one wrong value is refused, so that no client ever calls a wrong number.
"""

import pathlib

import tomli

from agent.brand_sections import brand
from agent.brand_table import BrandError
from agent.brand_values import Brand

__all__ = ["FILE_NAME", "LARGEST_FILE", "Brand", "BrandError", "load_brand", "parse_brand"]

FILE_NAME = "brand.toml"

LARGEST_FILE = 64 * 1024
"""Bytes. A brand file is 2 KB; far more is some other file, not worth parsing."""


def load_brand(folder: pathlib.Path) -> Brand:
    """The brand of the shop whose folder this is; a byte order mark is accepted (Notepad's).

    Raises BrandError when the file is missing, too large, not UTF-8 or not a valid brand.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BrandError(f"{FILE_NAME}: {type(error).__name__}: {error.strerror}") from error
    if len(content) > LARGEST_FILE:
        raise BrandError(f"{FILE_NAME}: more than {LARGEST_FILE} bytes")
    try:
        return parse_brand(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BrandError(f"{FILE_NAME}: not UTF-8 at byte {error.start}") from error


def parse_brand(text: str) -> Brand:
    """The brand written in `text` (TOML).

    Raises BrandError on the first key that is unknown or missing, or value that is not allowed.
    """
    return brand(_toml(text))


def _toml(text: str) -> object:
    try:
        return tomli.loads(text)
    except ValueError as error:
        raise BrandError(f"{FILE_NAME}: not TOML: {error}"[:200]) from error
    except RecursionError as error:
        raise BrandError(f"{FILE_NAME}: not TOML: lists within lists without end") from error
